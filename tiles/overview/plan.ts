/**
 * What each layer's overviews show: its tiles up to zoom 12, which are kept ready, and for dense
 * layers two zooms more.
 */
import type { Database } from '../../geodata/database/database.ts'
import { landCoverOrder } from '../style/land_cover.ts'

/** Up to this zoom tiles are drawn for the overview; above, they show the rows. */
export const OVERVIEW_MAX_ZOOM = 12

/** Up to this zoom some layers' tiles may be kept. */
const KEPT_MAX_ZOOM = 14

/** Changes with what overviews show, so that older ones are made anew. */
export const OVERVIEW_VERSION = 3

interface Merged {
  /** Attributes of a merged feature, in order: columns of the layer's query in tiles/overview/sql. */
  readonly attributes: readonly string[]
}

export type OverviewPlan =
  /** Areas dissolved by their attributes; where classes overlap, the one of higher rank is seen. */
  | (Merged & {
      readonly kind: 'areas'
      readonly rank: (values: readonly unknown[]) => number
      /** Strips of half a pixel are left to what lies beside them. */
      readonly withoutStrips: boolean
    })
  /** Lines of the same attributes merged and simplified; they keep an id where the query gives one. */
  | (Merged & { readonly kind: 'lines' })
  /** How many points lie in each cell of a grid, at their mean position. */
  | { readonly kind: 'counts'; readonly attributes: readonly ['count', 'synthetic'] }
  /** The rows that tiles/sql selects, as they are. */
  | { readonly kind: 'rows' }

const rows: OverviewPlan = { kind: 'rows' }

/** Units move, and of plans not everyone sees the same: their tiles are made from the rows. */
const withoutOverviews: ReadonlySet<string> = new Set(['units', 'plans'])

/** Of all other layers, overviews show the rows. */
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

/** The plan of a layer of the catalogue; none where no overviews are kept. */
export function overviewPlan(layerId: string): OverviewPlan | undefined {
  return withoutOverviews.has(layerId) ? undefined : (plans[layerId] ?? rows)
}

/** What a tile of this zoom shows. */
export function planAt(plan: OverviewPlan, z: number): OverviewPlan {
  return z > OVERVIEW_MAX_ZOOM ? rows : plan
}

/**
 * Up to which zoom a layer's tiles are kept; -1 for none. The embedded database, which has one
 * connection for its readers and its keeper, keeps no details.
 */
export function keptTo(layerId: string, kind: Database['kind']): number {
  if (!overviewPlan(layerId)) return -1
  return kind === 'postgis' && keptDetails.has(layerId) ? KEPT_MAX_ZOOM : OVERVIEW_MAX_ZOOM
}
