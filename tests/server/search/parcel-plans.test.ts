/** How parcels are found among many: by an index of parts of codes, and of land uses. */
import { readFileSync } from 'node:fs'
import { beforeAll, expect, it } from 'vitest'
import { publicViewer, type Viewer } from '../../../geodata/access/viewer.ts'
import { beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import { findParcels } from '../../../server/search/find.ts'
import { describeOnPostgis } from '../../environment/databases.ts'

const read = (name: string) =>
  readFileSync(new URL(`../../../server/search/${name}`, import.meta.url), 'utf8')

describeOnPostgis('parcels among 20,000', (db) => {
  beforeAll(async () => {
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query(
        `insert into parcels (parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
         select '330112' || lpad((n % 18 + 1)::text, 3, '0') || lpad((n / 18 % 90)::text, 3, '0')
             || (array['GB', 'JB', 'JC'])[n % 3 + 1] || lpad((n / 100)::text, 5, '0'),
           (array['0701', '1001', '0101', '1207'])[n % 4 + 1], 'built', 'G', 100, 'many', n::text, 'CC0', true,
           ST_Multi(ST_MakeEnvelope(119 + n % 200 * 0.001, 30 + n / 200 * 0.001,
             119.0005 + n % 200 * 0.001, 30.0005 + n / 200 * 0.001, 4326))
         from generate_series(1, 20000) as n`,
      )
    })
    await db().query('analyze parcels')
  }, 60_000)

  const viewers: readonly Viewer[] = [publicViewer, { role: 'planner_limited', towns: ['330112001'] }]
  it.each(viewers)('%o reads few rows for a part of a code', async (viewer) => {
    for (const part of ['330112008024', 'GB00011', '08024JC']) {
      const { rows } = await db()
        .as(viewer)
        .query({
          text: `explain (analyze, costs off, timing off, buffers) ${read('parcels.sql')}`,
          values: [part, 8],
        })
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
      expect(plan, part).toContain('Bitmap Index Scan on parcels_code_part')
      expect(plan, part).not.toContain('Seq Scan on parcels')
      // Pages of 8 kB; all parcels take thousands.
      const most = Math.max(...[...plan.matchAll(/shared hit=(\d+)/g)].map(([, pages]) => Number(pages)))
      expect(most, part).toBeLessThan(700)
    }
  })

  it('counts a land use by its index', async () => {
    const { rows } = await db()
      .as(publicViewer)
      .query({
        text: `explain (costs off) ${read('counts.sql')}`,
        values: [null, ['07', '1001']],
      })
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/Index (Only )?Scan using parcels_land_use|Bitmap Index Scan on parcels_land_use/)
  })

  it('finds those that begin with the part first, then those that end with it', async () => {
    const all = await db().query<{ code: string }>('select parcel_code as code from parcels')
    const codes = all.rows.map(({ code }) => code)
    for (const part of ['330112008', 'GB00011', '00011', '08024JC', 'JB00100']) {
      const { count, found } = await findParcels(db(), part, 50)
      const matching = codes.filter((code) => code.includes(part))
      expect(count, part).toBe(matching.length)
      const rank = (code: string) => (code.startsWith(part) ? 0 : code.endsWith(part) ? 1 : 2)
      const order = matching.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
      expect(
        found.map(({ name }) => name),
        part,
      ).toEqual(order.slice(0, 50))
    }
  })
})
