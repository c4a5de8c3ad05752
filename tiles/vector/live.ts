/** Vector tiles rendered from rows on request. */
import type { AnyRow, Database, Queryable } from '../../geodata/database/database.ts'
import { findLayer, tileProperties } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { tileBounds } from '../../geodata/model/tile.ts'
import type { AttributeValue, TileFeature } from './encoder.ts'
import { encodeLayer } from './encoder.ts'
import { tileStatement } from './statement.ts'
import { decodeTwkb } from './twkb.ts'

/**
 * Returns the source layers of catalogue layers in one tile, by one statement. `kind` is the kind of the
 * client's database.
 * @throws what the database throws
 */
export async function renderFromRows(
  client: Queryable,
  kind: Database['kind'],
  layers: readonly Layer[],
  address: TileAddress,
  signal?: AbortSignal | undefined,
): Promise<Uint8Array> {
  if (layers.length === 0) return new Uint8Array(0)
  const { rows } = await client.query<AnyRow>({
    ...tileStatement(layers, kind),
    values: [address.z, ...tileBounds(address)],
    ...(signal ? { signal } : {}),
  })
  if (kind === 'postgis') return rows[0]?.tile ?? new Uint8Array(0)
  return Buffer.concat(rows.map((row) => encodeEmbedded(row as EmbeddedRow)))
}

interface EmbeddedRow {
  readonly layer: string
  /** TWKB of the features in tile units, one after the other; null without features. */
  readonly geometries: Uint8Array | null
  /** JSON: for each feature its id and the values of its attributes, in the catalogue's order. */
  readonly attributes: string | null
}

function encodeEmbedded({ layer, geometries, attributes }: EmbeddedRow): Uint8Array {
  const known = findLayer(layer)
  if (!known || !geometries || !attributes) return new Uint8Array(0)
  const properties = tileProperties(known).map(({ name, type }) => ({
    name,
    type: type === 'integer' ? ('integer' as const) : ('other' as const),
  }))
  return encodeLayer(layer, properties, features(geometries, JSON.parse(attributes)))
}

function* features(
  geometries: Uint8Array,
  attributes: readonly (readonly AttributeValue[])[],
): Generator<TileFeature> {
  let index = 0
  for (const geometry of decodeTwkb(geometries)) {
    const [id, ...values] = attributes[index++] ?? []
    yield { id: Number(id), values, geometry }
  }
  if (index !== attributes.length) {
    throw new RangeError(`A tile has ${index} geometries and ${attributes.length} features.`)
  }
}
