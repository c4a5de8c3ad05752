import fc from 'fast-check'
import { expect, test } from 'vitest'
import { onRoute, type RouteWatch, watchRoute } from '../../../../geodata/model/patrol/route-watch.ts'
import {
  type Crossing,
  followZones,
  type Movement,
  type SeenFix,
} from '../../../../geodata/model/patrol/zone-crossings.ts'
import { metresFromBorder, zoneShape } from '../../../../geodata/model/patrol/zone-shape.ts'

/** Metres east and north of the corner of the zone, and seconds. */
const [LON, LAT] = [119.75, 30.25]
const [PER_LON, PER_LAT] = [96_046, 111_195]
const at = (x: number, y: number, seconds: number, accuracyM: number | null = 8): SeenFix => ({
  at: seconds * 1000,
  lon: LON + x / PER_LON,
  lat: LAT + y / PER_LAT,
  accuracyM,
})
const corner = (x: number, y: number) => [LON + x / PER_LON, LAT + y / PER_LAT]
/** A square of 1 km with a hole of 200 m in its middle. */
const zone = zoneShape('Z1', [
  [
    [corner(0, 0), corner(1000, 0), corner(1000, 1000), corner(0, 1000), corner(0, 0)],
    [corner(400, 400), corner(600, 400), corner(600, 600), corner(400, 600), corner(400, 400)],
  ],
])
const crossings = (fixes: readonly SeenFix[]) => followZones([zone], null, fixes).crossings
const brief = (list: readonly Crossing[]) =>
  list.map(({ kind, at: time, basis }) => [kind, time / 1000, basis])

test('a zone between two positions is noticed, with the interpolated times and how far they may be wrong', () => {
  // 2 km in 400 s along a line that no position of is in the zone: in at 100 s, out at 300 s.
  const found = crossings([at(-500, 200, 0), at(1500, 200, 400), at(1600, 200, 500)])
  expect(brief(found.map((one) => ({ ...one, at: Math.round(one.at / 1000) * 1000 })))).toEqual([
    ['entered', 100, 'line'],
    ['left', 300, 'line'],
  ])
  expect(found.map(({ earliest, latest }) => [earliest, latest])).toEqual([
    [0, 400_000],
    [0, 400_000],
  ])
  expect(found[0]?.lon).toBeCloseTo(LON, 5)
})

test('after a long silence it is only known between which positions a border was crossed', () => {
  const hour = 3600
  expect(brief(crossings([at(-500, 200, 0), at(200, 200, hour), at(200, 210, hour + 90)]))).toEqual([
    ['entered', hour, 'gap'],
  ])
  // Nobody knows whether it went through the zone.
  expect(crossings([at(-500, 200, 0), at(1500, 200, hour), at(1500, 210, hour + 90)])).toEqual([])
})

test('neither a short visit, nor a walk along the border, nor an inexact position counts', () => {
  const steps = (places: readonly (readonly [number, number])[], every: number, accuracyM = 8) =>
    places.map(([x, y], n) => at(x, y, n * every, accuracyM))
  expect(
    crossings(
      steps(
        [
          [-300, 200],
          [100, 200],
          [100, 200],
          [-300, 200],
          [-300, 200],
        ],
        15,
      ),
    ),
  ).toEqual([])
  const along = Array.from({ length: 60 }, (_, n) => [n % 2 ? 20 : -20, 10 * n] as const)
  expect(crossings(steps(along, 30))).toEqual([])
  expect(
    crossings(
      steps(
        [
          [-90, 200],
          [90, 200],
          [90, 210],
          [90, 220],
        ],
        60,
        90,
      ),
    ),
  ).toEqual([])
  expect(
    brief(
      crossings(
        steps(
          [
            [-90, 200],
            [90, 200],
            [90, 210],
            [90, 220],
          ],
          60,
        ),
      ),
    ),
  ).toEqual([['entered', 30, 'fixes']])
})

