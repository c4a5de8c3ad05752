/** The three elements of OpenStreetMap as the reader hands them on. */

import type { Position } from './position.ts'

/** Objects without a prototype: a key named `constructor` in a file is a key and nothing else. */
export type Tags = Readonly<Record<string, string>>

export type ElementKind = 'node' | 'way' | 'relation'

export interface Way {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags: Tags
  /** Of its nodes, where the file has them on the way. */
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

/** What a pass over a file wants to see; groups without a handler are not decoded. */
export interface Visitor {
  /** Degrees in WGS 84; `tags` is undefined for most nodes. */
  node?: (id: number, longitude: number, latitude: number, tags: Tags | undefined) => void
  way?: (way: Way) => void
  relation?: (relation: Relation) => void
}
