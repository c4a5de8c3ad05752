/** The routes that the planner shows, and how answers are read. */
import { computed, signal } from '@preact/signals'
import {
  type LoopPlan,
  loopPlanSchema,
  type PlannedRoute,
  routePlanSchema,
} from '../../../geodata/model/answers/route-plan.ts'
import type { Stop } from './plan-address.ts'
import type { Drawn } from './plan-map.ts'
import { changePlan, plan } from './plan-state.ts'
import { withStop } from './stops.ts'

export type AnyRoute = PlannedRoute | LoopPlan['loops'][number]

/** The routes of the last answer, and the one that the reader looks at. */
export const routes = signal<readonly AnyRoute[]>([])
export const chosen = signal(0)
export const drawn = computed<Drawn>(() => ({
  routes: routes.value,
  chosen: chosen.value,
  stops: plan.value?.loop ? plan.value.stops.slice(0, 1) : (plan.value?.stops ?? []),
}))

export const readRoutes = (body: unknown): readonly AnyRoute[] =>
  typeof body === 'object' && body !== null && 'loops' in body
    ? loopPlanSchema.parse(body).loops
    : routePlanSchema.parse(body).routes

export const setStop = (index: number, stop: Stop | null) => {
  if (plan.peek()) changePlan({ stops: withStop(plan.peek()?.stops ?? [], index, stop) })
}
