/** Relations as mappers draw them: repeated members, routes made of routes, missing members. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import type { StagedFeature } from '../../../../geodata/import/feature.ts'
import { runImport } from '../../../../geodata/import/import.ts'
import type { Member } from '../../../../geodata/import/osm/elements.ts'
import { Skipped } from '../../../../geodata/import/skipped.ts'
import { describeOnPostgis } from '../../../environment/databases.ts'
import { lacksShared, sharedCase } from '../../../environment/shared-data.ts'
import { extractFile, rowNames, skipNames } from './extract-file.ts'
import { declareNetworkPartTests } from './network-parts.ts'
import type { PbfNode, PbfRelation, PbfWay } from './write-pbf.ts'
import { PbfFile } from './write-pbf.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-osm-relations-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function write(nodes: readonly PbfNode[], ways: readonly PbfWay[], relations: readonly PbfRelation[]) {
  const path = join(folder, `${++files}.osm.pbf`)
  const file = new PbfFile(path)
  file.nodes(nodes)
  file.ways(ways)
  file.relations(relations)
  file.close()
  return path
}

const member = (kind: Member['kind'], ref: number, role = ''): Member => ({ kind, ref, role })
const way = (ref: number, role = '') => member('way', ref, role)
const part = (ref: number) => member('relation', ref)

/** Nodes 1, 2, … along a street, 100 m apart. */
const street = Array.from({ length: 12 }, (_, i): PbfNode => ({ id: i + 1, at: [119.72 + i * 0.001, 30.23] }))
const footway = (id: number, refs: readonly number[]): PbfWay => ({ id, refs, tags: { highway: 'footway' } })
const pieces = [footway(1, [1, 2]), footway(2, [3, 2]), footway(3, [3, 4]), footway(4, [4, 5])]
const route = (
  id: number,
  members: readonly Member[],
  tags: Readonly<Record<string, string>> = { name: `线路${id}` },
): PbfRelation => ({ id, members, tags: { type: 'route', route: 'foot', ...tags } })

/** Returns the ways of a greenway in order. */
const segments = (features: readonly StagedFeature[], id: number): string[] =>
  features
    .filter(
      ({ layer, properties }) =>
        layer === 'greenway_segments' && properties.greenway_source_id === `relation/${id}`,
    )
    .sort((a, b) => Number(a.properties.ordinal) - Number(b.properties.ordinal))
    .map(({ sourceId }) => sourceId.replace(`relation/${id}/`, ''))

async function routesOf(relations: readonly PbfRelation[], ways: readonly PbfWay[] = pieces) {
  const skipped = new Skipped()
  const features = await extractFile(write(street, ways, relations), skipped)
  return { features, skips: skipNames(skipped) }
}

describe('a multipolygon', () => {
  const square = (first: number, x: number, y: number, size: number): PbfNode[] =>
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ].map(([dx = 0, dy = 0], i) => ({
      id: first + i,
      at: [x + dx * size, y + dy * size],
    }))
  const nodes = [...square(1, 119.72, 30.23, 0.001), ...square(11, 119.7203, 30.2303, 0.0002)]
  const ways = [
    { id: 1, refs: [1, 2, 3, 4, 1] },
    { id: 2, refs: [11, 12, 13, 14, 11] },
    // The eastern half of the first ring, drawn again by another mapper.
    { id: 3, refs: [1, 2, 3] },
    { id: 4, refs: [3, 4, 1] },
    { id: 5, refs: [3, 2, 1] },
  ]
  const lake = (id: number, members: readonly Member[]): PbfRelation => ({
    id,
    members,
    tags: { type: 'multipolygon', natural: 'water' },
  })

  test('counts a member once that is listed twice, in whatever role', async () => {
    const listed = [
      lake(1, [way(1, 'outer'), way(2, 'inner')]),
      lake(2, [way(1, 'outer'), way(2, 'inner'), way(2, 'inner')]),
      lake(3, [way(1, 'outer'), way(1, 'outer'), way(2, 'inner')]),
      lake(4, [way(1, 'outer'), way(2, 'outer'), way(1, 'inner'), way(2, 'inner'), way(2, '')]),
    ]
    const features = await extractFile(write(nodes, ways, listed))
    expect(rowNames(features)).toHaveLength(4)
    expect(new Set(features.map(({ geometry }) => geometry)).size).toBe(1)
  })

  test('still drops an edge that two different ways share', async () => {
    const skipped = new Skipped()
    const relations = [
      lake(1, [way(3, 'outer'), way(4, 'outer')]),
      // Two ways over the same nodes cancel out, so the ring is open, as in osmium.
      lake(2, [way(3, 'outer'), way(4, 'outer'), way(5, 'outer')]),
    ]
    const features = await extractFile(write(nodes, ways, relations), skipped)
    expect(rowNames(features)).toEqual(['water relation/1'])
    expect(skipNames(skipped)).toEqual(['water open_rings relation/2'])
  })
})

