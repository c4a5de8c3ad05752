/** Decides which actions the page offers; the server checks the rights again. */
import type { IncidentStep } from '../../../geodata/model/patrol/incident-machine.ts'
import type { DeskContext } from '../../desk.ts'

/** Returns true for leads and administrators, who direct units. */
export const mayDirect = ({ roles }: Pick<DeskContext, 'roles'>): boolean =>
  roles.value.some((role) => role === 'lead' || role === 'admin')

/** Steps that direct other units. */
const directing = new Set<IncidentStep>([
  'routed',
  'rerouted',
  'units_added',
  'unit_released',
  'cancelled',
  'reopened',
  'merged',
  'unmerged',
  'closed',
  'alarm_raised',
  'priority_changed',
])

export const mayTake = (context: Pick<DeskContext, 'roles'>, step: IncidentStep): boolean =>
  !directing.has(step) || mayDirect(context)
