/** Change notifications of the database: which boxes, how often, and for every layer. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { announceBulkChange, beginBulkChange } from '../../../geodata/changes/bulk-change.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { fromMercator, toMercator } from '../../../geodata/model/tile.ts'
import { describeOnBoth } from '../../environment/databases.ts'
import { importFile } from '../../environment/shared-gdal.ts'
import { soon } from '../../environment/soon.ts'
import { loadFixture } from '../../server/serve.ts'

const payloadSchema = z.object({
  layer: z.string(),
  boxes: z.array(z.tuple([z.int(), z.int(), z.int(), z.int()])).nullable(),
  zooms: z.tuple([z.int(), z.int()]).optional(),
})
type Payload = z.output<typeof payloadSchema>

/** Returns a line through these WGS 84 positions as WKT. */
const wkt = (positions: readonly (readonly [number, number])[]) =>
  `LINESTRING(${positions.map((position) => position.join(' ')).join(', ')})`

const addRoad = `insert into roads (class, oneway, bridge, tunnel, level, source, source_id, licence, synthetic, geom)
  values ('path', false, false, false, 0, 'test', $1, 'CC0', true, ST_GeomFromText($2, 4326))`

describeOnBoth('changes that the database announces', (db) => {
  const texts: string[] = []
  const heard: Payload[] = []
  let stop = async () => {}
  beforeAll(async () => {
    await loadFixture(db())
    stop = await db().listen('tiles', (text) => {
      texts.push(text)
      heard.push(payloadSchema.parse(JSON.parse(text)))
    })
  })
  afterAll(() => stop())
  /** Waits for all earlier notifications, which arrive in the order of commits. */
  const settle = async () => {
    await db().query("select pg_notify('tiles', $1)", [JSON.stringify({ layer: 'end', boxes: null })])
    await soon(() => expect(heard.at(-1)?.layer).toBe('end'))
    return heard.splice(0).slice(0, -1)
  }
  beforeEach(async () => {
    await settle()
    texts.length = 0
  })

  test.each(catalogue.map(({ id }) => id))('%s has a trigger for every kind of change', async (layer) => {
    const { rows } = await db().query<{ event: string }>(
      `select tgname as event from pg_trigger
       where tgrelid = $1::regclass and tgfoid in ('announce_change'::regproc, 'announce_moved_points'::regproc) and tgenabled = 'O' order by 1`,
      [layer],
    )
    expect(rows.map(({ event }) => event)).toEqual([
      'announce_delete',
      'announce_insert',
      'announce_truncate',
      'announce_update',
    ])
  })

  test('an update announces the old and the new position', async () => {
    await db().query('update parcels set geom = ST_Translate(geom, 0.1, 0) where id = 1')
    const [said, ...more] = await settle()
    expect(more).toEqual([])
    const { rows } = await db().query<{ x: number; y: number }>(
      `select ST_XMin(geom_3857) as x, ST_YMin(geom_3857) as y from parcels where id = 1`,
    )
    const [after] = rows
    const boxes = said?.boxes?.toSorted((a, b) => a[0] - b[0]) ?? []
    expect(said?.layer).toBe('parcels')
    expect(boxes.length).toBe(2)
    expect(boxes[1]?.slice(0, 2)).toEqual([Math.floor(after?.x ?? 0), Math.floor(after?.y ?? 0)])
    expect((boxes[1]?.[0] ?? 0) - (boxes[0]?.[0] ?? 0)).toBeCloseTo(11_132, -1)
  })

  test('inserts, deletes and truncates are announced in the order of commits', async () => {
    await db().query(addRoad, [
      'gone',
      wkt([
        [119.7, 30.2],
        [119.701, 30.2],
      ]),
    ])
    await db().query("delete from roads where source_id = 'gone'")
    await db().query('truncate roads')
    const [inserted, deleted, emptied] = await settle()
    expect(inserted?.boxes?.length).toBe(1)
    expect(deleted).toEqual(inserted)
    expect(emptied).toEqual({ layer: 'roads', boxes: null })
  })

  test('nothing is announced without a change', async () => {
    await db().query("update parcels set state = 'built' where id = -1")
    await db()
      .transaction(async (client) => {
        await client.query('delete from parcels where id = 1')
        throw new Error('not after all')
      })
      .catch(() => undefined)
    expect(await settle()).toEqual([])
  })

  test('a long line is announced by its parts', async () => {
    // Some 60 km there and back around two sides of a square, so that its middle is not touched.
    const corner = toMercator(119.7, 30.2)
    const steps = Array.from({ length: 60 }, (_, i) => Math.min(i, 30) * 1000)
    const positions = steps.map((east, i) =>
      fromMercator(corner[0] + east, corner[1] + Math.max(0, i - 30) * 1000),
    )
    await db().query(addRoad, ['long', wkt(positions)])
    const [said] = await settle()
    const middle = [corner[0] + 15_000, corner[1] + 15_000] as const
    expect(said?.boxes?.length).toBe(59)
    for (const [west, south, east, north] of said?.boxes ?? []) {
      const holds = west <= middle[0] && middle[0] <= east && south <= middle[1] && middle[1] <= north
      expect(holds).toBe(false)
    }
  })

  test('many rows are announced by few boxes that contain them all', async () => {
    await db().query(
      `insert into places (kind, name, source, source_id, licence, synthetic, geom)
       select 'locality', 'p', 'many', n::text, 'CC0', true,
         ST_SetSRID(ST_MakePoint(119.5 + (n * 7919 % 1000) / 1000.0, 30 + (n * 104729 % 1000) / 2000.0), 4326)
       from generate_series(1, 3000) as n`,
    )
    const [said] = await settle()
    expect(Buffer.byteLength(texts[0] ?? '')).toBeLessThan(7_900)
    expect(said?.boxes?.length).toBeGreaterThan(20)
    const { rows } = await db().query<{ missed: number }>(
      `select count(*)::int as missed from places
       where source = 'many' and not exists (
         select from jsonb_array_elements($1::jsonb) as box
         where geom_3857 && ST_MakeEnvelope(
           (box->>0)::float8, (box->>1)::float8, (box->>2)::float8, (box->>3)::float8, 3857))`,
      [JSON.stringify(said?.boxes)],
    )
    expect(rows[0]?.missed).toBe(0)
  })

  test('an import announces each layer once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'shuangxi-changes-'))
    const file = join(folder, 'zones.geojson')
    const ring = [
      [120.1, 30.2],
      [120.11, 30.2],
      [120.11, 30.21],
      [120.1, 30.2],
    ]
    const features = ['New1', 'New2', 'New3'].map((code) => ({
      type: 'Feature',
      properties: { code, name: `片区${code}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    }))
    writeFileSync(file, JSON.stringify({ type: 'FeatureCollection', features }))
    await importFile(db(), { file, as: 'patrol_zones', crs: 'EPSG:4326' })
    rmSync(folder, { recursive: true })
    const said = (await settle()).filter(({ zooms }) => zooms === undefined)
    expect(said).toEqual([
      { layer: 'patrol_zones', boxes: null },
      { layer: 'places', boxes: null },
    ])
  })

  test('a bulk change announces its layers once, and nothing else', async () => {
    await db().transaction(async (client) => {
      await beginBulkChange(client)
      await client.query('update parcels set far = 2')
      await client.query('delete from places')
      await announceBulkChange(client, ['parcels', 'places', 'parcels'])
    })
    expect(await settle()).toEqual([
      { layer: 'parcels', boxes: null },
      { layer: 'places', boxes: null },
    ])
    await db().query('update parcels set far = 3 where id = 1')
    expect((await settle()).map(({ layer, boxes }) => [layer, boxes?.length])).toEqual([['parcels', 1]])
  })
})
