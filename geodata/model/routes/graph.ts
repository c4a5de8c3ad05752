/**
 * The network for people on foot and on wheels: topology and attributes without costs, so that it is small on
 * the wire. Profiles compute their costs from it (costs.ts), in the browser as on the server.
 */
import type { NetworkGraph } from '../network/graph.ts'

/** In the order of `waySurface`. */
export const surfaceCodes = [
  'unknown',
  'asphalt',
  'concrete',
  'paving',
  'boardwalk',
  'rubber',
  'gravel',
  'earth',
  'stone_steps',
] as const
export type SurfaceCode = (typeof surfaceCodes)[number]

/** In the order of `wayClass`; others are roads for vehicles. */
export const routeClasses = [
  'motorway',
  'trunk',
  'primary',
  'secondary',
  'tertiary',
  'residential',
  'service',
  'track',
  'pedestrian',
  'cycleway',
  'footway',
  'path',
  'steps',
] as const

/** Values of `wayLit`. */
export const LIT_UNKNOWN = 0
export const LIT_YES = 1
export const LIT_NO = 2

/** Bits of `wayFlags`. */
export const OFF_GROUND = 1
/** Steps with a ramp for wheels. */
export const RAMP = 2
/** Passable for wheelchairs with help or at their limit. */
export const WHEELCHAIR_LIMITED = 4
export const GREENWAY = 8
/** The way rises, or falls, in the direction of its line. */
export const RISES = 16
export const FALLS = 32
export const PRIVATE = 64

/** Access of a profile in one direction. */
export const NO_ACCESS = 0
export const ACCESS = 1
/** A bicycle is pushed or carried. */
export const PUSH = 2

/** Height where none is known, in decimetres as all. */
export const NO_HEIGHT = -32768
/** Longest distance between two heights of an edge. */
export const HEIGHT_STEP_M = 25

export interface RouteName {
  readonly name: string
  readonly name_en: string | null
}

export interface RouteBarrier {
  readonly node: number
  readonly kind: string
  /** Bit of each profile that passes. */
  readonly passes: number
  /** Index of `hours`; 0 for none. */
  readonly hours: number
}

/** Columns that travel; edges and nodes are those of the network of the same build. */
export interface RouteColumns {
  readonly nodeCount: number
  readonly edgeCount: number
  /** Degrees × 10⁷, rounded to 10⁻⁶ degrees. */
  readonly nodeLon: Int32Array
  readonly nodeLat: Int32Array
  readonly edgeFrom: Uint32Array
  readonly edgeTo: Uint32Array
  readonly edgeWay: Uint32Array
  readonly firstPoint: Uint32Array
  readonly pointLon: Int32Array
  readonly pointLat: Int32Array
  /** Heights of an edge at equal distances, both ends included: `firstHeight[edge]` to `firstHeight[edge + 1]`. */
  readonly firstHeight: Uint32Array
  /** Decimetres. */
  readonly height: Int16Array
  readonly wayKind: Uint8Array
  readonly wayRow: Float64Array
  readonly wayClass: Uint8Array
  readonly waySurface: Uint8Array
  readonly wayLit: Uint8Array
  /** Decimetres; 0 is unknown. */
  readonly wayWidth: Uint16Array
  readonly wayFlags: Uint8Array
  /** Two bits for each direction of each profile: `accessOf`. */
  readonly wayAccess: Uint32Array
  /** Index of `names`, 0 for none. */
  readonly wayName: Uint32Array
  /** Index of `hours`, 0 for none. */
  readonly wayHours: Uint32Array
  readonly names: readonly RouteName[]
  /** Texts in the syntax of OpenStreetMap's opening_hours. */
  readonly hours: readonly string[]
  readonly barriers: readonly RouteBarrier[]
  /** Sequences of arcs that a bicycle must not follow. */
  readonly forbidden: readonly (readonly number[])[]
  readonly heightSources: readonly string[]
}

export interface RouteGraph
  extends RouteColumns,
    Pick<NetworkGraph, 'edgeMetres' | 'segmentIndex' | 'segmentPoint' | 'segmentEdge'> {
  /** A digest of the content. */
  readonly version: string
  readonly builtAt: string
  readonly barrierAt: ReadonlyMap<number, RouteBarrier>
}

/** Returns the access of a profile (its number in `routeProfiles`) along a way (0) or against it (1). */
export const accessOf = (access: number, profile: number, direction: number): number =>
  (access >>> (2 * (2 * profile + direction))) & 3
