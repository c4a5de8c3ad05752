/** One feature by its id, with the version of its row as a strong ETag. */
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
  /** Another one after any change of the row. */
  readonly version: string
}

/** Reads a feature. Throws a ProblemError of status 404 if there is none of this id. */
export async function readItem(database: Queryable, layer: Layer, fid: string, crs: Crs): Promise<Item> {
  const row = featureSql({ crs, properties: layerProperties(layer) })
  const text = selectionSql('item', layer, { row })
  const { rows } = isRowId(fid) ? await database.query<Item>(text, [fid]) : { rows: [] }
  return rows[0] ?? unknownItem(layer, fid)
}

function unknownItem(layer: Layer, fid: string): never {
  throw notFound({ zh: `${layer.title.zh}要素`, en: `feature of ${layer.id}` }, fid)
}

/** The strong ETag of a row in a coordinate system: the same row in another one is other bytes. */
export function itemEtag(version: string, crs: Crs): string {
  return `"${version}-${coordinateSystems.indexOf(crs)}"`
}

/**
 * The version that an ETag of `itemEtag` was made of, or undefined if it is none. What proxies make of it
 * when they pack an answer is taken, too: nginx writes `W/"…"`, Apache `"…-gzip"`. RFC 9110 has If-Match
 * compare strongly, since a weak ETag may stand for several texts. Ours is a digest of the whole row, so
 * that even weakened it stands for one version of the feature and for no other.
 */
export const etagVersion = (etag: string): string | undefined =>
  /^(?:W\/)?"([0-9a-f]{32})-\d+(?:[-;]{1,2}(?:gzip|br|zstd|deflate))?"$/.exec(etag)?.[1]
