/** What the worker is asked about a proposal. */
import type { HeightGrid } from '../../../geodata/model/relief/height-grid.ts'
import type { Prism } from '../../../geodata/model/relief/sun/casters.ts'
import type { NamedWindow } from '../../../geodata/model/relief/sun/facades.ts'
import type { SunRule } from '../../../geodata/model/relief/sun/rules.ts'
import type { SunWindow } from '../../../geodata/model/relief/sun/samples.ts'

export interface SunQuestion {
  readonly windows: readonly NamedWindow[]
  readonly standing: readonly Prism[]
  readonly grid: HeightGrid
  readonly place: readonly [longitude: number, latitude: number]
  readonly day: SunWindow
  readonly rule: SunRule
  readonly blocks: readonly Prism['rings'][]
  /** Heights of the ground and of the top of the blocks in metres. */
  readonly ground: number
  readonly top: number
}
