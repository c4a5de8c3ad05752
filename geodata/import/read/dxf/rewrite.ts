/** Rewrites a drawing with lines instead of arcs and splines, entity by entity. */
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename } from 'node:path'
import { finished } from 'node:stream/promises'
import { flattened, numberAt, vertexPairs } from './flatten.ts'
import type { Pair } from './pairs.ts'
import { drawingPairs, endless } from './pairs.ts'
import type { Point } from './stroke.ts'
import { strokeBulge } from './stroke.ts'

type Entity = readonly Pair[]

/** Tolerances in units of the drawing. A block has its own, because it may be inserted enlarged. */
export interface Tolerances {
  readonly entities: number
  readonly blocks: number
}

/** Writes the drawing with lines to `target`. All other bytes are unchanged, whatever their encoding. */
export async function rewriteDrawing(file: string, target: string, tolerances: Tolerances): Promise<void> {
  const output = createWriteStream(target, { encoding: 'latin1' })
  const ended = finished(output)
  for await (const [entity, tolerance] of curvedEntities(file, tolerances)) {
    const pairs = tolerance === null ? entity : flattened(entity, tolerance)
    const text = pairs.map(({ code, value }) => `${code}\n${value}\n`).join('')
    if (!output.write(text)) await once(output, 'drain')
  }
  output.end()
  await ended
}

/** Yields each entity with its tolerance; null for pairs that are not content of the drawing. */
async function* curvedEntities(
  file: string,
  tolerances: Tolerances,
): AsyncGenerator<[Entity, number | null]> {
  let section = ''
  let sequence: Entity[] | null = null
  for await (const entity of entitiesOf(file)) {
    const type = entity[0]?.value.trim()
    if (type === 'SECTION') section = entity.find(({ code }) => code === 2)?.value.trim() ?? ''
    const tolerance = { ENTITIES: tolerances.entities, BLOCKS: tolerances.blocks }[section] ?? null
    if (type === 'POLYLINE' && tolerance !== null) sequence = [entity]
    else if (sequence && type === 'VERTEX') sequence.push(entity)
    else {
      if (sequence)
        for (const part of oldPolyline(sequence, tolerance ?? tolerances.entities)) yield [part, null]
      sequence = null
      yield [entity, tolerance]
    }
  }
  for (const part of sequence ?? []) yield [part, null]
}

/** Per entity; the longest ones of real drawings have some 100,000 vertices. */
const MAX_PAIRS = 10_000_000

async function* entitiesOf(file: string): AsyncGenerator<Entity> {
  let entity: Pair[] = []
  for await (const pair of drawingPairs(file)) {
    if (pair.code === 0 && entity.length > 0) {
      yield entity
      entity = []
    }
    if (entity.push(pair) > MAX_PAIRS) throw endless(basename(file))
  }
  if (entity.length > 0) yield entity
}

/** Flags of curve-fit, spline-fit, 3D and mesh: their vertices are not all on the line. */
const OTHER_KINDS = 2 | 4 | 8 | 16 | 64

/** Converts a polyline of the old form: one entity for the polyline and one for each vertex. */
function oldPolyline([head = [], ...vertices]: readonly Entity[], tolerance: number): Entity[] {
  const flags = numberAt(head, 70)
  const at = (vertex: Entity): Point => [numberAt(vertex, 10), numberAt(vertex, 20)]
  if ((flags & OTHER_KINDS) !== 0) return [head, ...vertices]
  return [
    head,
    ...vertices.flatMap((vertex, i): Entity[] => {
      const next = vertices[i + 1] ?? ((flags & 1) !== 0 ? vertices[0] : undefined)
      const between = next ? strokeBulge(at(vertex), at(next), numberAt(vertex, 42), tolerance) : []
      if (between.length === 0) return [vertex]
      const plain = vertex.filter(({ code }) => code !== 42)
      const bare = plain.filter(({ code }) => ![10, 20].includes(code))
      return [plain, ...between.map((point) => [...bare, ...vertexPairs(point)])]
    }),
  ]
}
