/**
 * Outlines of projects (用地红线): what a planner hands in to be checked. Positions are longitude and latitude in
 * WGS 84 (CGCS2000 is the same within a few centimetres), as in GeoJSON; rings repeat their first position.
 */
import type { Text } from '../../text.ts'

export type Position = readonly [longitude: number, latitude: number]
/** Closed, unless the source left it open, which is a fault. */
export type Ring = readonly Position[]
/** The shell, then holes. */
export type Part = readonly Ring[]

export interface Outline {
  readonly name: string
  readonly parts: readonly Part[]
}

/** Faults of geometry. `blocks`: the area is not defined, so the outline cannot be checked before its repair. */
export const outlineFaults = {
  ring_open: {
    blocks: true,
    title: { zh: '边界未闭合', en: 'Ring not closed' },
    repair: { zh: '以直线闭合', en: 'Close it by a straight line' },
  },
  ring_short: {
    blocks: true,
    title: { zh: '边界不足三点或没有面积', en: 'Ring of fewer than three corners, or without area' },
    repair: { zh: '去除', en: 'Remove it' },
  },
  self_crossing: {
    blocks: true,
    title: { zh: '边界自相交', en: 'Ring crosses itself' },
    repair: { zh: '在交点处分为几部分', en: 'Split it into parts at the crossing' },
  },
  self_touching: {
    blocks: true,
    title: { zh: '边界自相接', en: 'Ring touches itself' },
    repair: { zh: '在接点处分开', en: 'Split it where it touches' },
  },
  hole_outside: {
    blocks: true,
    title: { zh: '洞超出外边界', en: 'Hole extends outside its shell' },
    repair: { zh: '只挖去边界以内的部分', en: 'Cut out only what lies inside' },
  },
  holes_overlap: {
    blocks: true,
    title: { zh: '洞相互重叠', en: 'Holes overlap' },
    repair: { zh: '合并', en: 'Unite them' },
  },
  parts_overlap: {
    blocks: true,
    title: { zh: '同一红线的几部分重叠或共边', en: 'Parts of an outline overlap or share an edge' },
    repair: { zh: '合并', en: 'Unite them' },
  },
  interior_split: {
    blocks: true,
    title: { zh: '洞把地块分为几部分', en: 'Holes split the interior' },
    repair: { zh: '分为几部分', en: 'Split it into parts' },
  },
  invalid: {
    blocks: true,
    title: { zh: '边界不成立', en: 'Invalid boundary' },
    repair: { zh: '按边界围成的范围重建', en: 'Rebuild it from the area that it encloses' },
  },
  spike: {
    blocks: false,
    title: { zh: '尖刺', en: 'Spike' },
    repair: { zh: '去除尖刺的顶点', en: 'Remove the vertex of the spike' },
  },
  duplicate_point: {
    blocks: false,
    title: { zh: '重复点', en: 'Duplicate point' },
    repair: { zh: '只留一点', en: 'Keep one of them' },
  },
  ring_order: {
    blocks: false,
    title: { zh: '圈的次序或方向有误', en: 'Wrong order or direction of rings' },
    repair: { zh: '外边界在前，洞与之反向', en: 'Shell first, holes in the other direction' },
  },
  outlines_overlap: {
    blocks: false,
    title: { zh: '红线之间重叠', en: 'Outlines overlap' },
    repair: null,
  },
  outlines_gap: {
    blocks: false,
    title: { zh: '红线之间有缝隙', en: 'Gap between outlines' },
    repair: { zh: '并入后一红线', en: 'Add it to the later outline' },
  },
  parcel_sliver: {
    blocks: false,
    title: { zh: '与地块之间有碎片', en: 'Sliver against a parcel' },
    repair: null,
  },
} as const satisfies Readonly<
  Record<string, { readonly blocks: boolean; readonly title: Text; readonly repair: Text | null }>
>

export type FaultCode = keyof typeof outlineFaults

export interface Fault {
  readonly code: FaultCode
  /** Position of the outline in its set, from 0. */
  readonly outline: number
  /** Part and ring, from 0; null for a fault of the whole outline. */
  readonly part: number | null
  readonly ring: number | null
  /** Where to look: longitude and latitude. */
  readonly at: Position
  /** What is wrong, in one sentence. */
  readonly text: Text
  /** Plane area in EPSG:4549 of an overlap, a gap or a sliver; null for other faults. */
  readonly area_m2: number | null
  /** Outline of that area: parts in degrees; empty for other faults. */
  readonly shape: readonly Part[]
}

/** Returns whether an area is defined despite these faults. */
export const isCheckable = (faults: readonly Fault[]): boolean =>
  faults.every(({ code }) => !outlineFaults[code].blocks)
