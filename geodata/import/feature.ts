/** One row on its way into the database: what every reader of a source hands to the loader. */
export interface StagedFeature {
  /** Catalogue layer, which is the table. */
  readonly layer: string
  /** Names the row within its source and layer; again the same id keeps the row. */
  readonly sourceId: string
  /** Columns by name; measures such as `area_m2` may be left out and are computed in the database. */
  readonly properties: Readonly<Record<string, unknown>>
  /** Hexadecimal EWKB in WGS 84, of any kind that the table's can be made from. */
  readonly geometry: string
}