describe('a route of routes', () => {
  it('has the ways of its parts in their place and order', async () => {
    const { features, skips } = await routesOf([
      route(1, [way(1), way(2)]),
      route(2, [way(4)], {}),
      route(3, [part(1), way(3), part(2)]),
      route(4, [part(3)], { type: 'superroute', name: '大环线' }),
    ])
    expect(segments(features, 1)).toEqual(['way/1', 'way/2'])
    expect(segments(features, 3)).toEqual(['way/1', 'way/2', 'way/3', 'way/4'])
    expect(segments(features, 4)).toEqual(['way/1', 'way/2', 'way/3', 'way/4'])
    expect(skips).toEqual([])
  })

  it('that contains itself is followed once, and named', async () => {
    const { features, skips } = await routesOf([
      route(1, [way(1), part(2)]),
      route(2, [way(2), part(1), way(3)]),
      route(3, [part(3), way(4)]),
    ])
    expect(segments(features, 1)).toEqual(['way/1', 'way/2', 'way/3'])
    expect(segments(features, 2)).toEqual(['way/2', 'way/1', 'way/3'])
    expect(segments(features, 3)).toEqual(['way/4'])
    expect(skips).toEqual(['greenways circular_route relation/1,relation/2,relation/3'])
  })

  it('meets a part on two ways and counts it once, however deep they lie', async () => {
    const depth = 60
    const diamonds = Array.from({ length: depth }, (_, i) => route(i + 2, [part(i + 1), part(i + 1)], {}))
    const { features, skips } = await routesOf([
      route(1, [way(1)], {}),
      ...diamonds,
      route(depth + 2, [part(depth + 1), part(1)], { name: '总线' }),
    ])
    expect(segments(features, depth + 2)).toEqual(['way/1'])
    expect(skips).toEqual([])
  })

  it('that is not whole is named: parts that lack, that are no routes, and nothing at all', async () => {
    const { features, skips } = await routesOf([
      route(1, [way(1), part(99)]),
      route(2, [way(2), part(5)]),
      route(3, [part(99)]),
      route(4, [way(3)], {}),
      { id: 5, members: [way(4)], tags: { type: 'site', name: '公园' } },
    ])
    expect(segments(features, 1)).toEqual(['way/1'])
    expect(segments(features, 2)).toEqual(['way/2'])
    expect(skips).toEqual([
      'greenways empty_route relation/3',
      'greenways partial_route relation/1,relation/2',
      'greenways unnamed_route relation/4',
    ])
  })
})

describeOnPostgis('relations of real editors', (db) => {
  declareNetworkPartTests(db, write)

  test('come without options of other formats', async () => {
    const file = write(street, pieces, [])
    await expect(runImport(db(), { file, as: 'osm', crs: 'EPSG:4549' })).rejects.toThrow(/does not use --crs/)
  })

  const cases = 'import/23-duplicate-members.osm.pbf'
  test.skipIf(lacksShared(`cases/${cases}`))('have the areas that osmium export gives', async () => {
    await runImport(db(), { file: sharedCase(cases), as: 'water' })
    const { rows } = await db().query<{ name: string; area: string }>(
      'select name, round(area_m2::numeric, 1)::text as area from water order by source_id',
    )
    expect(rows).toEqual([
      { name: '重复内环', area: '10244.6' },
      { name: '重复外环', area: '10671.5' },
      { name: '角色颠倒', area: '10244.6' },
      { name: '正常', area: '10244.6' },
    ])
  })

  const superroute = 'import/24-route-of-routes.osm.pbf'
  test.skipIf(lacksShared(`cases/${superroute}`))('are stored, or named among what is left out', async () => {
    const report = await runImport(db(), { file: sharedCase(superroute), as: 'osm' })
    const { rows } = await db().query<{ id: string; ways: string }>(
      `select g.source_id as id, string_agg(split_part(s.source_id, '/', 4), ' ' order by s.ordinal) as ways
       from greenways g join greenway_segments s on s.greenway_id = g.id group by g.source_id order by g.source_id`,
    )
    expect(rows).toEqual([
      { id: 'relation/1', ways: '1 2 3 4' },
      { id: 'relation/2', ways: '1 2' },
      { id: 'relation/3', ways: '3 4' },
      { id: 'relation/4', ways: '1 2 3 4' },
      { id: 'relation/5', ways: '1 2 3 4' },
      { id: 'relation/6', ways: '1' },
    ])
    expect(report.counts).toMatchObject({ greenways: 6, greenway_segments: 17 })
    expect(report.skipped).toMatchObject([{ reason: 'partial_route', ids: ['relation/6'] }])
  })
})
