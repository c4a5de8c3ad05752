/** Reads tracks of units; the audit log records who read which track. */
import { record } from '../../geodata/audit/record.ts'
import type { Database } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { Track, Tracks } from '../../geodata/model/answers/track.ts'
import { knownUnit } from './positions.ts'

const trackSql = sqlFile(import.meta.url, 'track.sql')
const tracksSql = sqlFile(import.meta.url, 'tracks.sql')

/** Maximum positions of one track: more than a day at one position in 5 s. */
const MAX_POSITIONS = 20_000

/** Reads a track between two moments (RFC 3339). Throws a ProblemError of status 404 for an unknown unit. */
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

/** Maximum positions of all units together: eight units for a day at one position in 15 s. */
const MAX_TOGETHER = 50_000

interface Asked {
  /** Ids of units; undefined for all units that the viewer sees. */
  readonly units: readonly number[] | undefined
  /** Begin of the period, RFC 3339. */
  readonly from: string
  readonly to: string
  readonly stepSeconds: number
}

/** Reads the tracks of several units for one period. The audit log records each unit. */
export function readTracks(database: Database, { units, from, to, stepSeconds }: Asked): Promise<Tracks> {
  return database.transaction(async (client) => {
    const values = [units ?? null, from, to, stepSeconds, MAX_TOGETHER]
    const { rows } = await client.query<Tracks['units'][number]>(tracksSql, values)
    for (const { id, code, positions } of rows) {
      const after = { unit: code, from, to, positions: positions.length }
      await record(client, { action: 'read', object: `unit_positions/${id}`, after })
    }
    const count = rows.reduce((sum, { positions }) => sum + positions.length, 0)
    return { from, to, step_s: stepSeconds, units: rows, more: count >= MAX_TOGETHER }
  })
}
