import { expect, it } from 'vitest'
import { components, licenceTexts } from '../../../server/about/components.ts'
import { serveApp } from '../../environment/app.ts'
import { describeOnBoth, describeOnDatabase } from '../../environment/databases.ts'

describeOnDatabase('/about', (db) => {
  it('returns credits, synthetic data and the map approval number', async () => {
    const app = await serveApp(db(), { MAP_APPROVAL_NUMBER: 'GS(2024)0650号' })
    const about = async () => (await fetch(`${app.url}/about`)).json()
    expect(await about()).toEqual({
      database: db().kind,
      synthetic: false,
      map_approval_number: 'GS(2024)0650号',
      credits: [],
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
      components: expect.arrayContaining([
        expect.objectContaining({ name: 'PostGIS', licence: 'GPL-2.0-or-later' }),
      ]),
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
    // The same source with another licence; the earlier import no longer counts.
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

  it('serves the notice and the texts of licences', async () => {
    const app = await serveApp(db())
    const ask = async (path: string) => {
      const answer = await fetch(app.url + path)
      expect(answer.headers.get('content-type')).toMatch(answer.ok ? /^text\/plain/ : /problem\+json/)
      return [answer.status, await answer.text()]
    }
    expect(await ask('/about/notice')).toEqual([200, expect.stringContaining('GPL-2.0-or-later')])
    for (const name of licenceTexts) {
      expect(await ask(`/about/licences/${name}`)).toEqual([200, expect.stringMatching(/licen[cs]e/i)])
    }
    expect(await ask('/about/licences/..%2fpackage')).toEqual([404, expect.stringContaining('LGPL-2.1')])
    await app.close()
  })

  it('has no map approval number unless it is set', async () => {
    const app = await serveApp(db())
    const answer = await fetch(`${app.url}/about`)
    expect(await answer.json()).toMatchObject({ map_approval_number: null })
    await app.close()
  })
})

describeOnBoth('the libraries of /about', (db) => {
  it('are those of the embedded database', async () => {
    if (db().kind !== 'embedded') return
    const { rows } = await db().query<{ versions: string }>('select postgis_full_version() as versions')
    const versionOf = (name: string) =>
      components.find((one) => one.name === name && one.package.includes('pglite'))?.version
    expect(rows[0]?.versions).toContain(`POSTGIS="${versionOf('PostGIS')} `)
    expect(rows[0]?.versions).toContain(`GEOS="${versionOf('GEOS')}-`)
  })
})
