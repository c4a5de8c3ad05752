/** Reads one feature by its id, with the version of its row as a strong ETag. */
import type { Queryable } from '../../geodata/database/database.ts'
import { featureSql } from '../../geodata/export/row-forms.ts'
import { layerProperties } from '../../geodata/model/catalogue.ts'
import { type Crs, coordinateSystems } from '../../geodata/model/coordinate-systems.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import { notFound } from '../errors.ts'
import { selectionSql } from './select/statements.ts'

export interface Item {
  /** The GeoJSON feature as text. */
  readonly feature: string
  /** Changes with every change of the row. */
  readonly version: string
}

/** Reads a feature, as it was at a moment if one is given. Throws a ProblemError of status 404 if the id does not exist. */
export async function readItem(
  database: Queryable,
  layer: Layer,
  fid: string,
  crs: Crs,
  asOf?: Date,
): Promise<Item> {
  const row = featureSql({ crs, properties: layerProperties(layer) })
  const text = selectionSql('item', layer, { row }, asOf && '$2::timestamptz')
  const values = asOf === undefined ? [fid] : [fid, asOf]
  const { rows } = isRowId(fid) ? await database.query<Item>(text, values) : { rows: [] }
  return rows[0] ?? unknownItem(layer, fid)
}

/** Throws the 404 for an id that does not exist, or that the viewer may not see. */
export function unknownItem(layer: Layer, fid: string): never {
  throw notFound({ zh: `${layer.title.zh}要素`, en: `feature of ${layer.id}` }, fid)
}

/** Returns the strong ETag of a row in a coordinate system; another system gives other bytes. */
export function itemEtag(version: string, crs: Crs): string {
  return `"${version}-${coordinateSystems.indexOf(crs)}"`
}

/**
 * Returns the version in an ETag of `itemEtag`; undefined for other ETags. Also accepts the forms of proxies
 * that compress answers: nginx writes `W/"…"`, Apache `"…-gzip"`. RFC 9110 requires strong comparison for
 * If-Match, because a weak ETag may stand for several texts. Ours is a digest of the whole row, so even the
 * weakened one stands for exactly one version.
 */
export const etagVersion = (etag: string): string | undefined =>
  /^(?:W\/)?"([0-9a-f]{32})-\d+(?:[-;]{1,2}(?:gzip|br|zstd|deflate))?"$/.exec(etag)?.[1]
