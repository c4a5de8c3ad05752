import { expect, it } from 'vitest'
import { serveApp } from '../../environment/app.ts'
import { describeOnBoth } from '../../environment/databases.ts'

describeOnBoth('/about', (db) => {
  it('tells of credits, synthetic data and the map approval number', async () => {
    const app = await serveApp(db(), { MAP_APPROVAL_NUMBER: 'GS(2024)0650号' })
    const about = async () => (await fetch(`${app.url}/about`)).json()
    expect(await about()).toEqual({
      database: db().kind,
      synthetic: false,
      map_approval_number: 'GS(2024)0650号',
      credits: [],
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    })
    await db().query(
      `insert into imports (source, kind, file, licence, synthetic, counts, skipped) values
         ('sample:a', 'sample', '', 'Synthetic sample', true, '{}', '{}'),
         ('osm:a', 'osm', 'a.pbf', '© OpenStreetMap contributors, ODbL 1.0', false, '{}', '{}'),
         ('osm:b', 'osm', 'b.pbf', '© OpenStreetMap contributors, ODbL 1.0', false, '{}', '{}')`,
    )
    expect(await about()).toMatchObject({
      synthetic: true,
      credits: ['© OpenStreetMap contributors, ODbL 1.0', 'Synthetic sample'],
    })
    // The same source again, by other terms: the first import is past.
    await db().query(
      `insert into imports (source, kind, file, licence, synthetic, counts, skipped)
       values ('sample:a', 'vector', 'a.gpkg', 'Survey', false, '{}', '{}')`,
    )
    expect(await about()).toMatchObject({
      synthetic: false,
      credits: ['Survey', '© OpenStreetMap contributors, ODbL 1.0'],
    })
    await app.close()
  })

  it('has no map approval number unless it is set', async () => {
    const app = await serveApp(db())
    const answer = await fetch(`${app.url}/about`)
    expect(await answer.json()).toMatchObject({ map_approval_number: null })
    await app.close()
  })
})
