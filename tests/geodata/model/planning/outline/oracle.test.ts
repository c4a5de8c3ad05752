/** PostGIS as the oracle of validity, repaired areas and areas in EPSG:4549. */
import { expect, it } from 'vitest'
import { planeOf } from '../../../../../geodata/model/plane.ts'
import { faultsOf } from '../../../../../geodata/model/planning/outline/faults.ts'
import { isCheckable } from '../../../../../geodata/model/planning/outline/outline.ts'
import { outlineArea, repairOutline } from '../../../../../geodata/model/planning/outline/repair.ts'
import { describeOnPostgis } from '../../../../environment/databases.ts'
import { type Corner, outlineOf, partOf } from './drawing.ts'

/** A generator of its own (mulberry32), so that every run has the same 1,200 outlines. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const next = random(11)
const below = (most: number) => Math.floor(next() * most)
/** Crossings are rounded to 1 mm, on up to 8 km of edges in large outlines. */
const toleranceM2 = (i: number) => (i % 3 === 2 ? 1 : 0.05)
/** Coarse grids make touches and shared edges frequent. */
const ring = (span: number): Corner[] => {
  const [east, north, side] = [below(span), below(span), 1 + below(span)]
  if (below(3) > 0) return Array.from({ length: 3 + below(6) }, (): Corner => [below(span), below(span)])
  return [
    [east, north],
    [east, north + side],
    [east + side, north + side],
    [east + side, north],
  ]
}
const drawings = Array.from({ length: 1200 }, (_, i) => {
  const span = [6, 12, 400][i % 3] ?? 6
  return Array.from({ length: 1 + below(2) }, () => Array.from({ length: 1 + below(3) }, () => ring(span)))
})

const closed = (corners: readonly Corner[]) => [...corners, ...corners.slice(0, 1)]
const wkt = (parts: readonly (readonly (readonly Corner[])[])[]) =>
  `MULTIPOLYGON(${parts
    .map(
      (rings) =>
        `(${rings
          .map(
            (one) =>
              `(${closed(one)
                .map((c) => c.join(' '))
                .join(',')})`,
          )
          .join(',')})`,
    )
    .join(',')})`

describeOnPostgis('PostGIS', (database) => {
  it('agrees on which outlines are valid, and on the area of repaired ones', async () => {
    const { rows } = await database().query<{
      valid: boolean
      reason: string
      area: number
      degrees: number
    }>(
      `-- not replayed: an oracle, of PostGIS alone
       with drawn as (
         select line, ST_GeomFromText(wkt) as geom from unnest($1::text[]) with ordinality as d (wkt, line)
       ),
       ring as (
         select line, part.path[1] as part, ring.path[1] as number,
           ST_CollectionExtract(ST_MakeValid(ring.geom, 'method=structure'), 3) as geom
         from drawn, ST_Dump(geom) as part, ST_DumpRings(part.geom) as ring
       ),
       part as (
         select line, part, coalesce(ST_Difference(
           ST_Union(geom) filter (where number = 0), ST_Union(geom) filter (where number > 0)),
           ST_Union(geom) filter (where number = 0)) as geom
         from ring group by line, part
       ),
       whole as (select line, ST_Union(geom) as geom from part group by line)
       select ST_IsValid(drawn.geom) as valid, ST_IsValidReason(drawn.geom) as reason,
         ST_Area(whole.geom) as area,
         ST_Area(ST_Transform(ST_Segmentize(ST_Transform(
           ST_SetSRID(ST_Translate(whole.geom, 500000, 3340000), 4549), 4326), 0.0005), 4549)) as degrees
       from drawn join whole using (line) order by line`,
      [drawings.map(wkt)],
    )
    const wrong: unknown[] = []
    let valid = 0
    for (const [i, drawing] of drawings.entries()) {
      const expected = rows[i]
      const outline = outlineOf(...drawing.map((rings) => partOf(...rings)))
      const faults = faultsOf(outline)
      if (expected?.valid) valid++
      const repair = repairOutline(outline)
      const isEmpty = repair === null && !isCheckable(faults)
      const area = isEmpty ? 0 : outlineArea((repair?.outline ?? outline).parts)
      // Spikes are removed where PostGIS keeps thin areas, and a hole around its shell becomes the shell.
      const isOwn = faults.some(
        ({ code, ring }) =>
          code === 'spike' || code === 'ring_short' || (code === 'ring_order' && ring === 0),
      )
      const isWrong =
        (!isOwn && isCheckable(faults) !== expected?.valid) ||
        (!isOwn && Math.abs(area - (expected?.degrees ?? 0)) > toleranceM2(i))
      if (isWrong) wrong.push({ i, wkt: wkt(drawing), expected, codes: faults.map(({ code }) => code), area })
    }
    expect(wrong.slice(0, 5)).toEqual([])
    expect(valid).toBeGreaterThan(100)
  })

  it('has the same positions in the plane as PROJ', async () => {
    const places = Array.from({ length: 200 }, () => [117 + 6 * next(), 27 + 5 * next()] as const)
    const { rows } = await database().query<{ x: number; y: number }>(
      `select ST_X(g) as x, ST_Y(g) as y from unnest($1::float8[], $2::float8[]) as p (lon, lat),
         ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 4549) as g`,
      [places.map(([lon]) => lon), places.map(([, lat]) => lat)],
    )
    const off = places.map((place, i) => {
      const [east, north] = planeOf(place)
      return Math.hypot(east - (rows[i]?.x ?? 0), north - (rows[i]?.y ?? 0))
    })
    expect(Math.max(...off)).toBeLessThan(0.001)
  })
})
