import { expect, it } from 'vitest'
import { classColours, classifyZones, zoneColour } from '../../../client/patrol/choropleth.ts'
import { noFigures, type ZoneFigures } from '../../../client/patrol/zone-attainment.ts'
import { attainment } from '../../../geodata/model/patrol/attainment.ts'

const clock = { limit_s: 300, met: 0, breached: 0, rate: null, interval: null }
const zone = (code: string, area_m2 = 1e6) => ({
  id: 1,
  code,
  name: code,
  name_en: null,
  area_m2,
  greenway_length_m: 0,
  bbox: [120, 30, 121, 31] as [number, number, number, number],
  incidents_30d: 0,
  incidents_open: 0,
  synthetic: true,
  units: { available: 0, en_route: 0, on_scene: 0, off_shift: 0 },
  attainment: { routed: clock, arrived: clock, fed_back: clock },
})
const figures = (incidents: number, met = 0, breached = 0): ZoneFigures => ({
  incidents,
  attainment: { ...noFigures.attainment, routed: attainment('routed', met, breached) },
})
const nothingOpen = new Map<string, number>()

it('colours zones by incidents per square kilometre, not by the size of the zone', () => {
  const zones = [zone('small', 1e6), zone('large', 10e6)]
  const shown = {
    figures: new Map([
      ['small', figures(10)],
      ['large', figures(100)],
    ]),
    open: nothingOpen,
  }
  const classes = classifyZones(zones, shown, 'density', 'day')
  expect(classes.values.get('small')).toBe(10)
  expect(zoneColour(classes, 'small')).toBe(zoneColour(classes, 'large'))
})

it('leaves a zone without colour if no clock was due', () => {
  const shown = { figures: new Map([['a', figures(20, 10, 10)]]), open: nothingOpen }
  const classes = classifyZones([zone('a'), zone('b')], shown, 'routed', 'night')
  expect(classes.values.get('a')).toBe(50)
  expect(zoneColour(classes, 'a')).toMatch(/^rgb/)
  expect(zoneColour(classes, 'b')).toBeNull()
})

it('does not give the strongest colour to a zone with one open incident', () => {
  const zones = [zone('one'), zone('none')]
  const classes = classifyZones(zones, { figures: new Map(), open: new Map([['one', 1]]) }, 'open', 'day')
  expect(zoneColour(classes, 'one')).not.toBe(classColours('day', classes.breaks.length).at(-1))
  expect(zoneColour(classes, 'one')).not.toBe(zoneColour(classes, 'none'))
  const many = classifyZones(zones, { figures: new Map(), open: new Map([['one', 40]]) }, 'open', 'day')
  expect(zoneColour(many, 'one')).toBe(many.colours.at(-1))
})
