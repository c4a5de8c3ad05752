/** What each layer's overviews show: its tiles up to zoom 12, which are kept ready. */
import { landCoverOrder } from '../style/land_cover.ts'

/** Tiles of this zoom and below are kept; above, they are made from the rows. */
export const OVERVIEW_MAX_ZOOM = 12

/** Changes with what overviews show, so that older ones are made anew. */
export const OVERVIEW_VERSION = 2

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

const plans: Readonly<Record<string, OverviewPlan>> = {
  administrative_areas: rows,
  land_cover: {
    kind: 'areas',
    attributes: ['kind', 'synthetic'],
    rank: ([kind]) => landCoverOrder[kind as keyof typeof landCoverOrder] ?? 0,
    withoutStrips: true,
  },
  water: rows,
  waterways: { kind: 'lines', attributes: ['kind', 'name', 'name_en', 'tunnel', 'synthetic'] },
  roads: {
    kind: 'lines',
    attributes: ['class', 'name', 'name_en', 'ref', 'bridge', 'tunnel', 'synthetic'],
  },
  places: rows,
  greenways: { kind: 'lines', attributes: ['name', 'name_en', 'length_m', 'surface', 'synthetic'] },
  greenway_segments: rows,
  facilities: rows,
  entrances: rows,
  patrol_zones: rows,
  incidents: { kind: 'counts', attributes: ['count', 'synthetic'] },
  parcels: { kind: 'areas', attributes: ['land_use', 'synthetic'], rank: () => 0, withoutStrips: false },
  control_lines: rows,
}

/** The plan of a layer; none for units, which move, and for layers that begin above zoom 12. */
export function overviewPlan(layerId: string): OverviewPlan | undefined {
  return plans[layerId]
}
