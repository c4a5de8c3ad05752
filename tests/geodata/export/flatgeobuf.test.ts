import * as fc from 'fast-check'
import { deserialize } from 'flatgeobuf/lib/mjs/geojson.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import { describe, expect, it } from 'vitest'
import { flatgeobuf } from '../../../geodata/export/flatgeobuf.ts'
import type { FormatRow } from '../../../geodata/export/format.ts'
import { findLayer, layerProperties } from '../../../geodata/model/catalogue.ts'
import type { Layer } from '../../../geodata/model/layer.ts'
import { type Geometry, wkbOf } from './wkb.ts'

interface ReadFeature {
  readonly geometry: Geometry
  readonly properties: Record<string, unknown>
}

function layerOf(id: string): Layer {
  const layer = findLayer(id)
  if (layer === undefined) throw new Error(`no layer ${id}`)
  return layer
}

function written(layer: Layer, batches: readonly (readonly FormatRow[])[], epsg = 4326): Uint8Array {
  const properties = layerProperties(layer)
  const writer = flatgeobuf.writer({ layer, properties, epsg, language: 'zh', titles: false })
  const pieces = [writer.begin(), ...batches.map((rows) => writer.batch(rows)), writer.end()]
  return new Uint8Array(Buffer.concat(pieces.map((piece) => Buffer.from(piece))))
}

async function read(bytes: Uint8Array): Promise<{ header: HeaderMeta; features: ReadFeature[] }> {
  let header: HeaderMeta | undefined
  const features: ReadFeature[] = []
  const all = deserialize(bytes, {
    headerMetaFn: (meta) => {
      header = meta
    },
  })
  for await (const feature of all) features.push(feature as unknown as ReadFeature)
  if (header === undefined) throw new Error('no header')
  return { header, features }
}

const double = fc.double({ min: -180, max: 180, noNaN: true })
const position = fc.tuple(double, double)
const line = fc.array(position, { minLength: 2, maxLength: 9 })
const ring = fc.array(position, { minLength: 3, maxLength: 9 }).map((open) => {
  const first = open[0]
  return first === undefined ? open : [...open, first]
})
const polygon = fc.array(ring, { minLength: 1, maxLength: 3 })
const several = <T>(one: fc.Arbitrary<T>) => fc.array(one, { minLength: 1, maxLength: 4 })

const geometries: Readonly<Record<string, fc.Arbitrary<Geometry>>> = {
  facilities: position.map((coordinates) => ({ type: 'Point', coordinates })),
  waterways: line.map((coordinates) => ({ type: 'LineString', coordinates })),
  greenways: several(line).map((coordinates) => ({ type: 'MultiLineString', coordinates })),
  land_cover: several(polygon).map((coordinates) => ({ type: 'MultiPolygon', coordinates })),
}

describe('FlatGeobuf', () => {
  it.each(Object.keys(geometries))('keeps the geometry and texts of %s for its own reader', async (id) => {
    const layer = layerOf(id)
    const geometry = geometries[id] ?? fc.constant({ type: 'Point' as const, coordinates: [0, 0] })
    const feature = fc.record({ geometry, name: fc.string({ unit: 'binary', maxLength: 40 }) })
    await fc.assert(
      fc.asyncProperty(several(several(feature)), async (batches) => {
        let count = 0
        const rows = batches.map((batch) =>
          batch.map((one) => ({ id: ++count, geometry: wkbOf(one.geometry), name: one.name })),
        )
        const { features } = await read(written(layer, rows))
        expect(features.map((one) => one.geometry)).toEqual(batches.flat().map((one) => one.geometry))
        expect(features.map(({ properties }) => properties.id)).toEqual(features.map((_, index) => index + 1))
        const wellFormed = batches.flat().map((one) => Buffer.from(one.name).toString())
        expect(features.map(({ properties }) => properties.name)).toEqual(wellFormed)
      }),
      { numRuns: 60 },
    )
  })

  it('has layer name, columns and coordinate system, and no count', async () => {
    const { header, features } = await read(written(layerOf('units'), [], 4549))
    expect(features).toEqual([])
    expect(header).toMatchObject({
      geometryType: 1,
      featuresCount: 0,
      indexNodeSize: 0,
      title: layerOf('units').title.zh,
      crs: { org: 'EPSG', code: 4549 },
    })
    const names = layerProperties(layerOf('units')).map(({ name }) => name)
    expect(header.columns?.map(({ name }) => name)).toEqual(['id', ...names])
    expect(header.columns?.find(({ name }) => name === 'members')?.title).toBe('人数')
  })

  it('restores every kind of value and omits missing ones', async () => {
    const moment = new Date('2026-11-23T08:30:00.250Z')
    const geometry = wkbOf({ type: 'Point', coordinates: [119.77, 30.24] })
    const row = {
      id: '9007199254740993',
      geometry,
      name: '双西一组',
      members: 5,
      vehicle: null,
      skills: ['急救', 'a"b'],
      position_at: moment,
      accuracy_m: 12.5,
      synthetic: true,
    }
    const { features } = await read(written(layerOf('units'), [[row]]))
    expect(features[0]?.properties).toEqual({
      id: Number('9007199254740993'),
      name: '双西一组',
      members: 5,
      skills: ['急救', 'a"b'],
      position_at: '2026-11-23T08:30:00.250Z',
      accuracy_m: 12.5,
      synthetic: true,
    })
  })

  it('writes features larger than its first buffer', async () => {
    const coordinates = Array.from({ length: 50_000 }, (_, index) => [index / 1000, 1])
    const geometry: Geometry = { type: 'LineString', coordinates }
    const rows = [1, 2].map((id) => ({ id, geometry: wkbOf(geometry), name: '长'.repeat(100_000) }))
    const { features } = await read(written(layerOf('waterways'), [rows]))
    expect(features.map((one) => one.geometry)).toEqual([geometry, geometry])
    expect(features[1]?.properties.name).toHaveLength(100_000)
  })
})
