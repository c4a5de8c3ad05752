/** Reports parcels whose limits contradict one another, for which no verdict is possible. */
import type { DatabaseClient } from '../../database/database.ts'
import { sqlFile } from '../../database/sql.ts'
import type { Text } from '../../model/text.ts'

const limitsSql = sqlFile(import.meta.url, 'contradictory-limits.sql')

interface Found {
  readonly count: number
  readonly codes: readonly string[] | null
}

/** Returns one line for the report, or none. Call it after the parcels of `source` were merged. */
export async function contradictoryLimits(client: DatabaseClient, source: string): Promise<Text[]> {
  const { rows } = await client.query<Found>(limitsSql, [source])
  const { count = 0, codes } = rows[0] ?? {}
  if (count === 0) return []
  const some = codes ?? []
  return [
    {
      zh: `${count} 个地块的容积率下限大于上限，无法判定指标，请核对来源：${some.join('、')}${count > some.length ? ' 等' : ''}`,
      en: `${count} × the lower limit of the floor area ratio is above the upper one, so the parcel cannot be judged; check the source: ${some.join(', ')}${count > some.length ? ', …' : ''}`,
    },
  ]
}
