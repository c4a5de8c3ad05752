/** Routes beside a naive search, on small random networks with random closures. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RouteProfileId } from '../../../../geodata/model/answers/route-plan.ts'
import { routesFromBytes } from '../../../../geodata/model/routes/bytes.ts'
import { ClosedWays } from '../../../../geodata/model/routes/closed-ways.ts'
import { routeProfiles } from '../../../../geodata/model/routes/codes.ts'
import { RouteEngine } from '../../../../geodata/model/routes/engine.ts'
import { EXACT_STOPS, stopOrder } from '../../../../geodata/model/routes/stop-order.ts'
import { randomNetworks } from '../network/random-network.ts'
import { bytesOf } from './hand-made.ts'

/** The least weight of each state by repeated relaxing of all arcs. */
function naive(engine: RouteEngine, profile: RouteProfileId, begin: number, closed: ReadonlySet<number>) {
  const { arcs } = engine.profile(profile, []).costs
  const best = arcs.stateNode.length
  const weight = new Float64Array(best).fill(Number.POSITIVE_INFINITY)
  weight[begin] = 0
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    for (let state = 0; state < best; state++) {
      for (let at = arcs.firstOut[state] as number; at < (arcs.firstOut[state + 1] as number); at++) {
        if (closed.has((arcs.outArc[at] as number) >> 1)) continue
        const total = (weight[state] as number) + (arcs.outCost[at] as number)
        if (total >= (weight[arcs.head[at] as number] as number)) continue
        weight[arcs.head[at] as number] = total
        isBetter = true
      }
    }
  }
  return weight
}

describe('routes', () => {
  it('are the lightest, and never cross a closure', () => {
    fc.assert(
      fc.property(
        randomNetworks,
        fc.constantFrom(...routeProfiles),
        fc.array(fc.nat(), { maxLength: 6 }),
        fc.tuple(fc.nat(), fc.nat()),
        ({ input }, id, closures, [a, b]) => {
          const engine = new RouteEngine(routesFromBytes(bytesOf(input)))
          const { graph } = engine
          if (graph.edgeCount === 0) return
          const profile = engine.profile(id, [])
          const edges = new Set(closures.map((one) => one % graph.edgeCount))
          const closure = { id: 1, reasonZh: '', reasonEn: null, profiles: ['foot', 'vehicle'], startsMs: 0 }
          const closed = new ClosedWays(
            graph.edgeCount,
            [{ ...closure, endsMs: null, edges: [...edges] }],
            id,
          )
          const place = (n: number) => {
            const edge = n % graph.edgeCount
            const node = graph.edgeFrom[edge] as number
            return { edge, fraction: 0, gapMetres: 0, lon: 0, lat: 0, node }
          }
          const [from, to] = [place(a), place(b)]
          const where = (node: number) => ({
            lon: (graph.nodeLon[node] as number) / 1e7,
            lat: (graph.nodeLat[node] as number) / 1e7,
          })
          const leg = profile.leg(
            { ...from, ...where(from.node) },
            { ...to, ...where(to.node) },
            {
              depart: 1,
              closed,
              night: null,
              heedsHours: true,
            },
          )
          for (const arc of leg?.arcs ?? []) {
            const isPart = arc >> 1 === from.edge || arc >> 1 === to.edge
            if (!isPart) expect(edges.has(arc >> 1)).toBe(false)
          }
          // Between plain nodes, whose edges are open, the weight is that of the naive search.
          const isPlain = [from, to].every(({ edge, node }) => !edges.has(edge) && !graph.barrierAt.has(node))
          if (!isPlain || leg === null || from.node === to.node) return
          const { arcs } = profile.costs
          const found = naive(engine, id, from.node, edges)
          const best = [...arcs.stateNode.entries()]
            .filter(([, node]) => node === to.node)
            .reduce((least, [state]) => Math.min(least, found[state] as number), Number.POSITIVE_INFINITY)
          expect(leg.weight).toBeCloseTo(best, 3)
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('the order of stops', () => {
  const matrix = (count: number) =>
    fc.array(fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: count, maxLength: count }), {
      minLength: count,
      maxLength: count,
    })
  const length = (costs: readonly (readonly number[])[], order: readonly number[]) =>
    [0, ...order, costs.length - 1].reduce(
      (sum, to, n, all) => sum + (n === 0 ? 0 : (costs[all[n - 1] ?? 0]?.[to] ?? 0)),
      0,
    )
  const orders = (rest: readonly number[]): number[][] =>
    rest.length === 0
      ? [[]]
      : rest.flatMap((one) => orders(rest.filter((x) => x !== one)).map((o) => [one, ...o]))

  it('is the shortest of all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 7 }).chain(matrix), (costs) => {
        const stops = Array.from({ length: costs.length - 2 }, (_, n) => n + 1)
        const best = Math.min(...orders(stops).map((order) => length(costs, order)))
        expect(length(costs, stopOrder(costs))).toBe(best)
      }),
      { numRuns: 40 },
    )
  })

  it('has every stop once, also where there are too many to try all', () => {
    fc.assert(
      fc.property(matrix(EXACT_STOPS + 6), (costs) => {
        const order = stopOrder(costs)
        expect([...order].sort((a, b) => a - b)).toEqual(
          Array.from({ length: costs.length - 2 }, (_, n) => n + 1),
        )
      }),
      { numRuns: 5 },
    )
  })
})
