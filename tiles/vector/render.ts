/** Vector tiles, made from the database at the time of asking. */
import type { AnyRow, Database } from '../../geodata/database.ts'
import { findLayer, tileProperties } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { tileBounds } from '../../geodata/model/tile.ts'
import type { AttributeValue, TileFeature } from './encoder.ts'
import { encodeLayer } from './encoder.ts'
import { tileStatement } from './statement.ts'
import { decodeTwkb } from './twkb.ts'

export interface RenderOptions {
  /** Cancels the query when nobody waits for the tile any more. */
  readonly signal?: AbortSignal | undefined
}

/**
 * One Mapbox Vector Tile (extent 4096, buffer 64) with a source layer for each catalogue layer that
 * has features there; empty where none has. Layers below their lowest zoom are left out; above
 * their highest they are still served, for sources that hold layers of several ranges.
 * @throws what the database throws, and the signal's reason
 */
export async function renderVectorTile(
  database: Database,
  layers: readonly Layer[],
  address: TileAddress,
  options: RenderOptions = {},
): Promise<Uint8Array> {
  const shown = layers.filter((layer) => layer.minzoom <= address.z)
  if (shown.length === 0) return new Uint8Array(0)
  const statement = tileStatement(shown, database.kind)
  const { rows } = await database.query<AnyRow>({
    ...statement,
    values: [address.z, ...tileBounds(address)],
    ...(options.signal ? { signal: options.signal } : {}),
  })
  if (database.kind === 'postgis') return rows[0]?.tile ?? new Uint8Array(0)
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
