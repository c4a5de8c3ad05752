/** What the network is built from: ways, barriers, squares and turns, as any source of rows gives them. */

export const wayKinds = ['road', 'greenway', 'square', 'link'] as const
export type WayKind = (typeof wayKinds)[number]

/** Tags of OpenStreetMap, or columns that mean the same. */
export type WayTags = Readonly<Record<string, string>>

export interface NetworkWay {
  /** Names the way within its source, as turn restrictions do. */
  readonly key: string
  readonly kind: WayKind
  /** Row of `roads` or `greenway_segments`; 0 for what has none. */
  readonly row: number
  /** A road class of the code lists. */
  readonly class: string
  readonly name: string | null
  readonly surface: string
  /** Traffic goes along the line only. */
  readonly oneway: boolean
  /** Lines of different levels cross without meeting. */
  readonly level: number
  readonly maxSpeed: number | null
  readonly tags: WayTags
  /** Longitude and latitude in turn, degrees of WGS 84. */
  readonly coordinates: ArrayLike<number>
  /** A number for each point; ways meet where they share one. Without them they meet where coordinates are equal. */
  readonly nodes: ArrayLike<number> | null
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
  /** Closed rings of all parts, outer ones and holes; longitude and latitude in turn. */
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
