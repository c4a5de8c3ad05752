import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { TILE_BUFFER, tileBounds } from '../../../geodata/model/tile.ts'
import { type BuildOptions, buildArchive } from '../../../tiles/archive/build.ts'
import { vectorContent } from '../../../tiles/archive/vector-content.ts'
import { renderVectorTile } from '../../../tiles/vector/render.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { fixtureTile, loadFixture } from '../vector/fixture.ts'
import { readArchive } from './read-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

const layers = catalogue.filter(({ id }) => ['roads', 'parcels', 'places', 'buildings'].includes(id))

describeOnDatabase('archives of vector tiles', (db) => {
  const at = (name: string) => join(folder, `${db().kind}-${name}.pmtiles`)
  const build = (path: string, options: Partial<BuildOptions> = {}) =>
    buildArchive(db(), {
      path,
      content: vectorContent(db(), layers),
      zooms: [6, 15],
      concurrency: 3,
      ...options,
    })
  /** Starts a build that is aborted after some tiles. */
  const cutOff = async (path: string, after: number, options: Partial<BuildOptions> = {}) => {
    const abort = new AbortController()
    const onProgress = ({ done }: { done: number }) => {
      if (done >= after) abort.abort(new Error('cut off'))
    }
    await expect(build(path, { ...options, signal: abort.signal, onProgress })).rejects.toThrow('cut off')
  }

  beforeAll(async () => {
    await loadFixture(db())
    await db().query('alter table places alter id restart with 100')
  })

  test('contains exactly the tiles that the server returns', async () => {
    const path = at('all')
    const report = await build(path)
    const { tiles, header, metadata } = await readArchive(path)
    expect(report).toMatchObject({ tiles: tiles.size, copied: 0, resumed: 0 })
    const zooms = [...tiles.keys()].map((address) => Number(address.split('/')[0]))
    expect([header.minZoom, header.maxZoom]).toEqual([Math.min(...zooms), Math.max(...zooms)])
    for (let z = 6; z <= 15; z++) {
      // The fixture's tile with neighbours all around, farther than any of its shapes extends.
      const shift = z - fixtureTile.z
      const low = (n: number) => Math.floor(n * 2 ** shift) - 3
      for (let x = low(fixtureTile.x); x <= low(fixtureTile.x + 1) + 6; x++) {
        for (let y = low(fixtureTile.y); y <= low(fixtureTile.y + 1) + 6; y++) {
          const wanted = await renderVectorTile(db(), layers, { z, x, y })
          const found = tiles.get(`${z}/${x}/${y}`)
          if (wanted.length === 0) expect(found, `${z}/${x}/${y}`).toBeUndefined()
          else expect(found?.equals(wanted), `${z}/${x}/${y}`).toBe(true)
        }
      }
    }
    const ids = (metadata.vector_layers as { id: string }[]).map(({ id }) => id)
    expect(ids).toEqual(['roads', 'buildings', 'places', 'parcels'])
    expect(metadata).toMatchObject({ synthetic: true })
    expect(metadata.description).toContain('示例')
    expect(existsSync(`${path}.partial`)).toBe(false)
  })

  test('an interrupted build continues, with the same bytes at the end', async () => {
    await build(at('whole'))
    const path = at('resumed')
    await cutOff(path, 40)
    expect(existsSync(path)).toBe(false)
    // As a kill in the middle of a write would leave it.
    const partial = readFileSync(`${path}.partial`)
    truncateSync(`${path}.partial`, partial.length - 5)
    const report = await build(path, { concurrency: 1 })
    expect(report.resumed).toBeGreaterThan(20)
    expect(report.rendered).toBeGreaterThan(0)
    expect(readFileSync(path).equals(readFileSync(at('whole')))).toBe(true)
  })

  test('damaged bytes are not resumed', async () => {
    const path = at('damaged')
    await cutOff(path, 40)
    const partial = readFileSync(`${path}.partial`)
    partial[Math.floor(partial.length / 2)] = (partial[Math.floor(partial.length / 2)] ?? 0) ^ 255
    writeFileSync(`${path}.partial`, partial)
    await build(path)
    expect(readFileSync(path).equals(readFileSync(at('whole')))).toBe(true)
  })

  test('after a change of one parcel only its tiles are rendered, with the result of a full build', async () => {
    const path = at('diff')
    await build(path)
    const { rows } = await db().query<{ box: [number, number, number, number] }>(
      `update parcels set geom = ST_Transform(ST_Translate(geom_3857, 300, 0), 4326), area_m2 = 7 where id = 2
       returning json_build_array(ST_XMin(geom_3857) - 300, ST_YMin(geom_3857), ST_XMax(geom_3857), ST_YMax(geom_3857)) as box`,
    )
    const made: string[] = []
    const content = vectorContent(db(), layers)
    const report = await build(path, {
      diff: true,
      content: {
        ...content,
        render: (tiles, signal) => {
          made.push(...tiles.map(({ z, x, y }) => `${z}/${x}/${y}`))
          return content.render(tiles, signal)
        },
      },
    })
    const [west, south, east, north] = rows[0]?.box ?? [0, 0, 0, 0]
    for (const address of made) {
      const [z = 0, x = 0, y = 0] = address.split('/').map(Number)
      const tile = tileBounds({ z, x, y }, 2 * TILE_BUFFER)
      const near = tile[0] <= east && tile[2] >= west && tile[1] <= north && tile[3] >= south
      expect(near, address).toBe(true)
    }
    expect(report.rendered).toBe(made.length)
    expect(made.length).toBeGreaterThan(10)
    expect(report.copied).toBeGreaterThan(10)
    await build(at('full'))
    expect(readFileSync(path).equals(readFileSync(at('full')))).toBe(true)
  })

  test('tiles that are empty after deletions are updated', async () => {
    const insert = `insert into places (kind, name, importance, source, source_id, licence, synthetic, geom)
      values ('peak', '远山', 0.9, 't', 'far', 'CC0', true, ST_Point(119.3, 30.6, 4326))`
    await db().query(insert)
    const path = at('came')
    await build(path)
    const before = (await readArchive(path)).tiles.size
    await db().query("delete from places where source_id = 'far'")
    const report = await build(path, { diff: true })
    expect(report.tiles).toBeLessThan(before)
    await build(at('gone'))
    expect(readFileSync(path).equals(readFileSync(at('gone')))).toBe(true)
    expect(await build(path, { diff: true })).toMatchObject({ rendered: 0, copied: report.tiles })
    expect(readFileSync(path).equals(readFileSync(at('gone')))).toBe(true)
  })

  test('rows that change between a kill and the next start are rendered again', async () => {
    const path = at('meanwhile')
    await cutOff(path, 60)
    await db().query("update parcels set land_use = '1301' where id = 1")
    expect((await build(path)).resumed).toBeGreaterThan(0)
    await build(at('after'))
    expect(readFileSync(path).equals(readFileSync(at('after')))).toBe(true)
  })

  test('an archive from another source is built again, with the reason', async () => {
    const path = at('other')
    const said: string[] = []
    const onNotice = ({ en }: { en: string }) => said.push(en)
    await build(path, { diff: true, onNotice })
    await build(path, { diff: true, zooms: [8, 15], onNotice })
    await db().query('truncate parcels')
    await build(path, { diff: true, zooms: [8, 15], onNotice })
    expect(said).toEqual([
      expect.stringContaining('no archive to update'),
      expect.stringContaining('other layers, zooms'),
      expect.stringContaining('Too much has changed'),
    ])
    await build(at('again'), { zooms: [8, 15] })
    expect(readFileSync(path).equals(readFileSync(at('again')))).toBe(true)
  })

  test('with bounds, contains only tiles that intersect them', async () => {
    const path = at('within')
    await build(path, { zooms: [12, 15], bbox: [120.1, 30.2, 120.11, 30.3] })
    const { tiles, header } = await readArchive(path)
    expect(tiles.size).toBeGreaterThan(0)
    expect(header.maxLon).toBeLessThanOrEqual(120.11)
    for (const address of tiles.keys()) {
      const [z = 0, x = 0] = address.split('/').map(Number)
      expect(x / 2 ** z).toBeLessThanOrEqual((120.11 + 180) / 360)
      expect((x + 1) / 2 ** z).toBeGreaterThanOrEqual((120.1 + 180) / 360)
    }
  })

  test('without data, no archive is written', async () => {
    const path = at('nothing')
    const nowhere = build(path, { bbox: [10, 50, 11, 51] })
    await expect(nowhere).rejects.toMatchObject({ text: { zh: expect.stringContaining('没有数据') } })
    expect(existsSync(path)).toBe(false)
  })
})
