/** Viewers of the matrix, and what each may see: written from the policy, not from the code. */
import type { NewAccount } from '../../../server/accounts/accounts.ts'

/** The zone and town of limited accounts. */
const ZONE = 'Z1'
const TOWN = '330112008'

export const accounts = {
  officer: { name: 'officer', roles: ['officer'] },
  officerOfZone: { name: 'officerOfZone', roles: ['officer'], zones: [ZONE] },
  lead: { name: 'lead', roles: ['lead'] },
  leadOfZone: { name: 'leadOfZone', roles: ['lead'], zones: [ZONE] },
  planner: { name: 'planner', roles: ['planner'] },
  plannerOfTown: { name: 'plannerOfTown', roles: ['planner'], towns: [TOWN] },
  both: { name: 'both', roles: ['lead', 'planner'], zones: [ZONE], towns: [TOWN] },
  admin: { name: 'admin', roles: ['admin'] },
} satisfies Record<string, NewAccount>

export type Someone = 'public' | keyof typeof accounts
export const everyone: readonly Someone[] = [
  'public',
  ...(Object.keys(accounts) as (keyof typeof accounts)[]),
]

/** In the zone and town of limited accounts, or in others. */
export type Place = 'own' | 'foreign'

const patrols: Readonly<Record<Someone, 'no' | 'zone' | 'all'>> = {
  public: 'no',
  officer: 'all',
  officerOfZone: 'zone',
  lead: 'all',
  leadOfZone: 'zone',
  planner: 'no',
  plannerOfTown: 'no',
  both: 'zone',
  admin: 'all',
}
const plans: Readonly<Record<Someone, 'no' | 'town' | 'all'>> = {
  public: 'no',
  officer: 'no',
  officerOfZone: 'no',
  lead: 'no',
  leadOfZone: 'no',
  planner: 'all',
  plannerOfTown: 'town',
  both: 'town',
  admin: 'all',
}
const leads: ReadonlySet<Someone> = new Set(['lead', 'leadOfZone', 'both', 'admin'])

/** Returns whether a viewer has a patrol role. */
export const isOfPatrol = (who: Someone): boolean => patrols[who] !== 'no'
export const isLead = (who: Someone): boolean => leads.has(who)
export const isPlanner = (who: Someone): boolean => plans[who] !== 'no'
export const seesPatrolsIn = (who: Someone, place: Place): boolean =>
  patrols[who] === 'all' || (patrols[who] === 'zone' && place === 'own')
export const planIn = (who: Someone, place: Place): boolean =>
  plans[who] === 'all' || (plans[who] === 'town' && place === 'own')

/** Returns the status with which a viewer without the rights is refused. */
export const refusal = (who: Someone): number => (who === 'public' ? 401 : 403)

/** Returns what must not be in any answer to a viewer. */
export function forbiddenTo(who: Someone): readonly RegExp[] {
  return [
    ...(seesPatrolsIn(who, 'own') ? [] : [/机密一组|机密.{0,8}片区|SECRET-I[1-5]/]),
    ...(seesPatrolsIn(who, 'foreign') ? [] : [/机密三组|SECRET-(U3|I6)/]),
    ...(planIn(who, 'own') ? [] : [/SECRET-P2|机密方案/]),
    ...(planIn(who, 'foreign') ? [] : [/SECRET-P3|机密远方案/]),
    ...(isLead(who) && seesPatrolsIn(who, 'own') ? [] : [/13912340001|机密近/]),
    ...(isLead(who) && seesPatrolsIn(who, 'foreign') ? [] : [/13912340006|机密远(?!方案)/]),
    ...(isPlanner(who) ? [] : [/SECRET-H\d|机密权利人/]),
    // Secrets that nobody may read.
    /\$argon2|sha256:[\da-f]{16}|row-level security|permission denied/,
  ]
}
