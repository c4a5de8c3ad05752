/** A synthetic OSM extract with a little of everything. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Member } from '../../../../geodata/import/osm/elements.ts'
import { PbfFile } from './write-pbf.ts'

const way = (ref: number, role = ''): Member => ({ kind: 'way', ref, role })

/** Returns two lakes, a street, a house, a shop and a route of routes, with ids of the given sign. */
export function village(sign: 1 | -1): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'shuangxi-village-'))
  const path = join(folder, 'village.osm.pbf')
  const file = new PbfFile(path)
  const id = (n: number) => sign * n
  const corner = (n: number, x: number, y: number) => ({ id: id(n), at: [119.72 + x, 30.23 + y] as const })
  file.nodes([
    ...[corner(1, 0, 0), corner(2, 0.01, 0), corner(3, 0.01, 0.01), corner(4, 0, 0.01)],
    ...[corner(5, 0.004, 0.004), corner(6, 0.006, 0.004), corner(7, 0.006, 0.006), corner(8, 0.004, 0.006)],
    { ...corner(9, 0.02, 0.02), tags: { amenity: 'toilets', name: '公厕' } },
    { ...corner(10, 0.03, 0.02), tags: { place: 'village', name: '於潜' } },
  ])
  file.ways([
    { id: id(1), refs: [1, 2, 3].map(id) },
    { id: id(2), refs: [3, 4, 1].map(id) },
    { id: id(3), refs: [5, 6, 7, 8, 5].map(id) },
    { id: id(4), refs: [1, 2, 9].map(id), tags: { highway: 'footway', name: '湖边路', oneway: '-1' } },
    { id: id(5), refs: [9, 10].map(id), tags: { highway: 'cycleway', surface: 'asphalt' } },
    { id: id(6), refs: [5, 6, 7, 8, 5].map(id), tags: { building: 'apartments', 'building:levels': '6' } },
  ])
  file.relations([
    {
      id: id(1),
      members: [way(id(1), 'outer'), way(id(2), 'outer'), way(id(3), 'inner'), way(id(3), 'inner')],
      tags: { type: 'multipolygon', natural: 'water', water: 'lake', name: '方湖' },
    },
    { id: id(2), members: [way(id(4)), way(id(5))], tags: { type: 'route', route: 'foot', name: '湖线' } },
    {
      id: id(3),
      members: [{ kind: 'relation', ref: id(2), role: '' }],
      tags: { type: 'superroute', route: 'foot', name: '总线' },
    },
  ])
  file.close()
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}
