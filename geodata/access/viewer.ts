/**
 * Who asks the database. PostgreSQL decides by grants and row-level security what a viewer sees; the
 * names here are those of its roles (`shuangxi_` before each), and the limits are session settings.
 */
import { createHash } from 'node:crypto'
import { memo } from '../model/memo.ts'
import type { Role } from '../model/roles.ts'

/** A limited role sees and changes rows of its zones or towns only. */
const patrolRoles = ['officer', 'officer_limited', 'lead', 'lead_limited'] as const
const planningRoles = ['planner', 'planner_limited'] as const
type PatrolRole = (typeof patrolRoles)[number]
type PlanningRole = (typeof planningRoles)[number]

export type ViewerRole = 'public' | 'admin' | PatrolRole | PlanningRole | `${PatrolRole}_${PlanningRole}`

/** Every role that a connection may be switched to. */
export const viewerRoles: readonly ViewerRole[] = [
  'public',
  ...patrolRoles,
  ...planningRoles,
  ...patrolRoles.flatMap((patrol) => planningRoles.map((planning) => `${patrol}_${planning}` as const)),
  'admin',
]

export interface Viewer {
  /** The database's role is `shuangxi_` and this. */
  readonly role: ViewerRole
  /** Codes of patrol zones; with a limited patrol role only. */
  readonly zones?: readonly string[]
  /** Codes of towns; with a limited planning role only. */
  readonly towns?: readonly string[]
  readonly account?: number
  /** The client's address, for the audit. */
  readonly address?: string
}

export interface ViewingAccount {
  readonly id: number
  readonly roles: readonly Role[]
  /** Null is no limit; an empty list allows no zone at all. */
  readonly zones: readonly string[] | null
  readonly towns: readonly string[] | null
}

/** Whoever has not signed in. */
export const publicViewer: Viewer = Object.freeze({ role: 'public' })

function limited<R extends string>(role: R, limits: readonly string[] | null): R | `${R}_limited` {
  return limits === null ? role : `${role}_limited`
}

/** What an account sees: the union of its roles, each within its limits. Without roles, as the public. */
export function viewerFor(account: ViewingAccount, address?: string): Viewer {
  const { id, roles, zones, towns } = account
  const person = { account: id, ...(address === undefined ? {} : { address }) }
  if (roles.includes('admin')) return { role: 'admin', ...person }
  const rank = roles.includes('lead') ? 'lead' : roles.includes('officer') ? 'officer' : undefined
  const patrol = rank && limited(rank, zones)
  const planning = roles.includes('planner') ? limited('planner', towns) : undefined
  return {
    role: patrol && planning ? `${patrol}_${planning}` : (patrol ?? planning ?? 'public'),
    ...(patrol && zones ? { zones } : {}),
    ...(planning && towns ? { towns } : {}),
    ...person,
  }
}

function digest(codes: readonly string[] | undefined): string {
  if (codes === undefined) return ''
  const sorted = JSON.stringify([...new Set(codes)].sort())
  return createHash('sha256').update(sorted).digest('base64url').slice(0, 22)
}

/**
 * Viewers with the same key see the same rows of every layer, so what one was given from a cache may
 * be given to the other: `public`, `lead`, `lead_limited:<digest of zones>:`. Rows that belong to an
 * account itself, such as sessions, are not told apart and belong in no cache.
 */
export function visibilityKey(viewer: Viewer): string {
  const { role, zones, towns } = viewer
  return zones === undefined && towns === undefined ? role : limitedKey(viewer)
}

const limitedKey = memo<Viewer, string>(
  ({ role, zones, towns }) => `${role}:${digest(zones)}:${digest(towns)}`,
  new WeakMap(),
)

/** Whether a viewer has a role's powers, within limits or not: admin has every role, lead has officer's. */
export function hasRole(viewer: Viewer, role: Role): boolean {
  if (viewer.role === 'admin' || role === 'public') return true
  const parts = viewer.role.split('_')
  return parts.includes(role) || (role === 'officer' && parts.includes('lead'))
}
