/** Reads and changes rosters, with the rights of the viewer. */
import { randomUUID } from 'node:crypto'
import type { Database, DatabaseClient, Queryable } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import type { UnitRoster } from '../../../geodata/model/answers/patrol-roster.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { notFound, ProblemError } from '../../errors.ts'
import { knownUnit } from '../positions.ts'
import { readCalendar, type Shift, writeCalendar } from './calendar.ts'

const rostersSql = sqlFile(import.meta.url, 'rosters.sql')
const storeShiftsSql = sqlFile(import.meta.url, 'store-shifts.sql')
const storeMembersSql = sqlFile(import.meta.url, 'store-members.sql')

const DAY_MS = 86_400_000
/** Repeating shifts are expanded for this many days; each day adds another. */
const READY_DAYS = 120

interface Asked {
  /** Begin of the period, RFC 3339. */
  readonly from: string
  readonly to: string
  readonly unit?: string
  /** True if the viewer may read names. */
  readonly names: boolean
}

export async function readRosters(
  database: Queryable,
  { from, to, unit, names }: Asked,
): Promise<UnitRoster[]> {
  const sql = fillMarks(rostersSql, {
    name: names ? 'member.name' : 'null',
    account: names ? 'patrol_account_name(member.account_id)' : 'null',
  })
  const { rows } = await database.query<UnitRoster>(sql, [from, to, unit ?? null])
  return rows
}

/** Returns the code of the unit of an account, or null. */
export async function ownUnit(database: Queryable, account: number | undefined): Promise<string | null> {
  if (account === undefined) return null
  const { rows } = await database.query<{ unit_code: string }>(
    'select unit_code from unit_members where account_id = $1',
    [account],
  )
  return rows[0]?.unit_code ?? null
}

export interface NewMember {
  readonly id?: number | undefined
  readonly account_id?: number | null | undefined
  /** Name of the account, used instead of its id. */
  readonly account?: string | null | undefined
  readonly name?: string | null | undefined
  readonly force: string
  readonly skills: readonly string[]
}

/** Replaces the members of a unit. Throws ProblemErrors: 404 for an unknown unit, 400 and 409 for accounts. */
export async function storeMembers(
  database: Database,
  fid: string,
  members: readonly NewMember[],
): Promise<void> {
  await inUnit(database, fid, (client) => client.query(storeMembersSql, [fid, JSON.stringify(members)]))
}

export type DutyRules = Readonly<
  Record<'crew_minimum' | 'turn_out_s' | 'rest_after_min' | 'check_in_min', number | null>
>

export async function storeRules(database: Database, fid: string, rules: DutyRules): Promise<void> {
  const values = [fid, rules.crew_minimum, rules.turn_out_s, rules.rest_after_min, rules.check_in_min]
  await inUnit(database, fid, (client) =>
    client.query(
      `insert into unit_duty_rules (unit_id, crew_minimum, turn_out_s, rest_after_min, check_in_min)
       values ($1, $2, $3, $4, $5)
       on conflict (unit_id) do update set crew_minimum = excluded.crew_minimum, turn_out_s = excluded.turn_out_s,
         rest_after_min = excluded.rest_after_min, check_in_min = excluded.check_in_min`,
      values,
    ),
  )
}

/** Adds one shift (times in milliseconds since 1970); returns its id. */
export async function addShift(database: Database, fid: string, shift: Omit<Shift, 'uid'>): Promise<number> {
  return inUnit(database, fid, async (client) => {
    const uid = randomUUID()
    await client.query(storeShiftsSql, [fid, JSON.stringify([{ ...shift, uid }])])
    const { rows } = await client.query<{ id: number }>(
      'select id::float8 as id from unit_shifts where unit_id = $1 and uid = $2',
      [fid, uid],
    )
    return rows[0]?.id ?? 0
  })
}

export async function deleteShift(database: Database, fid: string, shift: number): Promise<void> {
  await inUnit(database, fid, async (client) => {
    const { rowCount } = await client.query('delete from unit_shifts where unit_id = $1 and id = $2', [
      fid,
      shift,
    ])
    if (rowCount === 0) throw notFound({ zh: '班次', en: 'shift' }, String(shift))
  })
}

