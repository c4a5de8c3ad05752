import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tileAt } from '../../../geodata/model/tile.ts'
import { storeTerrain } from '../../../geodata/terrain/store.ts'
import { buildArchive } from '../../../tiles/archive/build.ts'
import { contoursContent, terrainContent } from '../../../tiles/archive/terrain-content.ts'
import { renderContourTile } from '../../../tiles/contours/render.ts'
import { composeHeights } from '../../../tiles/terrain/compose.ts'
import { terrainRgbPng } from '../../../tiles/terrain/terrain-rgb.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { readArchive } from './read-archive.ts'

const folder = mkdtempSync(join(tmpdir(), 'archive-'))
afterAll(() => rmSync(folder, { recursive: true }))

describeOnDatabase('archives of terrain', (db) => {
  const at = (name: string) => join(folder, `${db().kind}-${name}.pmtiles`)
  const build = async (path: string, content: typeof terrainContent, notices: string[] = []) =>
    buildArchive(db(), {
      path,
      content: await content(db()),
      zooms: [9, 12],
      diff: true,
      concurrency: 2,
      onNotice: ({ en }) => notices.push(en),
    })
  const store = (lift: number) =>
    db().transaction((client) =>
      storeTerrain(
        client,
        {
          name: 'hill',
          licence: 'CC0',
          synthetic: true,
          priority: 1,
          bounds: [120, 30.1, 120.1, 30.2],
          maxzoom: 12,
        },
        (longitude, latitude) =>
          lift + 200 * Math.exp(-(((longitude - 120.05) ** 2 + (latitude - 30.15) ** 2) / 0.001)),
      ),
    )

  beforeAll(() => store(0))

  test('heights are those of the server, in every tile of the bounds', async () => {
    await build(at('terrain'), terrainContent)
    const { tiles, header, metadata } = await readArchive(at('terrain'))
    expect([header.tileType, header.tileCompression]).toEqual([2, 1])
    expect(metadata).toMatchObject({ encoding: 'mapbox', synthetic: true, attribution: 'CC0' })
    const top = tileAt(120.05, 30.15, 12)
    const wanted = await terrainRgbPng(await composeHeights(db(), top))
    expect(tiles.get(`12/${top.x}/${top.y}`)?.equals(wanted)).toBe(true)
    const [from, to] = [tileAt(header.minLon, header.maxLat, 12), tileAt(header.maxLon, header.minLat, 12)]
    for (let x = from.x; x <= to.x; x++) {
      for (let y = from.y; y <= to.y; y++) expect(tiles.has(`12/${x}/${y}`), `${x}/${y}`).toBe(true)
    }
  })

  test('contours are separate vector tiles', async () => {
    await build(at('contours'), contoursContent)
    const { tiles, metadata } = await readArchive(at('contours'))
    const top = tileAt(120.05, 30.15, 12)
    const wanted = await renderContourTile(db(), top)
    expect(wanted.length).toBeGreaterThan(0)
    expect(tiles.get(`12/${top.x}/${top.y}`)?.equals(wanted)).toBe(true)
    expect(metadata).toMatchObject({ vector_layers: [{ id: 'contours' }] })
  })

  test('changed elevations cause a new archive; unchanged ones do not', async () => {
    const before = readFileSync(at('terrain'))
    expect(await build(at('terrain'), terrainContent)).toMatchObject({ rendered: 0 })
    expect(readFileSync(at('terrain')).equals(before)).toBe(true)
    await store(300)
    const notices: string[] = []
    expect((await build(at('terrain'), terrainContent, notices)).rendered).toBeGreaterThan(0)
    expect(notices).toEqual([expect.stringContaining('built from other')])
    expect(readFileSync(at('terrain')).equals(before)).toBe(false)
  })
})
