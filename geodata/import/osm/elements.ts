/** The three element types of OpenStreetMap as the reader returns them. */

import type { Position } from './position.ts'

/** Objects without a prototype, so that a key `constructor` in a file is an ordinary key. */
export type Tags = Readonly<Record<string, string>>

export type ElementKind = 'node' | 'way' | 'relation'

export interface Way {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags: Tags
  /** Positions of its nodes, if the file stores them on the way. */
  readonly positions?: readonly Position[]
}

export interface Member {
  readonly kind: ElementKind
  readonly ref: number
  readonly role: string
}

export interface Relation {
  readonly id: number
  readonly members: readonly Member[]
  readonly tags: Tags
}

/** Handlers of a pass over a file; groups without a handler are not decoded. */
export interface Visitor {
  /** WGS 84 degrees; `tags` is undefined for most nodes. */
  node?: (id: number, longitude: number, latitude: number, tags: Tags | undefined) => void
  way?: (way: Way) => void
  relation?: (relation: Relation) => void
}
