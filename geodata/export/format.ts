/**
 * The forms in which a collection's features leave as a stream. A format says which rows it needs,
 * and makes them into pieces of its file; where the rows come from and where the pieces go is not its
 * business.
 */
import type { Layer, Property } from '../model/layer.ts'
import type { Language } from '../model/text.ts'

/**
 * What the statement selects beside `id`:
 * - `feature`: `feature`, the whole GeoJSON feature as text, its geometry in the coordinate system that was
 *   asked for, as OGC API – Features Part 2 has it;
 * - `saved-feature`: `feature`, as a file keeps it: GeoJSON in CRS84, and in another system JSON-FG;
 * - `wkb`: `geometry` as bytea and each property under its own name;
 * - `wkt`: `geometry` as text and each property under its own name.
 * Geometry of `wkb` and `wkt` has x before y (longitude or easting first) in every coordinate system.
 */
export type RowForm = 'feature' | 'saved-feature' | 'wkb' | 'wkt'

/** A row of the statement; `geometry` is null where it was not asked for. */
export type FormatRow = Readonly<Record<string, unknown>> & { readonly id: string | number }

/** What a file says of all its features. */
export interface FeatureSet {
  readonly layer: Layer
  /** The properties that were asked for, in the order of their columns. */
  readonly properties: readonly Property[]
  /** EPSG code of the coordinates; 4326 stands for CRS84 too, since x is before y. */
  readonly epsg: number
  /** The URI of a system other than CRS84: GeoJSON has to name it. */
  readonly coordRefSys?: string | undefined
  readonly language: Language
  /** Whether columns are headed by their titles in the reader's language, where a format has a choice. */
  readonly titles: boolean
}

/** Makes one file. Pieces are joined in the order `begin`, any number of `batch`, `end`. */
export interface FormatWriter {
  begin(): string | Uint8Array
  batch(rows: readonly FormatRow[]): string | Uint8Array
  end(): string | Uint8Array
}

export interface FeatureFormat {
  /** As `f=` names it. */
  readonly name: string
  /** Without its parameters, as Accept names it. */
  readonly mediaType: string
  /** As Content-Type has it. */
  readonly contentType: string
  readonly extension: string
  readonly rows: RowForm
  /** Has no way to name another coordinate system, so that it is refused in one. */
  readonly crs84Only?: true
  writer(set: FeatureSet): FormatWriter
}
