/** Thousands of synthetic parcels with figures around their limits, and lines that limit their heights. */
import fc from 'fast-check'
import type { Database } from '../../../geodata/database/database.ts'
import type { ParcelFigures } from '../../../geodata/model/planning/indicators.ts'

export const PARCELS = 3_000
/** Origin of parcels of 20 m in rows of 60, in EPSG:4549. */
export const [EAST, NORTH] = [490_000, 3_350_000]
const ACROSS = 60

/** Figures around their limits, within and beyond the tolerance. */
const figure = fc.constantFrom(null, 0, 0.8, 1, 1 + 5e-7, 1 + 2e-6, 1.2, 11.9, 12, 12.5, 15)
export const figures: fc.Arbitrary<ParcelFigures> = fc.record({
  ...{ far: figure, far_min: figure, far_max: figure },
  ...{ building_density: figure, building_density_max: figure },
  ...{ green_ratio: figure, green_ratio_min: figure },
  ...{ height_m: figure, height_max_m: figure },
})
const columns = [
  'far',
  'far_min',
  'far_max',
  'building_density',
  'building_density_max',
  'green_ratio',
  'green_ratio_min',
  'height_m',
  'height_max_m',
] as const

/** Stores a parcel for each set of figures, with ids from 1000, and control lines over some of them. */
export async function addParcels(database: Database, drawn: readonly ParcelFigures[]): Promise<void> {
  await database.query(
    `insert into parcels (id, parcel_code, land_use, state, tenure, holder, town_code, area_m2, ${columns.join(', ')},
       source, source_id, licence, synthetic, geom)
     select 1000 + i, '330112008' || lpad((i % 1000)::text, 3, '0') || 'GB' || lpad(i::text, 5, '0'),
       (array['0701', '0703', '0901', '1001'])[1 + i % 4], (array['built', 'idle', 'supplied'])[1 + i % 3], 'G',
       '=HYPERLINK("x")', case when i % 5 = 0 then '330112007' else '330112008' end, 400 + i, ${columns.map((name) => `f.${name}`).join(', ')},
       'many', i::text, 'CC0', true,
       ST_Multi(ST_Transform(ST_MakeEnvelope(x, y, x + 20, y + 20, 4549), 4326))
     from json_to_recordset($1::json) as f (i int, ${columns.map((name) => `${name} float8`).join(', ')})
     cross join lateral (select ${EAST} + 20 * (i % ${ACROSS}) as x, ${NORTH} + 20 * (i / ${ACROSS}) as y) as at`,
    [JSON.stringify(drawn.map((one, i) => ({ ...one, i })))],
  )
  // Complete, partial, sliver, expired, not yet valid, and overlapping.
  await database.query(
    `insert into control_lines (id, kind, severity, height_limit_m, valid_from, valid_to, source, source_id, licence, synthetic, geom)
     select 1000 + n, 'heritage_control', 'refer', height, since, until, 'many', n::text, 'CC0', true,
       ST_Multi(ST_Transform(ST_Segmentize(ST_MakeEnvelope(${EAST} + west, ${NORTH} + south, ${EAST} + east, ${NORTH} + north, 4549), 20), 4326))
     from (values
       (1, 12.0, null, null, -5, -5, 605, 205),
       (2, 1.0, null, null, 300, 100, 712.5, 400.4),
       (3, 0.8, null, '2020-01-01'::date, 0, 0, 1200, 1000),
       (4, 0.8, '2999-01-01'::date, null, 0, 0, 1200, 1000),
       (5, 1.0, null, null, 900, 500, 1200, 1000),
       (6, 12.0, null, null, 880, 480, 1200, 1000)
     ) as l (n, height, since, until, west, south, east, north)`,
  )
  await database.query('analyze parcels')
}
