/** Areas and overlaps of random outlines, compared with PostGIS. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { degreesOf } from '../../../geodata/model/plane.ts'
import { outlineArea } from '../../../geodata/model/planning/outline/repair.ts'
import { groundControlLines } from '../../../server/planning/ground-lines.ts'
import { describeOnDatabase } from '../../environment/databases.ts'

/** An outline around a point, with its corners at equal angles, in metres. */
const star = fc.record({
  east: fc.integer({ min: -300, max: 700 }),
  north: fc.integer({ min: -200, max: 600 }),
  radii: fc.array(fc.integer({ min: 5, max: 300 }), { minLength: 3, maxLength: 12 }),
  hole: fc.boolean(),
})

describeOnDatabase('areas of planning', (db) => {
  it('measures areas and overlaps as PostGIS does in EPSG:4549, within 0.01 %', async () => {
    await db().query(
      `insert into control_lines (id, kind, severity, source, source_id, licence, synthetic, geom)
       select 300 + n, 'water_protection', 'note', 'plan', 'random' || n, 'CC0', true, ST_Multi(ST_Transform(
         ST_Difference(ST_MakeEnvelope(x, y, x + 400, y + 300, 4549), ST_MakeEnvelope(x + 99, y + 99, x + 200, y + 200, 4549)), 4326))
       from (values (1, 478050, 3347050), (2, 478300, 3346900), (3, 477700, 3347250)) as v (n, x, y)`,
    )
    await fc.assert(
      fc.asyncProperty(star, async ({ east, north, radii, hole }) => {
        const ring = (share: number) =>
          [...radii, ...radii.slice(0, 1)].map((radius, i) => {
            const angle = (2 * Math.PI * (i % radii.length)) / radii.length
            return degreesOf([
              478_000 + east + share * radius * Math.cos(angle),
              3_347_000 + north + share * radius * Math.sin(angle),
            ])
          })
        const rings = hole ? [ring(1), ring(0.4)] : [ring(1)]
        const ground = JSON.stringify({ type: 'MultiPolygon', coordinates: [rings] })
        const { rows } = await db().query<{ ground: string; area: number; overlaps: Record<string, number> }>(
          `select g.geom::text as ground, ST_Area(ST_Transform(g.geom, 4549)) as area, (
             select json_object_agg(l.id, ST_Area(ST_Intersection(
               ST_Transform(ST_Segmentize(l.geom, 0.0002), 4549), ST_Transform(ST_Segmentize(g.geom, 0.0002), 4549))))
             from control_lines as l where l.source_id like 'random%') as overlaps
           from (select ST_SetSRID(ST_GeomFromGeoJSON($1), 4326) as geom) as g`,
          [ground],
        )
        const [expected] = rows
        const found = await groundControlLines(db(), expected?.ground ?? '', '2026-01-01')
        const fits = (m2: number, by = 0) =>
          expect(Math.abs(m2 - by), `${m2} m², not ${by}`).toBeLessThanOrEqual(1e-4 * Math.max(by, 1))
        fits(outlineArea([rings]), expected?.area)
        fits(found.ground_m2, expected?.area)
        const water = found.kinds.find(({ kind }) => kind === 'water_protection')
        for (const [id, m2] of Object.entries(expected?.overlaps ?? {})) {
          const parts = [...(water?.lines ?? []), ...(water?.slivers ?? [])].filter(
            (one) => one.id === Number(id),
          )
          fits(
            parts.reduce((sum, { area_m2 }) => sum + area_m2, 0),
            m2,
          )
        }
      }),
      { numRuns: 40 },
    )
  })
})
