/** Checks of the sample's greenways: the loop of a marathon's length, and the chain of 双西. */
import { expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'

const MARATHON_M = 42195

export function declareGreenwayTests(db: () => Database): void {
  it('has a loop of marathon length, stored and measured', async () => {
    const { rows } = await db().query(
      `select g.length_m, ST_Length(ST_Transform(g.geom, 4549)) as measured,
         (select sum(s.length_m) from greenway_segments s where s.greenway_id = g.id) as segments
       from greenways g where loop`,
    )
    expect(rows).toHaveLength(1)
    for (const length of Object.values(rows[0] ?? {})) {
      expect(Math.abs(Number(length) - MARATHON_M)).toBeLessThan(MARATHON_M * 0.005)
    }
  })

  it('numbers segments in order, and each begins where the previous one ends', async () => {
    const { rows } = await db().query(
      `with placed as (
         select greenway_id, ordinal, geom, length_m,
           row_number() over w as place, lag(ST_EndPoint(geom)) over w as last_end,
           first_value(ST_StartPoint(geom)) over w as first_start
         from greenway_segments window w as (partition by greenway_id order by ordinal)
       )
       select
         count(*) filter (where place <> ordinal) as misnumbered,
         count(*) filter (where last_end is not null and not ST_Equals(last_end, ST_StartPoint(geom))) as torn,
         count(*) filter (where abs(length_m - ST_Length(ST_Transform(geom, 4549))) > 0.1) as mismeasured
       from placed`,
    )
    expect(rows).toEqual([{ misnumbered: 0, torn: 0, mismeasured: 0 }])
    const { rows: ends } = await db().query(
      `select ST_Equals(
         (select ST_StartPoint(geom) from greenway_segments s where s.greenway_id = g.id order by ordinal limit 1),
         (select ST_EndPoint(geom) from greenway_segments s where s.greenway_id = g.id order by ordinal desc limit 1)
       ) as closed from greenways g where loop`,
    )
    expect(ends).toEqual([{ closed: true }])
  })

  it('has entrances on their greenway and facilities beside one', async () => {
    const { rows } = await db().query(
      `select
         (select count(*) from entrances e left join greenways g on g.id = e.greenway_id
          where g.id is null or ST_Distance(ST_Transform(e.geom, 4549), ST_Transform(g.geom, 4549)) > 5) as astray,
         (select count(*) from facilities f where not exists (
            select from greenway_segments s where ST_DWithin(f.geom, s.geom, 0.03)
              and ST_DWithin(ST_Transform(f.geom, 4549), ST_Transform(s.geom, 4549), 100)))::float
           / (select count(*) from facilities) as far_share`,
    )
    expect(rows[0]?.astray).toBe(0)
    expect(rows[0]?.far_share).toBeLessThan(0.15)
  })

  it('has no two facilities of a kind with the same name', async () => {
    const { rows } = await db().query(
      'select kind, name, count(*) as n from facilities where name is not null group by 1, 2 having count(*) > 1',
    )
    expect(rows).toEqual([])
  })

  it('has the chain of 双西 in one piece', async () => {
    const { rows } = await db().query(
      `select count(distinct part)::int as pieces from (
         select ST_ClusterDBSCAN(ST_Transform(geom, 4549), 1, 1) over () as part
         from greenways where source = 'sample:shuangxi'
       ) as parts`,
    )
    expect(rows).toEqual([{ pieces: 1 }])
  })
}
