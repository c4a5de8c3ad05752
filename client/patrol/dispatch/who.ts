/** Who may do what here; the server decides. */
import type { IncidentStep } from '../../../geodata/model/patrol/incident-machine.ts'
import type { DeskContext } from '../../desk.ts'

/** Leads and administrators direct units. */
export const mayDirect = ({ roles }: Pick<DeskContext, 'roles'>): boolean =>
  roles.value.some((role) => role === 'lead' || role === 'admin')

/** Steps that direct others, and not one's own work. */
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
