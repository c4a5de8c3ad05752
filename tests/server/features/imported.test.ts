/**
 * The counts of an import's report equal what clients find, for every kind: in its collection, and by search.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { always } from '../../environment/acting.ts'
import { type ServedApp, serveApp } from '../../environment/app.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { featureCollection, featureOf, valuesOf } from '../../geodata/import/read/write-geojson.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-imported-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const searchedByRow = new Set(['patrol_zones', 'units'])

describeOnPostgis('rows of an imported file', (db) => {
  let app: ServedApp
  beforeAll(async () => {
    app = await serveApp(db(), {}, { access: always({ role: 'admin' }) })
  })
  afterAll(() => app.close())

  const ask = async (path: string) => (await fetch(app.url + path)).json() as Promise<Record<string, unknown>>
  // Segments and entrances belong to a greenway, which a separate file does not have.
  const kinds = catalogue.filter(({ id }) => id !== 'greenway_segments' && id !== 'entrances')

  it.each(kinds)('have the same count in $id and in the search as in the report', async (layer) => {
    const file = join(folder, `${layer.id}.geojson`)
    const rows = [1, 2, 3].map((n) => featureOf(layer.geometry, valuesOf(layer, n), n))
    writeFileSync(file, featureCollection(rows))
    const matched = async () => (await ask(`/collections/${layer.id}/items?limit=1`)).numberMatched as number
    // Other kinds have rows in `places`, too.
    const before = await matched()
    const { counts } = await importFile(db(), { file, as: layer.id, source: `imported:${layer.id}` })

    expect(counts[layer.id]).toBe(3)
    expect((await matched()) - before).toBe(3)

    const { results } = await ask(`/search?q=name&limit=50&lon=119.73&lat=30.23`)
    const found = (results as { layer: string }[]).filter((hit) => hit.layer === layer.id)
    // Zones and units are found by their own rows, by viewers who may see them; an imported place has no
    // layer.
    const named = searchedByRow.has(layer.id) ? 3 : layer.id === 'places' ? 0 : counts.search_places
    expect(found).toHaveLength(named ?? 0)
  })
})
