/** Input of the network: ways, barriers, squares and turns from any source of rows. */

export const wayKinds = ['road', 'greenway', 'square', 'link'] as const
export type WayKind = (typeof wayKinds)[number]

/** Tags of OpenStreetMap, or columns with the same meaning. */
export type WayTags = Readonly<Record<string, string>>

export interface NetworkWay {
  /** Key of the way within its source, used by turn restrictions. */
  readonly key: string
  readonly kind: WayKind
  /** Row of `roads` or `greenway_segments`; 0 if there is none. */
  readonly row: number
  /** A road class of the code lists. */
  readonly class: string
  readonly name: string | null
  readonly surface: string
  /** Whether traffic goes along the line only. */
  readonly oneway: boolean
  /** Lines of different levels cross without meeting. */
  readonly level: number
  readonly maxSpeed: number | null
  readonly tags: WayTags
  /** Alternating longitude and latitude, WGS 84 degrees. */
  readonly coordinates: ArrayLike<number>
  /** A node id for each point; ways meet where they share one. Without ids they meet at equal coordinates. */
  readonly nodes: ArrayLike<number> | null
  /** Only routes for people use what follows; it may be missing. */
  readonly details?: WayDetails
}

interface WayDetails {
  readonly nameEn: string | null
  /** null is unknown, as for the width. */
  readonly lit: boolean | null
  readonly widthM: number | null
  /** On a bridge or in a tunnel, where heights of the ground are not those of the way. */
  readonly isOffGround: boolean
  /** Part of a greenway. */
  readonly isGreenway: boolean
  /** In OpenStreetMap's syntax. */
  readonly hours: string | null
}

export interface NetworkBarrier {
  readonly kind: string
  readonly node: number | null
  readonly lon: number
  readonly lat: number
  readonly tags: WayTags
}

export interface NetworkSquare {
  readonly row: number
  readonly name: string | null
  readonly tags: WayTags
  /** Closed rings of all parts, outer ones and holes; alternating longitude and latitude. */
  readonly rings: readonly ArrayLike<number>[]
  /** As for ways, for each ring. */
  readonly nodes: readonly ArrayLike<number>[] | null
}

export interface NetworkTurn {
  readonly kind: string
  readonly from: string
  readonly to: string
  readonly viaNode: number | null
  readonly viaWays: readonly string[] | null
  readonly mode: string | null
  readonly exempt: readonly string[]
  readonly condition: string | null
}

export interface NetworkInput {
  readonly ways: readonly NetworkWay[]
  readonly barriers: readonly NetworkBarrier[]
  readonly squares: readonly NetworkSquare[]
  readonly turns: readonly NetworkTurn[]
}
