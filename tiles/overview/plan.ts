/**
 * What each layer's stored tiles show: overviews up to zoom 12, and for dense layers details for two
 * more zooms.
 */
import type { Database } from '../../geodata/database/database.ts'
import { landCoverOrder } from '../style/land_cover.ts'

/** Highest zoom of overviews; above, tiles show the rows. */
export const OVERVIEW_MAX_ZOOM = 12

/** Highest zoom with stored tiles. */
const KEPT_MAX_ZOOM = 14

/** Increase it when overviews change, so that older ones are rebuilt. */
export const OVERVIEW_VERSION = 4

interface Merged {
  /** Attributes of a merged feature, in order: columns of the layer's query in tiles/overview/sql. */
  readonly attributes: readonly string[]
}

export type OverviewPlan =
  /** Areas dissolved by attributes; where classes overlap, the higher rank is drawn. */
  | (Merged & {
      readonly kind: 'areas'
      readonly rank: (values: readonly unknown[]) => number
      /** Strips of half a pixel take the class beside them. */
      readonly withoutStrips: boolean
    })
  /** Lines of the same attributes merged and simplified; they keep their id if the query returns one. */
  | (Merged & { readonly kind: 'lines' })
  /** Number of points per grid cell, at their mean position. */
  | { readonly kind: 'counts'; readonly attributes: readonly ['count', 'synthetic'] }
  /** The rows of tiles/sql, unchanged. */
  | { readonly kind: 'rows' }

const rows: OverviewPlan = { kind: 'rows' }

/** Layers without overviews: units move, plans differ between viewers, and coverages are few. */
const withoutOverviews: ReadonlySet<string> = new Set(['units', 'plans', 'coverages'])

/** Overviews of all other layers show the rows. */
const plans: Readonly<Record<string, OverviewPlan>> = {
  land_cover: {
    kind: 'areas',
    attributes: ['kind', 'synthetic'],
    rank: ([kind]) => landCoverOrder[kind as keyof typeof landCoverOrder] ?? 0,
    withoutStrips: true,
  },
  waterways: { kind: 'lines', attributes: ['kind', 'name', 'name_en', 'tunnel', 'synthetic'] },
  roads: {
    kind: 'lines',
    attributes: ['class', 'name', 'name_en', 'ref', 'bridge', 'tunnel', 'synthetic'],
  },
  greenways: { kind: 'lines', attributes: ['name', 'name_en', 'length_m', 'surface', 'synthetic'] },
  incidents: { kind: 'counts', attributes: ['count', 'synthetic'] },
  parcels: { kind: 'areas', attributes: ['land_use', 'synthetic'], rank: () => 0, withoutStrips: false },
}

/** As `highest` in overview_layers. */
const keptDetails: ReadonlySet<string> = new Set(['parcels', 'land_cover', 'roads', 'buildings', 'incidents'])

/** Returns the plan of a catalogue layer; undefined if it has no overviews. */
export function overviewPlan(layerId: string): OverviewPlan | undefined {
  return withoutOverviews.has(layerId) ? undefined : (plans[layerId] ?? rows)
}

/** Returns the content of a tile of this zoom. */
export function planAt(plan: OverviewPlan, z: number): OverviewPlan {
  return z > OVERVIEW_MAX_ZOOM ? rows : plan
}

/**
 * Highest zoom of a layer's stored tiles; -1 for none. The embedded database, which has one connection
 * for readers and background jobs, stores no details.
 */
export function keptTo(layerId: string, kind: Database['kind']): number {
  if (!overviewPlan(layerId)) return -1
  return kind === 'postgis' && keptDetails.has(layerId) ? KEPT_MAX_ZOOM : OVERVIEW_MAX_ZOOM
}