/** Replaces the current and future shifts of a unit with those of a calendar; past shifts stay. */
export async function storeCalendar(database: Database, fid: string, text: string) {
  const now = Date.now()
  const to = now + READY_DAYS * DAY_MS
  const { shifts, rules } = readCalendar(text, { from: now, to })
  await inUnit(database, fid, async (client) => {
    await client.query('delete from unit_shifts where unit_id = $1 and ends_at > now()', [fid])
    await client.query('delete from unit_shift_rules where unit_id = $1', [fid])
    await client.query(storeShiftsSql, [fid, JSON.stringify(shifts)])
    for (const { uid, calendar } of rules) {
      await client.query(
        'insert into unit_shift_rules (unit_id, uid, calendar, expanded_to) values ($1, $2, $3, $4)',
        [fid, uid, calendar, new Date(to)],
      )
    }
  })
  return { shifts: shifts.length, rules: rules.length }
}

/** Returns the shifts of a unit as iCalendar: single ones since a month ago, and all repeating ones. */
export async function calendarOf(database: Database, fid: string): Promise<string> {
  return inUnit(database, fid, async (client, code) => {
    const { rows } = await client.query<{
      uid: string
      starts_at: Date
      ends_at: Date
      summary: string | null
    }>(
      `select uid, starts_at, ends_at, summary from unit_shifts
       where unit_id = $1 and ends_at > now() - interval '31 days' order by starts_at`,
      [fid],
    )
    const rules = await client.query<{ calendar: string }>(
      'select calendar from unit_shift_rules where unit_id = $1 order by uid',
      [fid],
    )
    const shifts = rows.map(({ uid, starts_at, ends_at, summary }) => ({
      ...{ uid, startsAt: starts_at.getTime(), endsAt: ends_at.getTime(), summary },
    }))
    return writeCalendar(
      code,
      shifts,
      rules.rows.map(({ calendar }) => calendar),
    )
  })
}

/** Adds missing future shifts of repeating events for all units, with the rights of the system. */
export async function extendShifts(database: Database, now: number): Promise<{ shifts: number }> {
  const to = now + READY_DAYS * DAY_MS
  const { rows } = await database.query<{
    unit_id: string
    uid: string
    calendar: string
    expanded_to: Date
  }>(
    `select unit_id::text as unit_id, uid, calendar, expanded_to from unit_shift_rules where expanded_to < $1`,
    [new Date(to - DAY_MS / 2)],
  )
  let added = 0
  for (const { unit_id, uid, calendar, expanded_to } of rows) {
    const { shifts } = readCalendar(calendar, { from: expanded_to.getTime(), to })
    // Earlier shifts were added before, and a user may have deleted them.
    const later = shifts.filter(({ startsAt }) => startsAt >= expanded_to.getTime())
    await database.transaction(async (client) => {
      const { rowCount } = await client.query(storeShiftsSql, [unit_id, JSON.stringify(later)])
      added += rowCount ?? 0
      await client.query('update unit_shift_rules set expanded_to = $3 where unit_id = $1 and uid = $2', [
        unit_id,
        uid,
        new Date(to),
      ])
    })
  }
  return { shifts: added }
}

/** Runs `work` in a transaction for a unit. Throws a ProblemError of status 404 if the viewer cannot see it. */
async function inUnit<T>(
  database: Database,
  fid: string,
  work: (client: DatabaseClient, code: string) => Promise<T>,
): Promise<T> {
  try {
    return await database.transaction(async (client) => work(client, (await knownUnit(client, fid)).code))
  } catch (error) {
    throw accountProblem(error) ?? error
  }
}

function accountProblem(error: unknown): ProblemError | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const title: Text = { zh: '人员账号有误', en: 'Bad account of a member' }
  if (code === '23503') {
    return new ProblemError(400, title, {
      zh: '账号应为已有巡查账号的登录名（account）或编号（account_id），或留空。',
      en: 'An account should be given by the name (account) or id (account_id) of a patrol account, or left out.',
    })
  }
  if (code === '23505') {
    return new ProblemError(409, title, {
      zh: '该账号已属于另一巡查组；一个账号只属于一个组。请先在那里移除。',
      en: 'The account belongs to another unit, and may belong to one only. Remove it there first.',
    })
  }
  return undefined
}
