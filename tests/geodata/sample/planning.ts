/** Checks of the sample's parcels and control lines. Areas are plane areas in EPSG:4549. */
import { expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { controlLineKinds } from '../../../geodata/model/codes.ts'

/** 6 county, 3 and 3 cadastral district, kind of right, kind of use, 5 sequence. */
const PARCEL_CODE = '^330112[0-9]{6}[GJZ][ABSXCDEFGWY][0-9]{5}$'

export function declarePlanningTests(db: () => Database): void {
  it('has about 3,000 parcels, each with its own code', async () => {
    const { rows } = await db().query(
      `select count(*)::int as n, count(distinct parcel_code)::int as codes,
         count(*) filter (where parcel_code !~ $1) as malformed,
         count(*) filter (where left(parcel_code, 9) <> town_code) as elsewhere,
         count(*) filter (where substr(parcel_code, 13, 1) <> tenure) as misheld,
         count(*) filter (where abs(area_m2 - ST_Area(ST_Transform(geom, 4549))) > 0.002 * area_m2) as mismeasured
       from parcels`,
      [PARCEL_CODE],
    )
    const n = Number(rows[0]?.n)
    expect(Math.abs(n - 3000)).toBeLessThan(150)
    expect(rows).toEqual([{ n, codes: n, malformed: 0, elsewhere: 0, misheld: 0, mismeasured: 0 }])
  })

  it('has no overlapping parcels, and most share an edge with a neighbour', async () => {
    const { rows } = await db().query(
      `select a.parcel_code as one, b.parcel_code as other,
         ST_Area(ST_Intersection(ST_Transform(a.geom, 4549), ST_Transform(b.geom, 4549))) as area
       from parcels a join parcels b on a.id < b.id and a.geom && b.geom
       where ST_Relate(a.geom, b.geom, '2********')`,
    )
    expect(rows.filter(({ area }) => Number(area) > 0.1)).toEqual([])
    const { rows: shared } = await db().query(
      `select count(distinct a.id)::float / (select count(*) from parcels) as share
       from parcels a join parcels b on a.id <> b.id and a.geom && b.geom
       where ST_Relate(a.geom, b.geom, '****1****')`,
    )
    expect(shared[0]?.share).toBeGreaterThan(0.7)
  })

  it('counts the floors of the buildings on a parcel in its FAR', async () => {
    const { rows } = await db().query(
      `with built as materialized (
         select p.id, p.far, p.building_density, p.height_m, p.area_m2,
           sum(ST_Area(ST_Transform(b.geom, 4549)) * b.levels
             * case when b.kind = 'industrial' and b.height_m / b.levels > 8 then 2 else 1 end) as floors,
           sum(ST_Area(ST_Transform(b.geom, 4549))) as ground, max(b.height_m) as highest
         from parcels p
         join buildings b on b.geom && p.geom and ST_Contains(p.geom, ST_PointOnSurface(b.geom))
         where p.state = 'built' group by p.id
       )
       select count(*)::int as n,
         count(*) filter (where far is null or abs(far - floors / area_m2) > 0.01 + 0.01 * far) as wrong_far,
         count(*) filter (where abs(building_density - 100 * ground / area_m2) > 0.6) as wrong_density,
         count(*) filter (where abs(height_m - highest) > 0.1) as wrong_height,
         count(*) filter (where ground > area_m2) as overbuilt
       from built`,
    )
    expect(rows).toEqual([
      { n: expect.any(Number), wrong_far: 0, wrong_density: 0, wrong_height: 0, overbuilt: 0 },
    ])
    expect(rows[0]?.n).toBeGreaterThan(1000)
  })

  it('keeps buildings inside their parcels and unbuilt parcels empty', async () => {
    const { rows } = await db().query(
      `select count(*) filter (where p.state not in ('built', 'under_construction')) as on_empty,
         count(*) filter (where not ST_Covers(p.geom, b.geom)
           and ST_Area(ST_Difference(ST_Transform(b.geom, 4549), ST_Transform(p.geom, 4549))) > 1) as outside
       from buildings b join parcels p on b.geom && p.geom and ST_Contains(p.geom, ST_PointOnSurface(b.geom))`,
    )
    expect(rows).toEqual([{ on_empty: 0, outside: 0 }])
  })

  it('has dates in order that agree with the state', async () => {
    const { rows } = await db().query(
      `select count(*) filter (where started_on < supplied_on or completed_on < started_on) as disordered,
         count(*) filter (where (state = 'built') <> (completed_on is not null)) as misfinished,
         count(*) filter (where state in ('planned', 'unsupplied', 'natural') and supplied_on is not null) as early,
         count(distinct state)::int as states
       from parcels`,
    )
    expect(rows).toEqual([{ disordered: 0, misfinished: 0, early: 0, states: 7 }])
  })

  it('has a control line of every kind, with everything a result must name', async () => {
    const { rows } = await db().query<{ kind: string; unnamed: number; limits: number; n: number }>(
      `select kind, count(*)::int as n, count(height_limit_m)::int as limits,
         count(*) filter (where office is null or document is null or legal_status is null or valid_from is null
           or valid_to < valid_from) as unnamed
       from control_lines group by kind order by kind`,
    )
    expect(rows.map(({ kind }) => kind)).toEqual(Object.keys(controlLineKinds).toSorted())
    for (const { kind, unnamed, limits, n } of rows) {
      expect({ kind, unnamed }).toEqual({ kind, unnamed: 0 })
      if (kind === 'heritage_control') expect(limits).toBe(n)
    }
  })

  it('has parcels concerned by every kind of control line, and none by all', async () => {
    const { rows } = await db().query<{ kind: string; share: number }>(
      `select c.kind, count(distinct p.id)::float / (select count(*) from parcels) as share
       from control_lines c left join parcels p on p.geom && c.geom and ST_Intersects(p.geom, c.geom)
       group by c.kind order by c.kind`,
    )
    for (const { kind, share } of rows) {
      expect({ kind, some: share > 0, all: share > 0.98 }).toEqual({ kind, some: true, all: false })
    }
  })
}
