/** Checks for actions beyond single towns: allowed to planners without limits, and to administrators. */
import { hasRole, type Viewer } from '../../geodata/access/viewer.ts'
import type { Text } from '../../geodata/model/text.ts'
import { refusal } from './refusal.ts'
import { requireRole } from './required-role.ts'

/** Returns whether a viewer is one of them. */
const isUnlimitedPlanner = (viewer: Viewer): boolean =>
  hasRole(viewer, 'admin') || (hasRole(viewer, 'planner') && viewer.towns === undefined)

/** Throws a ProblemError for all others: 401 for the public, otherwise 403. `what` as in `requireRole`. */
export function requireUnlimitedPlanner(viewer: Viewer, what: Text): void {
  requireRole(viewer, 'planner', what)
  if (isUnlimitedPlanner(viewer)) return
  throw refusal(viewer, {
    zh: `${what.zh}不对限定乡镇的规划师开放：其范围不以乡镇为界。`,
    en: `${what.en}: not for planners who are limited to towns, because it affects other towns, too.`,
  })
}
