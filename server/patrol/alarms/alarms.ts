/** Alarms and roll calls, with the rights of the viewer. */
import type { Database, Queryable } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { PatrolAlarm, RollCall } from '../../../geodata/model/answers/patrol-alarm.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { knownUnit } from '../positions.ts'

const alarmsSql = sqlFile(import.meta.url, 'alarms.sql')
const rollCallsSql = sqlFile(import.meta.url, 'roll-calls.sql')

const MAX_ALARMS = 200

export async function readAlarms(database: Queryable, onlyOpen: boolean): Promise<PatrolAlarm[]> {
  const { rows } = await database.query<PatrolAlarm>(alarmsSql, [null, onlyOpen, MAX_ALARMS])
  return rows
}

interface Sos {
  /** UUID of the client; a repeated key is the same call. */
  readonly key: string
  readonly at?: string | undefined
  readonly lon?: number | undefined
  readonly lat?: number | undefined
}

/** Raises an SOS alarm of a unit; returns its id. Throws ProblemErrors: 403 for officers of another unit, 404. */
export function callForHelp(database: Database, fid: string, { key, at, lon, lat }: Sos): Promise<number> {
  return database.transaction(async (client) => {
    await knownUnit(client, fid)
    try {
      await client.query(
        `insert into patrol_alarms (kind, unit_id, key, at, geom)
         select 'sos', id, $2, $3, coalesce(ST_SetSRID(ST_MakePoint($4, $5), 4326), geom) from units where id = $1
         on conflict (unit_id, key) do nothing`,
        [fid, key, at ?? new Date().toISOString(), lon ?? null, lat ?? null],
      )
    } catch (error) {
      throw isForbidden(error) ? notOwn : error
    }
    const { rows } = await client.query<{ id: number }>(
      'select id::float8 as id from patrol_alarms where unit_id = $1 and key = $2',
      [fid, key],
    )
    return rows[0]?.id ?? 0
  })
}

/** Acknowledges an alarm. Throws ProblemErrors: 404, or 409 with the name of who acknowledged it before. */
export async function acknowledge(database: Database, id: number, note: string | null): Promise<PatrolAlarm> {
  return database.transaction(async (client) => {
    const read = async () => (await client.query<PatrolAlarm>(alarmsSql, [id, false, 1])).rows[0]
    await client.query('select id from patrol_alarms where id = $1 for update', [id])
    const before = await read()
    if (!before) throw notFound({ zh: '告警', en: 'alarm' }, String(id))
    if (before.acknowledged_at !== null) throw acknowledgedBefore(before.acknowledged_by ?? '')
    // A trigger sets time and name.
    await client.query('update patrol_alarms set note = $2 where id = $1', [id, note])
    return (await read()) ?? before
  })
}

/**
 * Starts a roll call of the units on shift that the viewer sees. Throws a ProblemError of status 409 if there
 * are none.
 */
export async function startRollCall(database: Database, minutes: number): Promise<RollCall> {
  return database.transaction(async (client) => {
    const { rows } = await client.query<{ id: number }>(
      'insert into roll_calls (due_at) values (now() + make_interval(mins => $1)) returning id::float8 as id',
      [minutes],
    )
    const id = rows[0]?.id ?? 0
    const { rowCount } = await client.query(
      `insert into roll_call_units (roll_call_id, unit_id)
       select $1, unit_id from unit_readiness where on_shift`,
      [id],
    )
    if (rowCount === 0) throw nobodyOnShift
    const [call] = (await client.query<RollCall>(rollCallsSql, [id])).rows
    if (!call) throw new Error('the roll call was not stored')
    return call
  })
}

export async function readRollCalls(database: Queryable): Promise<RollCall[]> {
  return (await database.query<RollCall>(rollCallsSql, [null])).rows
}

const isForbidden = (error: unknown) => error instanceof Error && 'code' in error && error.code === '42501'

const notOwn = new ProblemError(
  403,
  { zh: '不是本组人员', en: 'Not of this unit' },
  {
    zh: '队员只能以自己所属的巡查组求助。请由指挥员把该账号加入这个组。',
    en: 'Officers call for help in the name of their own unit. A lead can add the account to it.',
  },
)

const acknowledgedBefore = (name: string) =>
  new ProblemError(
    409,
    { zh: '已确认', en: 'Acknowledged already' },
    { zh: `${name}已确认这一告警。`, en: `${name} has acknowledged this alarm.` },
  )

const nobodyOnShift = new ProblemError(
  409,
  { zh: '无人在岗', en: 'Nobody is on shift' },
  {
    zh: '所辖片区没有在岗的巡查组，无法点名。',
    en: 'No unit of these zones is on shift, so there is nobody to call.',
  },
)
