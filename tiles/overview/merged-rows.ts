/** Rows of one look, read together from a layer's overview query. */
import { readFileSync } from 'node:fs'
import type { Queryable } from '../../geodata/database/database.ts'
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

const mergedSql = readSql('merged.sql')
const tileSql = readSql('../vector/tile.sql')

/** A file's SQL without the comments. */
export function readSql(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll(/^ *--.*\n/gm, '')
}

/** What a layer's overview query finds in a tile and its buffer, in one order. */
export async function readMergedRows(
  client: Queryable,
  layerId: string,
  attributes: readonly string[],
  address: TileAddress,
): Promise<MergedRows[]> {
  const parts: Readonly<Record<string, string>> = {
    rows: readSql(`sql/${layerId}.sql`),
    attributes: attributes.map((name) => `row.${name}`).join(', '),
  }
  const text = tileSql + mergedSql.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => parts[name] ?? '')
  const { rows } = await client.query<{ look: string; geometries: Uint8Array }>({
    text,
    values: [address.z, ...tileBounds(address)],
  })
  // In code units, not as the database's locale has it.
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
