import type { PbfNode, PbfRelation, PbfWay } from './write-pbf.ts'
import { PbfFile } from './write-pbf.ts'

/** A linear congruential generator, so that positions compress as badly as real ones. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const BLOCK = 8000

/**
 * Writes a synthetic extract of about this number of bytes, with the mix of a real one (about 8 nodes per
 * way, half of the ways buildings) and a multipolygon for each hundred ways. Returns what it wrote.
 */
export function writeTown(path: string, bytes: number): { nodes: number; ways: number; relations: number } {
  const file = new PbfFile(path)
  const random = randomFrom(7)
  const nodesPerWay = 8
  // Measured for this mix: bytes per way with its nodes.
  const ways = Math.round(bytes / 44)
  const nodes = ways * nodesPerWay
  const node = (index: number): PbfNode => {
    const way = Math.floor(index / nodesPerWay)
    const spread = () => (random() - 0.5) * 0.002
    return {
      id: 1_000_000_000 + index * 3,
      at: [118 + (way % 2000) * 0.0015 + spread(), 28 + Math.floor(way / 2000) * 0.0015 + spread()],
      ...(index % 40 === 0 ? { tags: { amenity: 'bench', name: `长椅 ${index}` } } : {}),
    }
  }
  for (let from = 0; from < nodes; from += BLOCK) {
    file.nodes(Array.from({ length: Math.min(BLOCK, nodes - from) }, (_, i) => node(from + i)))
  }
  const way = (index: number): PbfWay => {
    const refs = Array.from({ length: nodesPerWay }, (_, i) => 1_000_000_000 + (index * nodesPerWay + i) * 3)
    if (index % 100 === 99) return { id: 1000 + index, refs: [...refs, refs[0] ?? 0] }
    if (index % 2 === 0) {
      const tags = { building: 'yes', 'building:levels': String(1 + (index % 30)) }
      return { id: 1000 + index, refs: [...refs, refs[0] ?? 0], tags }
    }
    return { id: 1000 + index, refs, tags: { highway: 'residential', name: `路 ${index % 5000}` } }
  }
  for (let from = 0; from < ways; from += BLOCK) {
    file.ways(Array.from({ length: Math.min(BLOCK, ways - from) }, (_, i) => way(from + i)))
  }
  const relations = Math.floor(ways / 100)
  const relation = (index: number): PbfRelation => ({
    id: 1 + index,
    members: [{ kind: 'way', ref: 1000 + index * 100 + 99, role: 'outer' }],
    tags: { type: 'multipolygon', landuse: 'forest' },
  })
  for (let from = 0; from < relations; from += BLOCK) {
    file.relations(Array.from({ length: Math.min(BLOCK, relations - from) }, (_, i) => relation(from + i)))
  }
  file.close()
  return { nodes, ways, relations }
}
