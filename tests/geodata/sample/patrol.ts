/** Checks of the sample's zones, units and incidents. */
import { expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { clockLimits } from '../../../geodata/model/patrol/clocks.ts'
import { buildFromDatabase } from '../../../geodata/network/build.ts'
import { KeptNetwork } from '../../../geodata/network/kept.ts'

const DAY_MS = 86_400_000

export function declarePatrolTests(db: () => Database, now: Date): void {
  it('covers the corridor with zones that do not overlap', async () => {
    const { rows } = await db().query(
      `with zone as materialized (select id, area_m2, ST_Transform(geom, 4549) as plane from patrol_zones),
       united as materialized (select ST_Union(plane) as plane from zone),
       chain as (select ST_Union(ST_Transform(geom, 4549)) as plane from greenways where source = 'sample:shuangxi')
       select
         (select coalesce(max(ST_Area(ST_Intersection(a.plane, b.plane))), 0)
          from zone a join zone b on a.id < b.id and a.plane && b.plane) as overlap,
         (select ST_NumGeometries(ST_Multi(ST_Buffer(plane, 0.5))) from united) as pieces,
         (select ST_Length(ST_Difference(c.plane, u.plane)) / ST_Length(c.plane) from chain c, united u) as unwatched,
         (select count(*)::int from zone where abs(area_m2 - ST_Area(plane)) > 0.001 * area_m2) as mismeasured,
         (select count(*)::int from zone) as zones`,
    )
    expect(Number(rows[0]?.overlap)).toBeLessThan(1)
    expect(rows[0]).toMatchObject({ pieces: 1, mismeasured: 0 })
    expect(rows[0]?.unwatched).toBeLessThan(0.001)
    expect(rows[0]?.zones).toBeGreaterThanOrEqual(8)
  })

  it('divides the chain of greenways among the zones', async () => {
    const { rows } = await db().query(
      `select (select sum(greenway_length_m) from patrol_zones) /
         (select sum(length_m) from greenways where source = 'sample:shuangxi') as share,
         (select min(greenway_length_m) from patrol_zones) as least`,
    )
    expect(Math.abs(Number(rows[0]?.share) - 1)).toBeLessThan(0.02)
    expect(rows[0]?.least).toBeGreaterThan(500)
  })

  it('has eight units of five people in existing zones, with recent positions', async () => {
    const { rows } = await db().query(
      `select count(*)::int as n, min(members) as least, max(members) as most,
         count(*) filter (where z.id is null or not ST_Contains(z.geom, u.geom)) as astray,
         count(*) filter (where position_at > $1 or position_at < $1::timestamptz - interval '12 hours') as untimely,
         count(*) filter (where cardinality(skills) = 0) as unskilled
       from units u left join patrol_zones z on z.code = u.zone_code`,
      [now],
    )
    expect(rows).toEqual([{ n: 8, least: 5, most: 5, astray: 0, untimely: 0, unskilled: 0 }])
  })

  it('has five people in each unit, so that run cards find crews and skills', async () => {
    const { rows } = await db().query(
      `select count(*)::int as units, min(crew_present) as crew,
         (select count(*)::int from unit_members where synthetic and name like '%（示例）') as people,
         (select count(*)::int from run_cards, jsonb_array_elements(demand) as demand
          where alarm_level = 1 and not exists (
            select from unit_readiness as ready where ready.on_shift
              and ready.skills @> array(select jsonb_array_elements_text(demand -> 'skills')))) as unfit
       from unit_readiness`,
    )
    expect(rows).toEqual([{ units: 8, crew: 5, people: 40, unfit: 0 }])
  })

  it('has 20,000 incidents over two years', async () => {
    const { rows } = await db().query<Record<string, number> & { first: Date; last: Date }>(
      `select count(*)::int as n, min(received_at) as first, max(received_at) as last,
         count(distinct (received_at at time zone 'Asia/Shanghai')::date)::int as days,
         count(*) filter (where zone_code is null) as outside,
         count(*) filter (where zone_code is not null and not exists (
           select from patrol_zones z where z.code = zone_code and ST_DWithin(z.geom, incidents.geom, 1e-7))) as misplaced
       from incidents`,
    )
    const [row] = rows
    expect(row).toMatchObject({ n: 20_000, misplaced: 0 })
    expect(row?.days).toBeGreaterThan(715)
    expect(row?.outside).toBeLessThan(400)
    expect(now.getTime() - (row?.first.getTime() ?? 0)).toBeGreaterThan(725 * DAY_MS)
    expect(now.getTime() - (row?.last.getTime() ?? 0)).toBeLessThan(DAY_MS)
  })

  it('has the rhythm of visitors: weekends, daytime, the October holiday', async () => {
    const { rows } = await db().query(
      `with local as materialized (select received_at at time zone 'Asia/Shanghai' as t from incidents),
       daily as (select t::date as day, count(*)::float as n from local group by 1)
       select
         (select avg(n) from daily where extract(isodow from day) > 5) as weekend,
         (select avg(n) from daily where extract(isodow from day) < 6) as workday,
         (select avg(n) from daily where extract(month from day) = 10 and extract(day from day) <= 7) as october,
         (select avg(n) from daily) as average,
         (select count(*)::int from local where extract(hour from t) between 8 and 19) as by_day,
         (select count(*)::int from local where extract(hour from t) not between 8 and 19) as by_night`,
    )
    const rhythm = rows[0] ?? {}
    expect(rhythm.weekend).toBeGreaterThan(1.3 * rhythm.workday)
    expect(rhythm.october).toBeGreaterThan(2 * rhythm.average)
    expect(rhythm.by_day).toBeGreaterThan(2 * rhythm.by_night)
  })

  it('sometimes misses each 51030 standard, and has only recent open incidents', async () => {
    const { rows } = await db().query(
      `select
         avg((routed_at - received_at > $1 * interval '1 second')::int)::float as routed,
         avg((arrived_at - received_at > $2 * interval '1 second')::int)::float as arrived,
         avg((fed_back_at - received_at > $3 * interval '1 second')::int)::float as fed_back
       from incidents where state = 'closed'`,
      [clockLimits.routed, clockLimits.arrived, clockLimits.fed_back],
    )
    for (const clock of ['routed', 'arrived', 'fed_back']) {
      expect({ clock, few: rows[0]?.[clock] > 0.03, many: rows[0]?.[clock] > 0.25 }).toEqual({
        clock,
        few: true,
        many: false,
      })
    }
    const { rows: open } = await db().query(
      `select count(*)::int as n, count(*) filter (where received_at < $1::timestamptz - interval '2 days') as old
       from incidents where state <> 'closed'`,
      [now],
    )
    expect(open[0]).toMatchObject({ old: 0 })
  })

  it('has run cards whose skills its units have, all named synthetic', async () => {
    const { rows } = await db().query(
      `with wanted as (
         select distinct skill from run_cards, jsonb_array_elements(demand) as part,
           jsonb_array_elements_text(part -> 'skills') as skill
       )
       select (select count(*)::int from run_cards) as cards,
         (select count(*)::int from run_cards where not synthetic or note_zh not like '%（示例）') as unnamed,
         (select count(*)::int from wanted where not exists (select from units where skill = any (skills))) as lacking`,
    )
    expect(rows[0]).toMatchObject({ unnamed: 0, lacking: 0 })
    expect(rows[0]?.cards).toBeGreaterThan(5)
  })

  it('has ways on which every unit gets to every open incident', async () => {
    const network = new KeptNetwork(await buildFromDatabase(db()))
    const places = async (table: string) =>
      (
        await db().query<{ lon: number; lat: number }>(
          `select st_x(geom) as lon, st_y(geom) as lat from ${table}`,
        )
      ).rows
    const units = (await places('units')).map(({ lon, lat }) => network.snap('vehicle', lon, lat))
    const incidents = await places("incidents where state <> 'closed'")
    expect(incidents.length).toBeGreaterThan(0)
    for (const { lon, lat } of incidents) {
      const target = network.snap('vehicle', lon, lat)
      const travels = target === null ? [] : network.travels('vehicle').toOne(units, target)
      expect(travels.map((travel) => travel !== null)).toEqual(units.map(() => true))
    }
  })
}
