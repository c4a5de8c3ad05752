/** Where a unit was: each reading is in the audit log, with who read it. */
import { record } from '../../geodata/audit/record.ts'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Track } from '../../geodata/model/answers/track.ts'
import { knownUnit } from './positions.ts'

const trackSql = sqlFile(import.meta.url, 'track.sql')

/** More than a day at one position every 5 s. */
const MAX_POSITIONS = 20_000

/** Reads a track between two moments, RFC 3339. Throws a ProblemError of status 404 for no such unit. */
export function readTrack(database: Database, fid: string, from: string, to: string): Promise<Track> {
  return database.transaction(async (client) => {
    const { code } = await knownUnit(client, fid)
    const { rows } = await client.query<Track['positions'][number]>(trackSql, [
      fid,
      from,
      to,
      MAX_POSITIONS + 1,
    ])
    const positions = rows.slice(0, MAX_POSITIONS)
    await record(client, {
      action: 'read',
      object: `unit_positions/${fid}`,
      after: { unit: code, from, to, positions: positions.length },
    })
    return { unit: code, from, to, positions, more: rows.length > MAX_POSITIONS }
  })
}
