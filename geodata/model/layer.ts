/** Defines catalogue layers, the shared description for tables, tiles, features and the page. */
import type { CodeListName } from './codes.ts'
import type { Role } from './roles.ts'
import type { Text } from './text.ts'

export type GeometryKind = 'Point' | 'LineString' | 'MultiLineString' | 'MultiPolygon'

/** Units shown in cards. `m2` is shown as m², 亩 or ha by size. */
export type Unit = 'm' | 'm2' | 'percent' | 'degree' | 'storey' | 'person' | 'wan_yuan_per_mu' | 'km_per_hour'

export type PropertyType = 'string' | 'integer' | 'number' | 'boolean' | 'date' | 'datetime' | 'strings'

export interface Property {
  /** Name of the table column, the tile attribute and the GeoJSON property. */
  readonly name: string
  readonly type: PropertyType
  readonly title: Text
  readonly unit?: Unit
  /** The column's code list; `land_use` is the national guide. */
  readonly codes?: CodeListName | 'land_use'
  /** Included in vector tiles. Other properties are requested by feature id. */
  readonly inTiles?: true
  /** Not shown in cards. */
  readonly hidden?: true
  /** Roles that read it, administrators among them; if missing, all readers of the layer. Never in tiles. */
  readonly readBy?: readonly Role[]
  /** Set by the platform only, never by imports. */
  readonly internal?: true
  /** Follows from other rows, by triggers of the database: not written with the feature. */
  readonly derived?: true
  /** Measured by the database from the geometry, in m² (EPSG:4549) or m (geodesic); never written. */
  readonly measured?: 'area' | 'length'
}

export type LayerGroup = 'basemap' | 'greenway' | 'patrol' | 'planning'

/** Restrictions on who reads which rows of a layer. PostgreSQL enforces them by policies. */
export interface Restriction {
  /** Roles that read all rows, within the limits of their accounts. */
  readonly roles: readonly Role[]
  /** Which limits of an account apply to its rows. */
  readonly limit: 'zones' | 'towns'
  /** What all others read: nothing, or published rows. */
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
  /** The property with a feature's name for cards and lists. */
  readonly label: string
  readonly properties: readonly Property[]
  /** Restrictions on reading; if missing, everyone reads all rows. */
  readonly restricted?: Restriction
  /** Roles that may create, change and delete features; if missing, nobody. */
  readonly writableBy?: readonly Role[]
  /** Nobody deletes single features. */
  readonly undeletable?: true
}

/** Columns that every layer's table has after its own. */
export const provenanceProperties: readonly Property[] = [
  { name: 'source', type: 'string', title: { zh: '来源', en: 'Source' } },
  { name: 'licence', type: 'string', title: { zh: '许可', en: 'Licence' } },
  { name: 'synthetic', type: 'boolean', title: { zh: '合成数据', en: 'Synthetic' }, inTiles: true },
]
