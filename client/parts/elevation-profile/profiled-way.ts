/** What the elevation profile draws: a planned route, or a named greenway. */

import type { Range } from '../../../geodata/model/routes/ranges.ts'
import type { Text } from '../../../geodata/model/text.ts'

interface ProfiledPart extends Range {
  readonly name: string | null
  /** A code of the surfaces. */
  readonly surface: string
  readonly width_m: number | null
  /** Null where it is not known. */
  readonly lit: boolean | null
}

export type ProfiledWarningKind =
  | 'closed'
  | 'closing'
  | 'steps'
  | 'gate'
  | 'steep'
  | 'narrow'
  | 'push'
  | 'unpaved'
  | 'unlit'

export interface ProfiledWarning extends Range {
  readonly kind: ProfiledWarningKind
  readonly reason: Text | string | null
  readonly from?: string | null
  readonly until: string | null
}

export interface ProfiledWay {
  readonly length_m: number
  readonly ascent_m: number | null
  readonly descent_m: number | null
  readonly geometry: {
    /** Longitude, latitude, and height in metres where known. */
    readonly coordinates: readonly (readonly number[])[]
  }
  readonly parts: readonly ProfiledPart[]
  readonly warnings: readonly ProfiledWarning[]
  readonly gaps?: readonly { readonly at_m: number; readonly vertex: number; readonly length_m: number }[]
}
