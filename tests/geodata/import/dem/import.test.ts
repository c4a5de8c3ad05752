/** Elevations: the real DEM, a generated HGT tile, and height fields of known shape. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { rasterElevation } from '../../../../geodata/import/dem/raster.ts'
import { tileAt, tileBounds, toMercator } from '../../../../geodata/model/tile.ts'
import { NO_ELEVATION } from '../../../../geodata/terrain/heights.ts'
import { averageChildren, storeTerrain, terrainZoom } from '../../../../geodata/terrain/store.ts'
import { describeOnBoth } from '../../../environment/databases.ts'
import { lacksShared, sharedData } from '../../../environment/shared-data.ts'
import { importFile } from '../../../environment/shared-gdal.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-dem-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('terrainZoom', () => {
  it('chooses the zoom with samples of about the same size', () => {
    expect(terrainZoom(30, 30)).toBe(12)
    expect(terrainZoom(50, 30.25)).toBe(12)
    expect(terrainZoom(5, 30)).toBe(15)
    expect(terrainZoom(100_000, 0)).toBe(6)
  })
})

describe('averageChildren', () => {
  it('averages samples with data only', () => {
    const child = new Int16Array(256 * 256).fill(NO_ELEVATION)
    child.set([100, 300], 0)
    child.set([200, NO_ELEVATION], 256)
    const parent = averageChildren([null, child, null, null])
    expect(parent?.[128]).toBe(200)
    expect(parent?.[129]).toBe(NO_ELEVATION)
    expect(parent?.[0]).toBe(NO_ELEVATION)
    expect(averageChildren([null, null, null, null])).toBeNull()
  })
})

describe('rasterElevation', () => {
  it('follows a plane exactly between cell centres, and is null outside and in gaps', () => {
    const [width, height] = [6, 5]
    const plane = (x: number, y: number) => 3 * x - 2 * y + 40
    const values = new Float32Array(width * height)
    for (let i = 0; i < values.length; i++) values[i] = plane((i % width) + 0.5, Math.floor(i / width) + 0.5)
    const cell = (column: number, row: number) => values[row * width + column] ?? Number.NaN
    const raster = { width, height, west: 0, north: height, stepX: 1, stepY: 1, cell, noData: -32768 }
    const inside = fc.tuple(
      fc.double({ min: 0.5, max: 5.5, noNaN: true }),
      fc.double({ min: 0.5, max: 4.5, noNaN: true }),
    )
    fc.assert(
      fc.property(inside, ([x, y]) => {
        expect(rasterElevation(raster)(x, height - y)).toBeCloseTo(plane(x, y), 3)
      }),
    )
    expect(rasterElevation(raster)(-0.1, 2)).toBeNull()
    const gap = {
      ...raster,
      cell: (column: number, row: number) => (row * width + column === 8 ? -32768 : cell(column, row)),
    }
    expect(rasterElevation(gap)(2.5, 3.5)).toBeNull()
    expect(rasterElevation(gap)(3.5, 3.5)).toBeCloseTo(plane(3.5, 1.5), 3)
  })
})

describeOnBoth('terrain store', (db) => {
  /** Returns metres at a position in the finest stored tile of a source. */
  async function heightAt(source: string, longitude: number, latitude: number, zoom?: number) {
    const { rows } = await db().query<{ maxzoom: number }>(
      'select maxzoom from terrain_sources where name = $1',
      [source],
    )
    const z = zoom ?? rows[0]?.maxzoom ?? 0
    const tile = tileAt(longitude, latitude, z)
    const found = await db().query<{ heights: Buffer }>(
      'select heights from terrain_tiles where source = $1 and z = $2 and x = $3 and y = $4',
      [source, tile.z, tile.x, tile.y],
    )
    const packed = found.rows[0]?.heights
    if (!packed) return null
    const bytes = inflateSync(packed)
    const [west, , east, north] = tileBounds(tile)
    const [x, y] = toMercator(longitude, latitude)
    const step = (east - west) / 256
    const height = bytes.readInt16LE(
      2 * (Math.floor((north - y) / step) * 256 + Math.floor((x - west) / step)),
    )
    return height === NO_ELEVATION ? null : height / 10
  }

  it.skipIf(lacksShared('data/dem/srtm_hangzhou_west.tif'))(
    'reads the real DEM, with its summits and its edge',
    { timeout: 60_000 },
    async () => {
      const file = sharedData('dem/srtm_hangzhou_west.tif')
      const licence = 'SRTM data courtesy of the U.S. Geological Survey'
      const report = await importFile(db(), { file, as: 'dem', source: 'srtm', licence })
      expect(report.counts).toMatchObject({ terrain_tiles: 36, out_of_range: 0 })
      // SOURCES.md: from -8.8 to 394.8 m; 北高峰 is 314 m high, and reads some 21 m low.
      const summit = (await heightAt('srtm', 120.0920867, 30.2479298)) ?? 0
      expect(summit).toBeGreaterThan(280)
      expect(summit).toBeLessThan(300)
      expect(await heightAt('srtm', 120.14, 30.245)).toBeLessThan(20)
      expect(await heightAt('srtm', 119.9, 30.25)).toBeNull()
      // An overview of zoom 6 has land where the finest tile has it.
      expect(await heightAt('srtm', 120.15, 30.25, 6)).not.toBeNull()
      const again = await importFile(db(), { file, as: 'dem', source: 'srtm', licence })
      expect(again.counts).toEqual(report.counts)
      const { rows } = await db().query('select licence, priority, synthetic from terrain_sources')
      expect(rows).toEqual([{ licence, priority: 10, synthetic: false }])
    },
  )

  it('reads HGT, whose voids stay gaps', { timeout: 60_000 }, async () => {
    const side = 1201
    const heights = Buffer.alloc(side * side * 2)
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        // 1 m per cell to the east, and a void square in the middle.
        const isVoid = Math.abs(row - 600) < 60 && Math.abs(column - 600) < 60
        heights.writeInt16BE(isVoid ? -32768 : column, 2 * (row * side + column))
      }
    }
    const file = join(folder, 'N30E119.hgt')
    writeFileSync(file, heights)
    const report = await importFile(db(), { file, as: 'dem', source: 'hgt', licence: 'test' })
    expect(report.counts.gaps).toBeGreaterThan(1000)
    expect(await heightAt('hgt', 119.25, 30.25)).toBeCloseTo(300, -1)
    expect(await heightAt('hgt', 119.5, 30.5)).toBeNull()
  })

  it('stores a computed height field, marked as synthetic, and removes it at rollback', {
    timeout: 60_000,
  }, async () => {
    const source = {
      name: 'sample:hill',
      licence: 'CC0',
      synthetic: true,
      priority: 1,
      bounds: [119.7, 30.2, 119.75, 30.25] as const,
      maxzoom: 11,
    }
    const hill = (longitude: number) =>
      longitude > 119.74 ? null : longitude > 119.73 ? 5000 : (longitude - 119.7) * 1000
    const counts = await db().transaction((client) => storeTerrain(client, source, hill))
    expect(counts.outOfRange).toBeGreaterThan(0)
    expect(counts.gaps).toBeGreaterThan(counts.outOfRange)
    expect(await heightAt('sample:hill', 119.72, 30.22)).toBeCloseTo(20, 0)
    expect(await heightAt('sample:hill', 119.735, 30.22)).toBeNull()
    const failing = db().transaction(async (client) => {
      await storeTerrain(client, source, () => 1)
      throw new Error('in the middle')
    })
    await expect(failing).rejects.toThrow('in the middle')
    expect(await heightAt('sample:hill', 119.72, 30.22)).toBeCloseTo(20, 0)
  })

  it('stops if elevations cannot be placed', { timeout: 60_000 }, async () => {
    const file = join(folder, 'grid.asc')
    const lines = ['ncols 2', 'nrows 2', 'xllcorner 477861', 'yllcorner 3346740', 'cellsize 30', '1 2', '3 4']
    writeFileSync(file, lines.join('\n'))
    await expect(importFile(db(), { file, as: 'dem' })).rejects.toThrow(/--crs EPSG:4549/)
    await expect(importFile(db(), { file, as: 'dem', crs: 'EPSG:4326' })).rejects.toThrow(
      /do not fit EPSG:4326/,
    )
    await importFile(db(), { file, as: 'dem', crs: 'EPSG:4549', source: 'plane' })
    const { rows } = await db().query<{ west: number }>(
      "select west from terrain_sources where name = 'plane'",
    )
    expect(rows[0]?.west).toBeCloseTo(119.77, 3)
  })
})
