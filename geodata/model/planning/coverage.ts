/**
 * What is known of a layer on a piece of ground. Only inside the layer's coverage is the absence of rows a
 * statement; a layer without a coverage says nothing, never "clear".
 */
import type { Text } from '../text.ts'

/** Layers whose absence on a place means something, if the place is covered. */
export const coveredLayers: ReadonlySet<string> = new Set(['control_lines', 'parcels', 'plans'])

/**
 * - `concerned`: rows in force lie on it, at least one sliver's size;
 * - `not_concerned`: nothing lies on it, and all of it is covered;
 * - `partly_covered`: nothing lies on the covered part, and nothing is known of the rest;
 * - `no_data`: none of it is covered.
 */
export const coverageStates = ['concerned', 'partly_covered', 'no_data', 'not_concerned'] as const
export type CoverageState = (typeof coverageStates)[number]

export const coverageTitles: Readonly<Record<CoverageState, Text>> = {
  concerned: { zh: '涉及', en: 'Affected' },
  partly_covered: { zh: '部分无数据', en: 'Partly no data' },
  no_data: { zh: '无数据', en: 'No data' },
  not_concerned: { zh: '不涉及', en: 'Not affected' },
}

/** The verdict of one layer on a piece of ground. Areas are m² in the plane of EPSG:4549. */
export interface LayerVerdict {
  readonly state: CoverageState
  /** Share of the ground, 0–1, that the layer's coverages cover. */
  readonly covered: number
  /** Area with rows in force, each place counted once. */
  readonly area_m2: number
  /** Its share of the ground, 0–1. */
  readonly share: number
}

/** Areas smaller than this (m²) are within surveying error. */
const SLIVER_M2 = 1

/**
 * Returns the verdict from what was measured: `areaOfRows` and `coveredArea` (m²) on the ground of `groundArea`,
 * both without slivers. What is left uncovered within a square metre counts as covered, because outlines of
 * surveys never match exactly.
 */
export function layerVerdict(groundArea: number, areaOfRows: number, coveredArea: number): LayerVerdict {
  const uncovered = groundArea - coveredArea
  const covered = uncovered < SLIVER_M2 ? 1 : coveredArea / groundArea
  const state = (): CoverageState => {
    if (areaOfRows > 0) return 'concerned'
    if (covered === 1) return 'not_concerned'
    return coveredArea < SLIVER_M2 ? 'no_data' : 'partly_covered'
  }
  return { state: state(), covered, area_m2: areaOfRows, share: areaOfRows / (groundArea || 1) }
}
