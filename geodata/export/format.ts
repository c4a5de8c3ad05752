/**
 * Formats that stream a collection's features. A format states the row form that it needs and turns rows
 * into pieces of its file, without knowing where rows come from and where pieces go.
 */
import type { Layer, Property } from '../model/layer.ts'
import type { Language } from '../model/text.ts'

/**
 * What the statement selects besides `id`:
 * - `feature`: `feature`, the GeoJSON feature as text, its geometry in the requested coordinate system, as
 *   in OGC API – Features Part 2;
 * - `saved-feature`: `feature`, as a file keeps it: GeoJSON in CRS84, and in another system JSON-FG;
 * - `wkb`: `geometry` as bytea and each property under its own name;
 * - `wkt`: `geometry` as text and each property under its own name.
 * Geometry of `wkb` and `wkt` has x before y (longitude or easting first) in every coordinate system.
 */
export type RowForm = 'feature' | 'saved-feature' | 'wkb' | 'wkt'

/** A row of the statement; `geometry` is null if not requested. */
export type FormatRow = Readonly<Record<string, unknown>> & { readonly id: string | number }

/** Facts about all features of a file. */
export interface FeatureSet {
  readonly layer: Layer
  /** The requested properties, in column order. */
  readonly properties: readonly Property[]
  /** EPSG code of the coordinates; 4326 also stands for CRS84, because x is before y. */
  readonly epsg: number
  /** The URI of a system other than CRS84: GeoJSON has to name it. */
  readonly coordRefSys?: string | undefined
  readonly language: Language
  /** True for column titles in the reader's language, if the format supports them. */
  readonly titles: boolean
}

/** Makes one file. Pieces are joined in the order `begin`, any number of `batch`, `end`. */
export interface FormatWriter {
  begin(): string | Uint8Array
  batch(rows: readonly FormatRow[]): string | Uint8Array
  end(): string | Uint8Array
}

export interface FeatureFormat {
  /** Value of `f=`. */
  readonly name: string
  /** Media type without parameters, for Accept. */
  readonly mediaType: string
  /** Value of Content-Type. */
  readonly contentType: string
  readonly extension: string
  readonly rows: RowForm
  /** True if the format cannot name another coordinate system; requests for one are refused. */
  readonly crs84Only?: true
  /** True for forms of areas in EPSG:4549: rows are in it whatever was requested, other layers are refused. */
  readonly areasInEpsg4549?: true
  writer(set: FeatureSet): FormatWriter
}
