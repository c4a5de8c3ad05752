/** Routes for people over HTTP: part of the tests of dispatch, which share a database and its streets. */
import { expect, it } from 'vitest'
import {
  loopPlanSchema,
  type RoutePlan,
  type RouteRequest,
  routePlanSchema,
} from '../../../geodata/model/answers/route-plan.ts'
import { routesFromBytes } from '../../../geodata/model/routes/bytes.ts'
import { RouteEngine } from '../../../geodata/model/routes/engine.ts'
import { planRoutes } from '../../../geodata/model/routes/plan.ts'
import type { Actor } from '../../environment/acting.ts'
import { at } from './town.ts'

type Ask = (path: string, actor?: Actor, method?: string, body?: unknown) => Promise<Response>

/** The same network may be built again between two requests, at another time. */
const timeless = (plan: RoutePlan) => ({ ...plan, data: { ...plan.data, built_at: '' } })

export function plansRoutes(ask: Ask): void {
  // Tomorrow morning: a closure that is made now is in force then.
  const depart = `${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T10:00:00+08:00`
  const query = `from=${at(1).join()}&to=${at(9).join()}&depart=${encodeURIComponent(depart)}`

  it('plans for everyone, and a browser with the same bytes plans the same', async () => {
    const answer = await ask(`/routes/plan?${query}&alternatives=1&profile=ride`)
    expect(answer.status).toBe(200)
    const plan = routePlanSchema.parse(await answer.json())
    expect(plan.routes[0]?.length_m).toBeCloseTo(2 * (111.2 + 96.1), -1)
    const packed = await ask('/routes/graph')
    expect(packed.headers.get('content-type')).toBe('application/vnd.shuangxi.routes')
    const engine = new RouteEngine(routesFromBytes(await packed.arrayBuffer()))
    expect(plan.data.version).toBe(engine.graph.version)
    const request: RouteRequest = {
      ...{ from: [...at(1)], to: [...at(9)], via: [], avoid: [] },
      ...{ profile: 'ride', depart, at_night: 'avoid', alternatives: 1, reorder: false },
    }
    expect(timeless(planRoutes(engine, request, []))).toEqual(timeless(plan))
    const picky = await ask(`/routes/plan?${query}&alternatives=1&profile=wheelchair&avoid=steps,unpaved`)
    expect(
      timeless(planRoutes(engine, { ...request, profile: 'wheelchair', avoid: ['steps', 'unpaved'] }, [])),
    ).toEqual(timeless(await picky.json()))
  })

  it('goes around a closure at once, and says why', async () => {
    const before = routePlanSchema.parse(await (await ask(`/routes/plan?${query}`)).json())
    const middle = before.routes[0]?.geometry.coordinates[1] ?? []
    const closed = await ask('/network/closures', 'lead', 'POST', {
      kind: 'flood',
      reason_zh: '积水',
      reason_en: 'Flood',
      profiles: ['foot'],
      ends_at: '2099-01-01T00:00:00Z',
      geometry: { type: 'LineString', coordinates: [at(1), middle] },
    })
    expect(closed.status).toBe(201)
    const after = routePlanSchema.parse(await (await ask(`/routes/plan?${query}`)).json())
    const gap = after.routes[0]?.stops[0]?.gap_m ?? 0
    const isOther =
      JSON.stringify(after.routes[0]?.geometry) !== JSON.stringify(before.routes[0]?.geometry) || gap > 0
    expect(isOther).toBe(true)
    expect(after.data.closures).toBe(before.data.closures + 1)
    expect(after.routes[0]?.why).toMatchObject([
      { kind: 'closure', reason: '积水', reason_en: 'Flood', until: '2099-01-01T00:00:00Z' },
    ])
    const { id } = await closed.json()
    expect((await ask(`/network/closures/${id}`, 'lead', 'DELETE')).status).toBe(204)
    const again = routePlanSchema.parse(await (await ask(`/routes/plan?${query}`)).json())
    expect(timeless(again)).toEqual(timeless(before))
  })

  it('gives loops, files, and 304 for a graph that is known', async () => {
    const loops = await ask(
      `/routes/loops?from=${at(1).join()}&length_m=830&depart=${encodeURIComponent(depart)}`,
    )
    expect(loopPlanSchema.parse(await loops.json()).loops.length).toBeGreaterThan(0)
    for (const [f, type, begin] of [
      ['gpx', 'application/gpx+xml', '<?xml'],
      ['kml', 'application/vnd.google-earth.kml+xml', '<?xml'],
      ['tcx', 'application/vnd.garmin.tcx+xml', '<?xml'],
      ['geojson', 'application/geo+json', '{"type":"FeatureCollection"'],
    ] as const) {
      const file = await ask(`/routes/plan?${query}&f=${f}&lang=en`)
      expect(file.headers.get('content-type')).toContain(type)
      expect(file.headers.get('content-disposition')).toContain(`route.${f}`)
      expect((await file.text()).startsWith(begin)).toBe(true)
    }
    const etag = (await ask('/routes/graph')).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{16}/)
  })

  it('says in both languages what is wrong', async () => {
    const far = await ask(
      `/routes/plan?from=${at(1).join()}&to=119.9,30.2&depart=${encodeURIComponent(depart)}`,
    )
    expect(far.status).toBe(422)
    const problem = await far.json()
    expect(JSON.stringify(problem)).toMatch(/终点应在可走的路 1000 米以内，最近的路在 \d+ 米外/)
    expect(JSON.stringify(problem)).toMatch(/The end should be within 1000 m of a usable way/)
    for (const wrong of ['from=1&to=2', `${query}&profile=fly`, `${query}&avoid=rain`, `${query}&depart2=1`])
      expect((await ask(`/routes/plan?${wrong}`)).status).toBe(400)
    expect((await ask(`/routes/loops?from=${at(1).join()}`)).status).toBe(400)
  })
}
