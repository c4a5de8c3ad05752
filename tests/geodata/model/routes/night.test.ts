import { describe, expect, it } from 'vitest'
import { nightAt } from '../../../../geodata/model/routes/night.ts'
import { planRoutes } from '../../../../geodata/model/routes/plan.ts'
import { asked, at, engineOf, nodeAt, way } from './hand-made.ts'

const china = (time: string) => `2026-11-30T${time}:00+08:00`

/** A short way by the lake and a longer one around it. */
const engineWith = (short: Parameters<typeof way>[1], barriers: Parameters<typeof engineOf>[1] = {}) =>
  engineOf(
    [
      way([at(-1, 0), at(0, 0)], { name: '西路', lit: true }),
      way([at(0, 0), at(2, 0), at(4, 0)], { name: '湖边', ...short }),
      way([at(0, 0), at(0, 1), at(4, 1), at(4, 0)], { name: '环路', lit: true }),
      way([at(2, 0), at(2, -1)], { name: '岔路', lit: true }),
    ],
    barriers,
  )

function planned(engine: ReturnType<typeof engineWith>, time: string, at_night: 'avoid' | 'name' = 'avoid') {
  const request = asked(at(-1, 0), at(4, 0), { depart: china(time), at_night })
  const [route] = planRoutes(engine, request, []).routes
  if (route === undefined) throw new Error('there is no route')
  return { ...route, names: route.parts.map(({ name }) => name) }
}

describe('night', () => {
  it('is between the ends of civil twilight, of the night that lasts or comes next', () => {
    // Hangzhou on 30 November: the sun sets at 16:58; almanacs give 17:24 and 06:08 for civil twilight.
    const night = nightAt(Date.parse(china('12:00')), 120.15, 30.25)
    const minutes = (ms: number | null, time: string) => Math.abs((ms ?? 0) - Date.parse(time)) / 60_000
    expect(minutes(night.dusk, china('17:24'))).toBeLessThan(4)
    expect(minutes(night.dawn, '2026-12-01T06:09:00+08:00')).toBeLessThan(4)
    expect(minutes(nightAt(Date.parse(china('02:00')), 120.15, 30.25).dawn, china('06:08'))).toBeLessThan(4)
    expect(night.isDark(Date.parse(china('17:00')))).toBe(false)
    expect(night.isDark(Date.parse(china('18:00')))).toBe(true)
  })

  it('avoids an unlit way that is reached after dusk, and says so', () => {
    const engine = engineWith({ lit: false })
    expect(planned(engine, '16:30').names).toContain('湖边')
    const dark = planned(engine, '18:00')
    expect(dark.names).toContain('环路')
    expect(dark.warnings).toEqual([])
    expect(dark.why).toMatchObject([{ kind: 'night', name: '湖边', reason: 'unlit' }])
    expect(dark.why[0]?.extra_s).toBeGreaterThan(100)
  })

  it('goes by the time of arrival, not by that of setting out', () => {
    const engine = engineWith({ lit: false })
    const { dusk } = nightAt(Date.parse(china('12:00')), ...at(0, 0))
    const before = (seconds: number) => new Date((dusk ?? 0) - 1000 * seconds).toISOString()
    const at_lake = (seconds: number) => {
      const request = asked(at(-1, 0), at(4, 0), { depart: before(seconds) })
      return planRoutes(engine, request, []).routes[0]?.parts.map(({ name }) => name)
    }
    // The lake is 75 s away, and its first half takes 150 s.
    expect(at_lake(400)).toContain('湖边')
    expect(at_lake(60)).toContain('环路')
  })

  it('names an unlit way if asked, and tells what nobody has recorded', () => {
    const named = planned(engineWith({ lit: false }), '18:00', 'name')
    expect(named.names).toContain('湖边')
    expect(named.warnings).toMatchObject([{ kind: 'unlit', until: named.night.dawn }])
    const unknown = planned(engineWith({}), '18:00')
    expect(unknown.warnings).toEqual([])
    expect(unknown.night.unknown_m).toBeGreaterThan(390)
    expect(unknown.parts.find(({ name }) => name === '湖边')?.lit).toBeNull()
  })

  it('avoids a way that is closed when it is reached, and warns of one that closes soon', () => {
    const engine = engineWith({ lit: true, hours: 'Mo-Su 06:00-22:00' })
    expect(planned(engine, '21:00')).toMatchObject({ names: ['西路', '湖边'], warnings: [] })
    const soon = planned(engine, '21:45')
    expect(soon.names).toContain('湖边')
    expect(soon.warnings).toMatchObject([
      { kind: 'closing', reason: 'Mo-Su 06:00-22:00', until: '2026-11-30T14:00:00Z' },
    ])
    // Reached at 22:00:15.
    const late = planned(engine, '21:59')
    expect(late.names).toContain('环路')
    expect(late.why).toMatchObject([{ kind: 'night', name: '湖边', reason: 'closed' }])
    expect(planned(engine, '23:00', 'name').warnings).toMatchObject([
      { kind: 'closed', until: '2026-11-30T22:00:00Z' },
    ])
  })

  it('heeds the hours of a gate, and takes a closed way that is the only one, with a warning', () => {
    const gate = {
      kind: 'gate',
      node: nodeAt(at(2, 0)),
      lon: 0,
      lat: 0,
      tags: { opening_hours: '06:00-18:00' },
    }
    const engine = engineWith({ lit: true }, { barriers: [gate] })
    expect(planned(engine, '10:00').names).toContain('湖边')
    expect(planned(engine, '19:00').names).toContain('环路')
    const only = engineOf([way([at(0, 0), at(4, 0)], { hours: '06:00-18:00', lit: true })])
    const [route] = planRoutes(only, asked(at(0, 0), at(4, 0), { depart: china('19:00') }), []).routes
    expect(route?.warnings).toMatchObject([{ kind: 'closed' }])
  })
})
