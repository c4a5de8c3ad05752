/**
 * Viewers of the database. PostgreSQL decides by grants and row-level security what a viewer sees;
 * roles here are database roles without the prefix `shuangxi_`, and limits are session settings.
 */
import { createHash } from 'node:crypto'
import { memo } from '../model/memo.ts'
import type { Role } from '../model/roles.ts'

/** A limited role sees and changes only rows of its zones or towns. */
const patrolRoles = ['officer', 'officer_limited', 'lead', 'lead_limited'] as const
const planningRoles = ['planner', 'planner_limited'] as const
type PatrolRole = (typeof patrolRoles)[number]
type PlanningRole = (typeof planningRoles)[number]

export type ViewerRole = 'public' | 'admin' | PatrolRole | PlanningRole | `${PatrolRole}_${PlanningRole}`

/** Every role that a connection can switch to. */
export const viewerRoles: readonly ViewerRole[] = [
  'public',
  ...patrolRoles,
  ...planningRoles,
  ...patrolRoles.flatMap((patrol) => planningRoles.map((planning) => `${patrol}_${planning}` as const)),
  'admin',
]

export interface Viewer {
  /** The database role without the prefix `shuangxi_`. */
  readonly role: ViewerRole
  /** Codes of patrol zones, for limited patrol roles only. */
  readonly zones?: readonly string[]
  /** Codes of towns, for limited planning roles only. */
  readonly towns?: readonly string[]
  readonly account?: number
  /** The client's IP address, for the audit log. */
  readonly address?: string
}

export interface ViewingAccount {
  readonly id: number
  readonly roles: readonly Role[]
  /** Null means no limit; an empty list allows no zone. */
  readonly zones: readonly string[] | null
  readonly towns: readonly string[] | null
}

/** The viewer without an account. */
export const publicViewer: Viewer = Object.freeze({ role: 'public' })

function limited<R extends string>(role: R, limits: readonly string[] | null): R | `${R}_limited` {
  return limits === null ? role : `${role}_limited`
}

/**
 * Returns the viewer of an account: the union of its roles, each within its limits; without roles, the
 * public.
 */
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
 * Cache key of visibility. Viewers with the same key see the same rows of every layer and may share
 * cached answers: `public`, `lead`, `lead_limited:<digest of zones>:`. Rows of an account itself, such
 * as sessions, must never be cached by it.
 */
export function visibilityKey(viewer: Viewer): string {
  const { role, zones, towns } = viewer
  return zones === undefined && towns === undefined ? role : limitedKey(viewer)
}

const limitedKey = memo<Viewer, string>(
  ({ role, zones, towns }) => `${role}:${digest(zones)}:${digest(towns)}`,
  new WeakMap(),
)

/**
 * Returns whether a viewer has a role's rights, limited or not: admin has every role, lead includes officer.
 */
export function hasRole(viewer: Viewer, role: Role): boolean {
  if (viewer.role === 'admin' || role === 'public') return true
  const parts = viewer.role.split('_')
  return parts.includes(role) || (role === 'officer' && parts.includes('lead'))
}
