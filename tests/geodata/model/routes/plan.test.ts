import { describe, expect, it } from 'vitest'
import type { RouteClosure } from '../../../../geodata/model/routes/closed-ways.ts'
import { planRoutes } from '../../../../geodata/model/routes/plan.ts'
import { RouteProblem } from '../../../../geodata/model/routes/problem.ts'
import { asked, at, engineOf, nodeAt, way } from './hand-made.ts'

/** A short way by the lake and one around it, from (0, 0) to (4, 0). */
const twoWays = (short: Parameters<typeof way>[1], long: Parameters<typeof way>[1] = {}) =>
  engineOf([
    way([at(-1, 0), at(0, 0)], { name: '西路' }),
    way([at(0, 0), at(2, 0), at(4, 0)], { name: '湖边', ...short }),
    way([at(0, 0), at(0, 1), at(4, 1), at(4, 0)], { name: '环路', ...long }),
    way([at(4, 0), at(5, 0)], { name: '东路' }),
  ])
const from = at(-1, 0)
const to = at(5, 0)

const only = (
  engine: ReturnType<typeof engineOf>,
  request = asked(from, to),
  closures: RouteClosure[] = [],
) => {
  const [route] = planRoutes(engine, request, closures).routes
  if (route === undefined) throw new Error('there is no route')
  return route
}
const namesOf = ({ parts }: ReturnType<typeof only>) => parts.map(({ name }) => name)

describe('a route', () => {
  it('has parts, turns with names, and walking time on the flat', () => {
    const route = only(twoWays({ lit: true, surface: 'gravel', widthM: 0.6 }))
    expect(namesOf(route)).toEqual(['西路', '湖边', '东路'])
    expect(route.parts[1]).toMatchObject({ kind: 'path', surface: 'gravel', lit: true, width_m: 0.6 })
    expect(route.length_m).toBeGreaterThan(590)
    expect(route.length_m).toBeLessThan(610)
    expect(route.duration_s).toBeCloseTo((3.6 * route.length_m) / 4.8, -1)
    expect(route.turns.map(({ kind, name }) => [kind, name])).toEqual([
      ['depart', '西路'],
      ['straight', '湖边'],
      ['straight', '东路'],
      ['arrive', null],
    ])
    expect(route.warnings.map(({ kind, reason }) => [kind, reason])).toEqual([
      ['unpaved', 'gravel'],
      ['narrow', '0.6'],
    ])
    expect(route.ascent_m).toBeNull()
  })

  it('turns left and right, up steps, onto a greenway and back', () => {
    const engine = engineOf(
      [
        way([at(0, 0), at(2, 0)], { name: '甲' }),
        way([at(2, 0), at(3, 0)], { name: '乙' }),
        way([at(2, 0), at(2, 2)], { name: '丙' }),
        way([at(2, 2), at(2, 3)], { name: '阶', class: 'steps', tags: { incline: 'up' } }),
        way([at(2, 3), at(4, 3)], { name: '绿道', kind: 'greenway' }),
        way([at(4, 3), at(4, 1)], { name: '丁' }),
      ],
      {},
    )
    const { turns } = only(engine, asked(at(0, 0), at(4, 1)))
    expect(turns.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'depart 甲',
      'left 丙',
      'steps_up 阶',
      'enter_greenway 绿道',
      'leave_greenway 丁',
      'arrive null',
    ])
  })

  it('goes through stops, in the order of the shortest trip if asked', () => {
    const line = way([0, 1, 2, 3, 4, 5].map((east) => at(east, 0)))
    const request = asked(at(0, 0), at(5, 0), { via: [at(4, 0), at(1, 0), at(3, 0)] })
    const engine = engineOf([line])
    expect(only(engine, request).stops.map(({ asked: place }) => place)).toEqual([0, 1, 2, 3, 4])
    const { order, routes } = planRoutes(engine, { ...request, reorder: true }, [])
    expect(order).toBe('shortest')
    expect(routes[0]?.stops.map(({ asked: place }) => place)).toEqual([0, 2, 3, 1, 4])
    expect(routes[0]?.turns.filter(({ kind }) => kind === 'via')).toHaveLength(3)
  })

  it('has alternatives that are truly different', () => {
    const { routes } = planRoutes(twoWays({}), asked(from, to, { alternatives: 2 }), [])
    expect(routes.map(namesOf)).toEqual([
      ['西路', '湖边', '东路'],
      ['西路', '环路', '东路'],
    ])
    expect(routes[1]?.shared).toBeLessThan(0.7)
  })
})

