/** Imports and exports of files are in the audit log: once per file, and once per statement. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { verifyAudit } from '../../../geodata/audit/verify.ts'
import { removeSource } from '../../../geodata/import/remove-source.ts'
import { describeOnPostgis } from '../../environment/databases.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { entriesAfter } from './entries.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-audit-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeOnPostgis('the audit of imports', (db) => {
  test('records the file, the source and the number of changed rows', async () => {
    const file = join(folder, 'incidents.geojson')
    const features = Array.from({ length: 250 }, (_, n) => ({
      type: 'Feature',
      properties: {
        number: `N${n}`,
        kind: 'littering',
        state: 'received',
        channel: 'patrol',
        received_at: '2026-01-02T03:04:05Z',
      },
      geometry: { type: 'Point', coordinates: [119.7 + n / 10_000, 30.2] },
    }))
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    await importFile(db(), { file, as: 'incidents', source: 'hotline', licence: 'CC0', crs: 'EPSG:4326' })
    await removeSource(db(), 'hotline')
    const said = (await entriesAfter(db(), 0)).map(({ action, object, before, after }) => ({
      action,
      object,
      said: after ?? before,
    }))
    expect(said).toEqual([
      { action: 'bulk', object: 'incidents', said: { operation: 'insert', rows: 250 } },
      {
        action: 'import',
        object: 'imports/hotline',
        said: {
          kind: 'incidents',
          file: 'incidents.geojson',
          licence: 'CC0',
          synthetic: false,
          skipped: 0,
          counts: expect.objectContaining({ incidents: 250 }),
        },
      },
      { action: 'bulk', object: 'incidents', said: { operation: 'delete', rows: 250 } },
      { action: 'remove', object: 'imports/hotline', said: { counts: { incidents: 250 } } },
    ])
    expect((await verifyAudit(db())).sound).toBe(true)
  })
})
