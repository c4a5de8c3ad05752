/**
 * Ids in files of editors and converters and in damaged files: negative, very large, out of order, repeated.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { PbfReader } from 'pbf'
import { afterAll, describe, expect, it } from 'vitest'
import { ImportError } from '../../../../geodata/import/error.ts'
import { readZigzag } from '../../../../geodata/import/osm/integers.ts'
import { SortedIds } from '../../../../geodata/import/osm/sorted-ids.ts'
import { Skipped } from '../../../../geodata/import/skipped.ts'
import { extractFile, rowNames, skipNames } from './extract-file.ts'
import type { PbfNode, PbfRelation, PbfWay } from './write-pbf.ts'
import { PbfFile, zigzagBytes } from './write-pbf.ts'

const folder = mkdtempSync(join(tmpdir(), 'shuangxi-osm-ids-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let files = 0
function write(nodes: readonly PbfNode[], ways: readonly PbfWay[], relations: readonly PbfRelation[] = []) {
  const path = join(folder, `${++files}.osm.pbf`)
  const file = new PbfFile(path)
  file.nodes(nodes)
  if (ways.length > 0) file.ways(ways)
  if (relations.length > 0) file.relations(relations)
  file.close()
  return path
}

/** Returns twelve corners of three squares, with ids `idOf(1)` … `idOf(12)`. */
const corners = (idOf: (n: number) => number): PbfNode[] =>
  Array.from({ length: 12 }, (_, i) => {
    const [dx, dy] = [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ][i % 4] as [number, number]
    return { id: idOf(i + 1), at: [119.72 + Math.floor(i / 4) * 0.01 + dx * 0.001, 30.23 + dy * 0.001] }
  })
const ring = (square: number, idOf: (n: number) => number): number[] =>
  [1, 2, 3, 4, 1].map((corner) => idOf(square * 4 + corner))

const same = (n: number) => n
const negative = (n: number) => -n
const building = { building: 'yes' }

describe('ids below 0', () => {
  const stored = ['buildings way/-1', 'buildings way/-2', 'buildings way/-3']

  it('of ways that JOSM or ogr2osm made are three buildings', async () => {
    const ways = [0, 1, 2].map((i) => ({ id: -1 - i, refs: ring(i, same), tags: building }))
    expect(rowNames(await extractFile(write(corners(same), ways)))).toEqual(stored)
  })

  it('of nodes come in the order of osmium sort', async () => {
    const ways = [0, 1, 2].map((i) => ({ id: -1 - i, refs: ring(i, negative), tags: building }))
    const features = await extractFile(write(corners(negative), ways))
    expect(rowNames(features)).toEqual(stored)
    const positive = ways.map(({ tags }, i) => ({ id: 1 + i, refs: ring(i, same), tags }))
    const usual = await extractFile(write(corners(same), positive))
    expect(features.map(({ geometry }) => geometry)).toEqual(usual.map(({ geometry }) => geometry))
  })

  it('of members and relations are found', async () => {
    const ways = [0, 1, 2].map((i) => ({ id: -1 - i, refs: ring(i, negative) }))
    const relations = [0, 1, 2].map((i) => ({
      id: -1 - i,
      members: [{ kind: 'way' as const, ref: -1 - i, role: 'outer' }],
      tags: { type: 'multipolygon', natural: 'water' },
    }))
    const skipped = new Skipped()
    const features = await extractFile(write(corners(negative), ways, relations), skipped)
    expect(rowNames(features)).toEqual(['water relation/-1', 'water relation/-2', 'water relation/-3'])
    expect(skipNames(skipped)).toEqual([])
  })

  it('stand beside ids above 0', async () => {
    const idOf = (n: number) => (n > 6 ? n : -n)
    const ways = [-1, 2, 3].map((id, i) => ({ id, refs: ring(i, idOf), tags: building }))
    expect(rowNames(await extractFile(write(corners(idOf), ways)))).toEqual([
      'buildings way/-1',
      'buildings way/2',
      'buildings way/3',
    ])
  })
})

