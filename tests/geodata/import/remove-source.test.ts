import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, expect, it } from 'vitest'
import type { Database } from '../../../geodata/database/database.ts'
import { removeSource } from '../../../geodata/import/remove-source.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { importFile } from '../../environment/shared-gdal.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-remove-'))
const file = join(folder, 'zones.geojson')
afterAll(() => rmSync(folder, { recursive: true }))

function writeZones(...codes: readonly string[]): void {
  const features = codes.map((code, index) => ({
    type: 'Feature',
    properties: { code, name: `片区${code}` },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [120.1 + index, 30.2],
          [120.11 + index, 30.2],
          [120.11 + index, 30.21],
          [120.1 + index, 30.2],
        ],
      ],
    },
  }))
  writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
}

async function codes(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ code: string }>(
    'select code from patrol_zones order by source, code',
  )
  return rows.map(({ code }) => code)
}

describeOnDatabase('sources', (db) => {
  const importZones = (source: string) =>
    importFile(db(), { file, as: 'patrol_zones', source, crs: 'EPSG:4326' })

  beforeEach(async () => {
    for (const { id } of catalogue) await db().query(`delete from ${id}`)
    await db().query('delete from imports')
  })

  it('are removed completely, and nothing else', async () => {
    writeZones('Z01', 'Z02')
    await importZones('north')
    writeZones('Z03')
    await importZones('south')
    expect(await removeSource(db(), 'north')).toEqual({ patrol_zones: 2 })
    expect(await codes(db())).toEqual(['Z03'])
    expect((await db().query('select source from places')).rows, 'zones are not the public’s').toEqual([])
    expect((await db().query('select source from imports')).rows).toEqual([{ source: 'south' }])
  })

  it('that do not exist are refused with the list of existing ones', async () => {
    writeZones('Z01')
    await importZones('north')
    await expect(removeSource(db(), 'nord')).rejects.toThrow('no source "nord". Available: north.')
  })

  it('do not share codes: the import says which source has them and changes nothing', async () => {
    writeZones('Z01')
    await importZones('north')
    writeZones('Z00', 'Z01')
    await expect(importZones('south')).rejects.toThrow(
      /codes Z01 .* "Patrol zones" already belong to the source "north"/,
    )
    expect(await codes(db())).toEqual(['Z01'])
    await removeSource(db(), 'north')
    await importZones('south')
    expect(await codes(db())).toEqual(['Z00', 'Z01'])
  })
})
