/** Open reports near a place that the public may know of. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { NearReport } from '../../../geodata/model/answers/public-report.ts'
import { placeKinds } from '../../../geodata/model/patrol/public-kinds.ts'
import { ProblemError } from '../../errors.ts'

const nearSql = sqlFile(import.meta.url, 'near.sql')
const servedSql = sqlFile(import.meta.url, 'served-place.sql')

/** A report about the same thing is at most this far away, by the accuracy of phones. */
const NEAR_METRES = 100
/** What has been open for longer is not shown. */
const DAYS = 60
/** Reports are taken this near to a greenway or a patrol zone. */
const SERVED_METRES = 3_000

interface Place {
  readonly lon: number
  readonly lat: number
}

/** Returns up to five reports, the nearest first; `only`: an incident that must be among them. */
export async function nearReports(
  client: Queryable,
  { lon, lat }: Place,
  only: number | null = null,
): Promise<NearReport[]> {
  const values = [lon, lat, NEAR_METRES, placeKinds, DAYS, only]
  return (await client.query<NearReport>(nearSql, values)).rows
}

/** Throws a ProblemError of status 422 for a place that no patrol comes to. */
export async function checkServed(client: Queryable, { lon, lat }: Place): Promise<void> {
  const { rows } = await client.query<{ metres: number | null }>(servedSql, [lon, lat])
  const metres = rows[0]?.metres ?? 0
  if (metres <= SERVED_METRES) return
  const kilometres = (metres / 1000).toFixed(1)
  throw new ProblemError(
    422,
    { zh: '不在服务范围内', en: 'Out of reach' },
    {
      zh: `该地点距最近的绿道或巡查片区 ${kilometres} 公里，应在 ${SERVED_METRES / 1000} 公里以内。请核对地点。`,
      en: `The place is ${kilometres} km from the nearest greenway or patrol zone, and should be within ${SERVED_METRES / 1000} km. Check the place.`,
    },
  )
}
