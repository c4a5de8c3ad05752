/** The plan of a way that the reader makes, kept in the address and while other desks are open. */
import { signal } from '@preact/signals'
import { keepInAddress } from '../../address.ts'
import { emptyPlan, type Plan, planCodec, type Stop } from './plan-address.ts'

/** Null while the reader plans nothing. */
export const plan = signal<Plan | null>(null)

keepInAddress('plan', plan, planCodec, 'greenway')

/** Opens the planner, or closes it. */
export function openPlan(isOpen: boolean): void {
  if (!isOpen) plan.value = null
  else plan.value ??= emptyPlan
}

/** Changes the open plan. */
export function changePlan(change: Partial<Plan>): void {
  if (plan.value) plan.value = { ...plan.value, ...change }
}

/** Sets the first or last stop of the plan, and opens it. */
export function planWith(end: 'from' | 'to' | 'via', stop: Stop): void {
  const current = plan.value ?? emptyPlan
  const stops = [...current.stops]
  if (end === 'from') stops[0] = stop
  else if (end === 'to') stops[stops.length - 1] = stop
  else stops.splice(-1, 0, stop)
  plan.value = { ...current, stops, loop: end === 'from' ? current.loop : null }
}