describe('profiles', () => {
  const steps = { class: 'steps', name: '台阶' }

  it('send a wheelchair around steps, and a walker who avoids them, who is told why', () => {
    const engine = engineOf([
      way([at(0, 0), at(2, 0)], { name: '西路' }),
      way([at(2, 0), at(3, 0)], steps),
      way([at(2, 0), at(2, 1), at(3, 1), at(3, 0)], { name: '环路' }),
      way([at(3, 0), at(5, 0)], { name: '东路' }),
    ])
    const request = asked(at(0, 0), at(5, 0))
    expect(namesOf(only(engine, request))).toContain('台阶')
    expect(namesOf(only(engine, { ...request, profile: 'wheelchair' }))).toContain('环路')
    const avoiding = only(engine, { ...request, avoid: ['steps'] })
    expect(namesOf(avoiding)).toContain('环路')
    expect(avoiding.why).toMatchObject([{ kind: 'avoid', name: '台阶', reason: 'steps' }])
    expect(avoiding.why[0]?.extra_s).toBeGreaterThan(0)
  })

  it('name what cannot be avoided', () => {
    const engine = engineOf([
      way([at(0, 0), at(2, 0)]),
      way([at(2, 0), at(3, 0)], steps),
      way([at(3, 0), at(4, 0)], { surface: 'earth' }),
    ])
    const route = only(engine, asked(at(0, 0), at(4, 0), { avoid: ['steps', 'unpaved'] }))
    expect(route.warnings.map(({ kind }) => kind)).toEqual(['steps', 'unpaved'])
    const wheels = () => only(engine, asked(at(0, 0), at(1.9, 0), { profile: 'wheelchair' }))
    expect(wheels().warnings).toEqual([])
  })

  it('push a bicycle on footways, ride on cycleways, and pass gates that let them', () => {
    const gate = { kind: 'stile', node: nodeAt(at(2, 0)), lon: 0, lat: 0, tags: {} }
    const ways = [
      way([at(0, 0), at(2, 0), at(4, 0)], { name: '湖边' }),
      way([at(0, 0), at(0, 1), at(4, 1), at(4, 0)], { name: '骑行道', class: 'cycleway' }),
    ]
    const ride = asked(at(0, 0), at(4, 0), { profile: 'ride' })
    expect(namesOf(only(engineOf(ways), ride))).toEqual(['骑行道'])
    const pushed = only(engineOf(ways.slice(0, 1)), ride)
    expect(pushed.warnings.map(({ kind }) => kind)).toEqual(['push'])
    expect(pushed.duration_s).toBeGreaterThan(300)
    const crossed = way([at(2, -1), at(2, 0)])
    const walked = only(engineOf([...ways, crossed], { barriers: [gate] }), asked(at(0, 0), at(4, 0)))
    expect(walked.warnings).toMatchObject([{ kind: 'gate', reason: 'stile' }])
    const wheels = asked(at(0, 0), at(4, 0), { profile: 'wheelchair' })
    expect(namesOf(only(engineOf([...ways, crossed], { barriers: [gate] }), wheels))).toEqual(['骑行道'])
  })
})

