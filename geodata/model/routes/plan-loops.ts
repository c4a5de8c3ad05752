/** Plans loops: the pure part of `GET /routes/loops`, for the server and the browser alike. */
import type { LoopPlan, RouteRequest } from '../answers/route-plan.ts'
import type { RouteClosure } from './closed-ways.ts'
import { dataOf, describeTrip } from './describe.ts'
import type { RouteEngine } from './engine.ts'
import { type FoundLoop, findLoops } from './loops.ts'
import { instant } from './parts.ts'
import { conditionsOf, inForce, snapPlace } from './plan.ts'

export interface LoopRequest
  extends Pick<RouteRequest, 'from' | 'profile' | 'depart' | 'avoid' | 'at_night'> {
  /** Either of them is given. */
  readonly length_m: number | null
  readonly duration_s: number | null
}

/** Returns up to three loops. Throws RouteProblem if the place is off the network. */
export function planLoops(
  engine: RouteEngine,
  request: LoopRequest,
  closures: readonly RouteClosure[],
): LoopPlan {
  const { length_m, duration_s, from } = request
  const depart = Date.parse(request.depart)
  const profile = engine.profile(request.profile, request.avoid)
  const conditions = conditionsOf(engine, request, closures, depart)
  const snap = snapPlace(engine, profile, [from, from], 0, conditions)
  const wish =
    length_m === null
      ? ({ by: 'seconds', value: duration_s ?? 3600 } as const)
      : ({ by: 'metres', value: length_m } as const)
  const stops = [0, 0].map((asked) => ({ snap, asked }))
  const loops = findLoops(engine, profile, snap, wish, conditions)
  const describe = ({ leg, error, repeated }: FoundLoop) => ({
    ...describeTrip(
      engine,
      profile.costs,
      { legs: [leg], weight: leg.weight, seconds: leg.seconds },
      stops,
      depart,
    ),
    why: [],
    shared: 0,
    asked_error: Math.round(10_000 * error) / 10_000,
    repeated: Math.round(1_000 * repeated) / 1_000,
  })
  return {
    profile: request.profile,
    depart: instant(depart),
    length_m,
    duration_s,
    loops: loops.map(describe),
    data: dataOf(engine, closures.filter((one) => inForce(one, depart)).length),
  }
}
