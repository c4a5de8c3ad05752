/** Open reports near a place that the public may know of. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { NearReport } from '../../../geodata/model/answers/public-report.ts'
import { placeKinds } from '../../../geodata/model/patrol/public-kinds.ts'
import { ProblemError } from '../../errors.ts'

const nearSql = sqlFile(import.meta.url, 'near.sql')
const servedSql = sqlFile(import.meta.url, 'served-place.sql')

/** A report about the same thing is at most this far away, by the accuracy of phones. */
export const NEAR_METRES = 100
/** What has been open for longer is not shown. */
const DAYS = 60
/** Greenways lead out of the zones a little. */
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
  const { rows } = await client.query<{ metres: number; name: string }>(servedSql, [lon, lat])
  const [nearest] = rows
  if (nearest === undefined || nearest.metres <= SERVED_METRES) return
  const kilometres = (nearest.metres / 1000).toFixed(1)
  throw new ProblemError(
    422,
    { zh: '不在服务范围内', en: 'Out of reach' },
    {
      zh: `该地点距最近的巡查片区“${nearest.name}”${kilometres} 公里，应在 ${SERVED_METRES / 1000} 公里以内。请核对地点。`,
      en: `The place is ${kilometres} km from the nearest patrol zone, "${nearest.name}", and should be within ${SERVED_METRES / 1000} km. Check the place.`,
    },
  )
}
