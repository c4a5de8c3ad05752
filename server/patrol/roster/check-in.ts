/** Check-ins of units and their members; they are only added, never changed. */
import type { Database } from '../../../geodata/database/database.ts'
import type { checkInKinds } from '../../../geodata/model/answers/patrol-roster.ts'
import { badParameter, notFound, ProblemError } from '../../errors.ts'
import { knownUnit } from '../positions.ts'

/** A phone's clock may be ahead by this much. A check-in from offline use may be a day old. */
const AHEAD_MS = 300_000
const BEHIND_MS = 24 * 3_600_000

export interface CheckIn {
  readonly kind: (typeof checkInKinds)[number]
  /** UUID of the client; a repeated key is the same check-in. */
  readonly key: string
  /** RFC 3339; by default now. */
  readonly at?: string | undefined
  readonly member_id?: number | undefined
}

/** Stores a check-in. Throws ProblemErrors: 400, 403 for officers of another unit, 404. */
export async function addCheckIn(
  database: Database,
  fid: string,
  { kind, key, at, member_id }: CheckIn,
): Promise<void> {
  const now = Date.now()
  const moment = at === undefined ? now : Date.parse(at)
  if (moment > now + AHEAD_MS || moment < now - BEHIND_MS)
    throw badParameter('at', { zh: '24 小时之内的时刻', en: 'a time of the last 24 hours' }, at)
  const isOfMember = kind === 'present' || kind === 'absent'
  if (isOfMember !== (member_id !== undefined))
    throw badParameter(
      'member_id',
      { zh: '仅与 present、absent 一起给出', en: 'given with present and absent only' },
      member_id ?? '',
    )
  await database.transaction(async (client) => {
    await knownUnit(client, fid)
    if (member_id !== undefined) {
      const { rows } = await client.query('select id from unit_members where id = $1 and unit_id = $2', [
        member_id,
        fid,
      ])
      if (rows.length === 0) throw notFound({ zh: '该组人员', en: 'member of the unit' }, String(member_id))
    }
    try {
      await client.query(
        `insert into unit_check_ins (unit_id, member_id, kind, key, at) values ($1, $2, $3, $4, $5)
         on conflict (unit_id, key) do nothing`,
        [fid, member_id ?? null, kind, key, new Date(Math.min(moment, now))],
      )
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '42501') throw notOwn
      throw error
    }
  })
}

const notOwn = new ProblemError(
  403,
  { zh: '不是本组人员', en: 'Not of this unit' },
  {
    zh: '队员只能为自己所属的巡查组签到。请由组长或指挥员把该账号加入这个组。',
    en: 'Officers check in for their own unit only. A lead can add the account to this unit.',
  },
)