const paths = fc
  .array(
    fc.record({
      x: fc.integer({ min: -600, max: 1600 }),
      y: fc.integer({ min: -300, max: 1300 }),
      seconds: fc.oneof(fc.integer({ min: 1, max: 240 }), fc.constant(2000)),
      accuracy: fc.integer({ min: 0, max: 60 }),
    }),
    { minLength: 2, maxLength: 25 },
  )
  .map((steps) => {
    let time = 0
    return steps.map(({ x, y, seconds, accuracy }) => {
      time += seconds
      return at(x, y, time, accuracy)
    })
  })

test('crossings are the same however positions are divided, alternate, and lie between their positions', () => {
  fc.assert(
    fc.property(paths, fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (path, sizes) => {
      const whole = crossings(path)
      const found: Crossing[] = []
      let movement: Movement | null = null
      for (let n = 0; n < path.length; ) {
        const size = sizes.next().value ?? 1
        const step = followZones([zone], movement, path.slice(n, n + size))
        // What is remembered goes through JSON.
        movement = JSON.parse(JSON.stringify(step.movement))
        found.push(...step.crossings)
        n += size
      }
      expect(found).toEqual(whole)
      for (const [n, one] of whole.entries()) {
        expect(one.kind).not.toBe(whole[n - 1]?.kind)
        expect(one.at).toBeGreaterThanOrEqual(whole[n - 1]?.at ?? 0)
        expect(one.earliest).toBeLessThanOrEqual(one.at)
        expect(one.latest).toBeGreaterThanOrEqual(one.at)
        const place = zone.place(one.lon, one.lat)
        if (one.basis !== 'gap' && one.at > one.earliest && one.at < one.latest)
          expect(metresFromBorder(zone, place)).toBeLessThan(1)
      }
    }),
  )
})

test('a stay that is long and deep is never missed', () => {
  fc.assert(
    fc.property(paths, fc.boolean(), (path, isInside) => {
      const last = path.at(-1)?.at ?? 0
      const far = isInside ? ([200, 200] as const) : ([-500, -500] as const)
      const rest = [5, 70, 140].map((seconds) => at(far[0], far[1], last / 1000 + seconds))
      const { movement } = followZones([zone], null, [...path, ...rest])
      expect(movement?.sides.Z1).toEqual({ inside: isInside, pending: null })
    }),
  )
})

const route = [corner(0, 0), corner(1000, 0), corner(1000, 1000)] as [number, number][]
const limits = { metres: 150, seconds: 60 }
const watched = (fixes: readonly SeenFix[]) => {
  let watch: RouteWatch = onRoute
  return fixes.map((fix) => {
    const step = watchRoute(watch, fix, route, limits)
    watch = step.watch
    return step.told
  })
}

test('a unit off its route is told after the set time, once, and again when it is back', () => {
  const fixes = [at(500, 20, 0), at(500, 300, 20), at(500, 320, 60), at(500, 400, 81), at(500, 500, 100)]
  expect(watched(fixes)).toEqual([null, null, null, 'left', null])
  // Within the limit but not yet back on the route; then back.
  expect(watched([...fixes, at(500, 120, 130), at(500, 300, 200), at(500, 60, 230)]).slice(5)).toEqual([
    ...[null, null, 'back'],
  ])
  // 200 m away with an error of 60 m may be on the route.
  expect(watched([at(500, 200, 0, 60), at(500, 200, 100, 60)])).toEqual([null, null])
})

test('units near their route are never told, and who is told was away all the time', () => {
  const fix = fc.record({ x: fc.integer({ min: -200, max: 1200 }), y: fc.integer({ min: -400, max: 400 }) })
  fc.assert(
    fc.property(fc.array(fix, { maxLength: 60 }), (places) => {
      const fixes = places.map(({ x, y }, n) => at(x, y, 20 * n, 0))
      const told = watched(fixes)
      const events = told.filter((one) => one !== null)
      expect(events).toEqual(events.map((_, n) => (n % 2 === 0 ? 'left' : 'back')))
      for (const [n, one] of told.entries()) {
        if (one !== 'left') continue
        const away = fixes.slice(Math.max(0, n - 3), n + 1)
        const alone = away.map((single) => watchRoute(onRoute, single, route, { metres: 75, seconds: 0 }))
        expect(alone.every(({ watch }) => watch.awaySince !== null)).toBe(true)
      }
    }),
  )
})
