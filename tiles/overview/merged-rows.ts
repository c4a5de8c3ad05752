/** Rows with the same attributes, from a layer's overview query. */
import type { Queryable } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import type { TileAddress } from '../../geodata/model/tile.ts'
import { tileBounds } from '../../geodata/model/tile.ts'
import type { AttributeValue } from '../vector/encoder.ts'
import { decodeTwkb, type Geometry } from '../vector/twkb.ts'

export interface MergedRows {
  readonly id: number | undefined
  readonly values: readonly AttributeValue[]
  /** In tile units, not clipped, in any order. */
  readonly geometries: Iterable<Geometry>
}

const mergedSql = sqlFile(import.meta.url, 'merged.sql')
const tileSql = sqlFile(import.meta.url, '../vector/tile.sql')

/** Returns rows of a layer's overview query in a tile and its buffer, in a fixed order. */
export async function readMergedRows(
  client: Queryable,
  layerId: string,
  attributes: readonly string[],
  address: TileAddress,
): Promise<MergedRows[]> {
  const parts: Readonly<Record<string, string>> = {
    rows: `(${sqlFile(import.meta.url, `sql/${layerId}.sql`)})`,
    attributes: attributes.map((name) => `row.${name}`).join(', '),
  }
  const text = tileSql + fillMarks(mergedSql, parts)
  const { rows } = await client.query<{ look: string; geometries: Uint8Array }>({
    text,
    values: [address.z, ...tileBounds(address)],
  })
  // Sort by code units, independent of the database's locale.
  const sorted = rows.toSorted((a, b) => (a.look < b.look ? -1 : 1))
  return sorted.map(({ look, geometries }) => {
    const [id, ...values]: (AttributeValue | undefined)[] = JSON.parse(look)
    return {
      id: typeof id === 'number' ? id : undefined,
      values: values.map((value) => value ?? null),
      geometries: decodeTwkb(geometries),
    }
  })
}