describe('slopes', () => {
  /** Rises 16 m on the way by the lake, in the middle. */
  const hill = (lon: number) => Math.max(0, 16 - Math.abs(lon - at(2, 0)[0]) * 100_000 * 0.16)

  it('give ascent, descent and grades; steep ways are named and avoided on request', () => {
    const ways = [
      way([at(0, 0), at(2, 0), at(4, 0)], { name: '湖边' }),
      way([at(0, 0), at(0, 1), at(4, 1), at(4, 0)], { name: '环路' }),
    ]
    const engine = engineOf(ways, {}, (lon, lat) => (lat < at(0, 0.5)[1] ? hill(lon) : 0))
    const route = only(engine, asked(at(0, 0), at(4, 0)))
    expect(namesOf(route)).toEqual(['湖边'])
    expect(route.ascent_m).toBeCloseTo(16, 0)
    expect(route.descent_m).toBeCloseTo(16, 0)
    expect(route.warnings.filter(({ kind }) => kind === 'steep').length).toBeGreaterThan(0)
    expect(route.geometry.coordinates.every(([, , height]) => height !== undefined)).toBe(true)
    const flat = only(engine, asked(at(0, 0), at(4, 0), { avoid: ['steep'] }))
    expect(namesOf(flat)).toEqual(['环路'])
    expect(flat.ascent_m).toBe(0)
    expect(flat.why).toMatchObject([{ kind: 'avoid', reason: 'steep', name: '湖边' }])
    const walked = only(engine, asked(at(0, 0), at(4, 0)))
    expect(walked.duration_s).toBeGreaterThan((3.6 * walked.length_m) / 4.8 + 20)
  })

  it('do not follow the ground under a bridge', () => {
    const valley = (lon: number) => (Math.abs(lon - at(2, 0)[0]) < 0.0009 ? -30 : 0)
    const ways = [
      way([at(0, 0), at(1, 0)]),
      way([at(1, 0), at(2, 0)], { isOffGround: true }),
      way([at(2, 0), at(3, 0)], { isOffGround: true }),
      way([at(3, 0), at(4, 0)]),
    ]
    expect(only(engineOf(ways, {}, valley), asked(at(0, 0), at(4, 0))).ascent_m).toBe(0)
  })
})

describe('closures', () => {
  const closure = (edges: readonly number[], more: Partial<RouteClosure> = {}): RouteClosure => ({
    ...{ id: 7, reasonZh: '积水', reasonEn: 'Flood', profiles: ['foot'] },
    ...{ startsMs: Date.parse('2026-11-30T00:00:00+08:00'), endsMs: null, edges },
    ...more,
  })
  const lakeside = (engine: ReturnType<typeof engineOf>) =>
    [...engine.graph.edgeWay.keys()].filter((edge) => {
      const name = engine.graph.names[engine.graph.wayName[engine.graph.edgeWay[edge] as number] as number]
      return name?.name === '湖边'
    })

  it('are gone around, with reason, end and cost in seconds', () => {
    const engine = twoWays({})
    const free = only(engine)
    const route = only(engine, asked(from, to), [closure(lakeside(engine))])
    expect(namesOf(route)).toContain('环路')
    expect(route.why).toEqual([
      {
        ...{ kind: 'closure', closure: 7, name: '湖边', name_en: null, reason: '积水', reason_en: 'Flood' },
        ...{ from: '2026-11-29T16:00:00Z', until: null, extra_s: route.duration_s - free.duration_s },
      },
    ])
  })

  it('hold in their time only, and for those whom they bind', () => {
    const engine = twoWays({})
    const past = closure(lakeside(engine), { endsMs: Date.parse('2026-11-30T10:01:00+08:00') })
    // The lake is reached after 75 s.
    expect(namesOf(only(engine, asked(from, to), [past]))).toContain('湖边')
    const early = asked(from, to, { depart: '2026-11-30T09:59:30+08:00' })
    expect(namesOf(only(engine, early, [past]))).toContain('环路')
    const cars = closure(lakeside(engine), { profiles: ['vehicle'] })
    expect(namesOf(only(engine, asked(from, to), [cars]))).toContain('湖边')
  })

  it('are named where no other way leads on; a place off the network hears how far the next way is', () => {
    const engine = engineOf([way([at(0, 0), at(2, 0)]), way([at(2, 0), at(3, 0)]), way([at(3, 0), at(4, 0)])])
    const failing = (request: ReturnType<typeof asked>, closures: RouteClosure[] = []) => {
      try {
        planRoutes(engine, request, closures)
      } catch (error) {
        if (error instanceof RouteProblem) return error
      }
      throw new Error('no problem was told')
    }
    const blocked = failing(asked(at(0, 0), at(4, 0)), [closure([1])])
    expect(blocked.code).toBe('no_way')
    expect(blocked.detail.zh).toContain('积水')
    expect(blocked.detail.en).toContain('Flood')
    const far = failing(asked(at(0, 0), at(0, 20)))
    expect(far).toMatchObject({ code: 'off_network', place: 1 })
    expect(far.detail.en).toMatch(/within 1000 m .* (199\d|200\d) m away/)
  })
})
