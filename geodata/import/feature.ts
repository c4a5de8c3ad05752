/** A row to be stored, which every reader passes to the loader. */
export interface StagedFeature {
  /** Id of a catalogue layer, which is the table. */
  readonly layer: string
  /** Identifies the row within its source and layer; an import with the same id keeps the row. */
  readonly sourceId: string
  /** Columns by name. Measured columns such as `area_m2` may be missing; the database computes them. */
  readonly properties: Readonly<Record<string, unknown>>
  /** Hexadecimal EWKB in WGS 84, of a kind that can be converted to the table's. */
  readonly geometry: string
}
