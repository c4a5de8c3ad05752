/** The state of greenways on the small world of fixture.sql, whose numbers are calculated by hand. */
import { beforeAll, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import type { GreenwayHealth } from '../../../geodata/model/answers/greenway-health.ts'
import { greenwayNorms } from '../../../geodata/model/greenway/norms.ts'

export function declareHealthTests(db: () => Database, url: () => string): void {
  let health: GreenwayHealth
  beforeAll(async () => {
    await db().query('delete from closures')
    // Housing on 1,000 m by 800 m, north of the straight greenway; an entrance 150 m from a car park, another far.
    await db().query(`insert into land_cover (kind, source, source_id, licence, synthetic, geom)
      values ('residential', 'fixture', 'b1', 'CC0', true,
        ST_Multi(ST_Transform(ST_MakeEnvelope(478000, 3346500, 479000, 3347300, 4549), 4326)))`)
    await db().query(`insert into facilities (kind, source, source_id, licence, synthetic, geom)
      values ('car_park', 'fixture', 'p9', 'CC0', true, ST_Transform(ST_SetSRID(ST_MakePoint(478000, 3346650), 4549), 4326))`)
    await db().query(`insert into entrances (kind, name, greenway_id, source, source_id, licence, synthetic, geom)
      select 'main', name, 1, 'fixture', name, 'CC0', true, ST_Transform(ST_SetSRID(ST_MakePoint(x, 3346500), 4549), 4326)
      from (values ('西口', 478000), ('东口', 479000)) as e (name, x)`)
    const answer = await fetch(`${url()}/greenway/health`)
    expect(answer.status, await answer.clone().text()).toBe(200)
    health = (await answer.json()) as GreenwayHealth
  })

  it('measures how much of the built area reaches a greenway within five minutes', () => {
    const { reach } = health
    // At 4.8 km/h five minutes are 400 m: half of the housing.
    expect(reach).toMatchObject({ minutes: 5, aim: 0.8, step_m: 50, places: 320 })
    expect(reach?.built_m2).toBeCloseTo(800_000, -2)
    expect(reach?.share).toBeCloseTo(0.5, 2)
  })

  it('tells lengths, toilets and entrances, and what is not known', () => {
    expect(health.linking).toBeNull()
    expect(health.greenways).toMatchObject([
      { id: 1, length_m: 1000, width_known_m: 0, light_known_m: 0, gaps: 0, toilets: 2, synthetic: true },
    ])
    // Toilets at 100 m and 200 m along it.
    expect(health.greenways[0]?.longest_without_toilet_m).toBeCloseTo(800, 0)
    const entrances = health.entrances.map(({ name, within }) => ({ name, within }))
    expect(entrances).toEqual([
      { name: '东口', within: false },
      { name: '西口', within: true },
    ])
    expect(health.entrances[1]?.car_park_m).toBeCloseTo(150, -1)
    expect(greenwayNorms.car_park_m.value).toBe(200)
  })

  it('is a report with maps and tables in both languages', async () => {
    const read = async (lang: string) => (await fetch(`${url()}/greenway/health/report?lang=${lang}`)).text()
    const html = await read('zh')
    for (const text of ['50.0 %', '未达到', '青山湖环湖绿道', '东口', '无数据', '最长无公厕路段', '合成示例'])
      expect(html).toContain(text)
    expect(html).not.toContain('西口')
    expect(html).not.toContain('<script')
    expect(html).toMatch(/<polyline points="[\d., -]+"/)
    expect(await read('en')).toContain('Longest stretch without a toilet')
  })
}
