/** What a catalogue layer is: the one description that tables, tiles, features and the page share. */
import type { CodeListName } from './codes.ts'
import type { Role } from './roles.ts'
import type { Text } from './text.ts'

export type GeometryKind = 'Point' | 'LineString' | 'MultiLineString' | 'MultiPolygon'

/** Units as a card writes them behind a number. `m2` is shown as m², 亩 or ha by size. */
export type Unit = 'm' | 'm2' | 'percent' | 'degree' | 'storey' | 'person' | 'wan_yuan_per_mu' | 'km_per_hour'

export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'strings'

export interface Property {
  /** Column in the table, attribute in tiles and name in GeoJSON: one word for all three. */
  readonly name: string
  readonly type: PropertyType
  readonly title: Text
  readonly unit?: Unit
  /** The list that the column's codes come from; `land_use` is the national guide. */
  readonly codes?: CodeListName | 'land_use'
  /** Carried in vector tiles. A tile carries little: the rest is asked for by feature id. */
  readonly inTiles?: true
  /** Left out of cards: only machines need it. */
  readonly hidden?: true
  /** Kept by the platform alone: no import fills it, whatever a file's columns are called. */
  readonly internal?: true
  /** Measured from the geometry by the database, in m² (EPSG:4549) or m (geodesic): never written by hand. */
  readonly measured?: 'area' | 'length'
}

export type LayerGroup = 'basemap' | 'greenway' | 'patrol' | 'planning'

/** What keeps some rows of a layer, or all of them, from some readers. PostgreSQL enforces it by policies. */
export interface Restriction {
  /** Who reads all of its rows, within the limits of their accounts. */
  readonly roles: readonly Role[]
  /** Which limits of an account its rows are subject to. */
  readonly limit: 'zones' | 'towns'
  /** What everyone else reads: nothing, or the rows that are published. */
  readonly others: 'nothing' | 'published'
}

export interface Layer {
  /** Table, collection, source layer and file name. */
  readonly id: string
  readonly title: Text
  readonly description: Text
  readonly group: LayerGroup
  readonly geometry: GeometryKind
  /** Lowest and highest zoom with tiles; above the highest, clients enlarge it. */
  readonly minzoom: number
  readonly maxzoom: number
  /** The property that names a feature in a card or a list. */
  readonly label: string
  readonly properties: readonly Property[]
  /** Who sees what of it; everyone all of it where it is left out. */
  readonly restricted?: Restriction
  /** Who may create, change and delete its features; nobody where it is left out. */
  readonly writableBy?: readonly Role[]
}

/** Columns that every layer's table has behind its own. */
export const provenanceProperties: readonly Property[] = [
  { name: 'source', type: 'string', title: { zh: '来源', en: 'Source' } },
  { name: 'licence', type: 'string', title: { zh: '许可', en: 'Licence' } },
  { name: 'synthetic', type: 'boolean', title: { zh: '合成数据', en: 'Synthetic' }, inTiles: true },
]