describe('large ids', () => {
  it('keep their digits up to 2^53, in nodes, ways and members', async () => {
    const base = Number.MAX_SAFE_INTEGER - 12
    const idOf = (n: number) => base + n
    for (const sign of [1, -1]) {
      const id = sign * Number.MAX_SAFE_INTEGER
      const signed = (n: number) => sign * idOf(n)
      const way = { id, refs: ring(0, signed), tags: building }
      const [row, ...more] = rowNames(await extractFile(write(corners(signed), [way])))
      expect([row, more]).toEqual([`buildings way/${id}`, []])
    }
  })

  it.each([2n ** 53n, -(2n ** 53n), 2n ** 62n, -(2n ** 62n)])('past it are refused: %s', async (id) => {
    const bytes = zigzagBytes(id)
    expect(() => readZigzag(new PbfReader(bytes))).toThrow(/2\^53/)
    const path = write([{ id: Number(id), at: [119.72, 30.23] }], [])
    await expect(extractFile(path)).rejects.toThrow(/2\^53/)
    const way = write(corners(same), [{ id: Number(id), refs: ring(0, same), tags: building }])
    await expect(extractFile(way)).rejects.toThrow(/2\^53/)
  })

  it('are read as they were written, whatever their size and sign', () => {
    const most = BigInt(Number.MAX_SAFE_INTEGER)
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), (value) => {
        const read = () => readZigzag(new PbfReader(zigzagBytes(value)))
        if (value >= -most && value <= most) expect(BigInt(read())).toBe(value)
        else expect(read).toThrow(ImportError)
      }),
    )
  })
})

describe('order', () => {
  it.each([
    { ids: [-1, -2, -30, 1, 2, 30], sorted: true },
    { ids: [0, -1, 1], sorted: true },
    { ids: [-2, -1], sorted: false },
    { ids: [1, -1], sorted: false },
    { ids: [2, 1], sorted: false },
  ])('$ids is sorted: $sorted', ({ ids, sorted }) => {
    const order = new SortedIds('way')
    const hear = () => {
      for (const id of ids) order.next(id)
    }
    if (sorted) hear()
    else expect(hear).toThrow(/osmium sort/)
  })

  it('of kinds matters: a node after a way is refused', async () => {
    const path = join(folder, 'kinds.osm.pbf')
    const file = new PbfFile(path)
    file.ways([{ id: 1, refs: ring(0, same), tags: building }])
    file.nodes(corners(same))
    file.close()
    await expect(extractFile(path)).rejects.toThrow(/osmium sort/)
  })

  it('an element that comes twice is refused, whatever its kind', async () => {
    const twice = <T>(items: readonly T[]) => items.flatMap((item) => [item, item])
    const way = { id: 7, refs: ring(0, same), tags: building }
    const route = {
      id: 8,
      members: [{ kind: 'way' as const, ref: 7, role: '' }],
      tags: { type: 'route', route: 'foot', name: '环线' },
    }
    await expect(extractFile(write(twice(corners(same)), [way]))).rejects.toThrow(/node\/1 more than once/)
    await expect(extractFile(write(corners(same), twice([way])))).rejects.toThrow(/way\/7 more than once/)
    const relations = write(corners(same), [way], twice([route]))
    await expect(extractFile(relations)).rejects.toThrow(/relation\/8 more than once/)
  })

  it('deleted elements are the mark of a history, which is refused', async () => {
    const path = join(folder, 'deleted.osm.pbf')
    const file = new PbfFile(path)
    file.nodes(
      corners(same),
      corners(same).map((_, i) => i !== 5),
    )
    file.close()
    await expect(extractFile(path)).rejects.toThrow(/osmium time-filter/)
  })
})

it('a node that is nowhere on Earth has no position, and is named where it stands for itself', async () => {
  const nowhere = [214.7483647, 214.7483647] as const
  const nodes = corners(same).map((node) => (node.id === 3 ? { ...node, at: nowhere } : node))
  const toilet = { id: 99, at: nowhere, tags: { amenity: 'toilets' } }
  const ways = [0, 1].map((i) => ({ id: 1 + i, refs: ring(i, same), tags: building }))
  const skipped = new Skipped()
  expect(rowNames(await extractFile(write([...nodes, toilet], ways), skipped))).toEqual(['buildings way/2'])
  expect(skipNames(skipped)).toEqual(['buildings missing_nodes way/1', 'facilities out_of_range node/99'])
})

it('positions that a file keeps on its ways are those of their nodes, for areas of ways too', async () => {
  const all = corners(same)
  const placed = (way: PbfWay) => ({
    ...way,
    positions: way.refs.map((ref) => all[ref - 1]?.at ?? ([0, 0] as const)),
  })
  const ways = [
    { id: 1, refs: ring(0, same), tags: building },
    { id: 2, refs: ring(1, same) },
  ]
  const lake = {
    id: 1,
    members: [{ kind: 'way' as const, ref: 2, role: 'outer' }],
    tags: { type: 'multipolygon', natural: 'water' },
  }
  const usual = await extractFile(write(all, ways, [lake]))
  const onWays = await extractFile(write([], ways.map(placed), [lake]))
  expect(rowNames(onWays)).toEqual(['buildings way/1', 'water relation/1'])
  expect(onWays.map(({ geometry }) => geometry)).toEqual(usual.map(({ geometry }) => geometry))
})
