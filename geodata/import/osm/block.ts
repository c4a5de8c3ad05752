/** Decodes one PrimitiveBlock of an OSM PBF file and hands its elements to a visitor. */
import { PbfReader } from 'pbf'
import type { ElementKind, Member, Tags, Visitor } from './elements.ts'

interface Block {
  readonly strings: Uint8Array[]
  readonly decoded: (string | undefined)[]
  readonly groups: Uint8Array[]
  granularity: number
  latitudeOffset: number
  longitudeOffset: number
}

const text = new TextDecoder()

/** Visits all elements of a block's bytes that the visitor has a handler for. */
export function visitBlock(data: Uint8Array, visitor: Visitor): void {
  const block: Block = {
    strings: [],
    decoded: [],
    groups: [],
    granularity: 100,
    latitudeOffset: 0,
    longitudeOffset: 0,
  }
  new PbfReader(data).readFields(readBlockField, block)
  for (const group of block.groups) {
    new PbfReader(group).readFields((tag, into, pbf) => {
      if (tag === 1 && visitor.node) visitPlainNode(into, pbf, visitor.node)
      else if (tag === 2 && visitor.node) visitDenseNodes(into, pbf, visitor.node)
      else if (tag === 3 && visitor.way) visitWay(into, pbf, visitor.way)
      else if (tag === 4 && visitor.relation) visitRelation(into, pbf, visitor.relation)
    }, block)
  }
}

function readBlockField(tag: number, block: Block, pbf: PbfReader): void {
  if (tag === 1) {
    pbf.readMessage((inner, into, reader) => {
      if (inner === 1) into.push(reader.readBytes())
    }, block.strings)
  } else if (tag === 2) block.groups.push(pbf.readBytes())
  else if (tag === 17) block.granularity = pbf.readVarint()
  else if (tag === 19) block.latitudeOffset = pbf.readVarint(true)
  else if (tag === 20) block.longitudeOffset = pbf.readVarint(true)
}

/** Strings are decoded when first asked for: most of a block's are never needed. */
function stringAt(block: Block, index: number): string {
  const known = block.decoded[index]
  if (known !== undefined) return known
  const value = text.decode(block.strings[index])
  block.decoded[index] = value
  return value
}

function tagsOf(block: Block, keys: readonly number[], values: readonly number[]): Tags {
  const tags: Record<string, string> = Object.create(null)
  for (const [i, key] of keys.entries()) tags[stringAt(block, key)] = stringAt(block, values[i] ?? 0)
  return tags
}

const latitudeOf = (block: Block, value: number) =>
  (block.latitudeOffset + block.granularity * value) / 1_000_000_000
const longitudeOf = (block: Block, value: number) =>
  (block.longitudeOffset + block.granularity * value) / 1_000_000_000

function visitPlainNode(block: Block, pbf: PbfReader, visit: NonNullable<Visitor['node']>): void {
  const node = { id: 0, latitude: 0, longitude: 0, keys: [] as number[], values: [] as number[] }
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) into.id = reader.readSVarint()
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 8) into.latitude = reader.readSVarint()
    else if (tag === 9) into.longitude = reader.readSVarint()
  }, node)
  const tags = node.keys.length > 0 ? tagsOf(block, node.keys, node.values) : undefined
  visit(node.id, longitudeOf(block, node.longitude), latitudeOf(block, node.latitude), tags)
}

function visitDenseNodes(block: Block, pbf: PbfReader, visit: NonNullable<Visitor['node']>): void {
  const dense = {
    ids: [] as number[],
    latitudes: [] as number[],
    longitudes: [] as number[],
    keysValues: [] as number[],
  }
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) reader.readPackedSVarint(into.ids)
    else if (tag === 8) reader.readPackedSVarint(into.latitudes)
    else if (tag === 9) reader.readPackedSVarint(into.longitudes)
    else if (tag === 10) reader.readPackedVarint(into.keysValues)
  }, dense)
  let id = 0
  let latitude = 0
  let longitude = 0
  let cursor = 0
  for (const [i, step] of dense.ids.entries()) {
    id += step
    latitude += dense.latitudes[i] ?? 0
    longitude += dense.longitudes[i] ?? 0
    // Keys and values alternate, and a zero ends each node's.
    let tags: Record<string, string> | undefined
    while (cursor < dense.keysValues.length) {
      const key = dense.keysValues[cursor++]
      if (!key) break
      tags ??= Object.create(null) as Record<string, string>
      tags[stringAt(block, key)] = stringAt(block, dense.keysValues[cursor++] ?? 0)
    }
    visit(id, longitudeOf(block, longitude), latitudeOf(block, latitude), tags)
  }
}

function runningSums(steps: number[]): number[] {
  let sum = 0
  for (const [i, step] of steps.entries()) {
    sum += step
    steps[i] = sum
  }
  return steps
}

function visitWay(block: Block, pbf: PbfReader, visit: NonNullable<Visitor['way']>): void {
  const way = { id: 0, keys: [] as number[], values: [] as number[], refs: [] as number[] }
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) into.id = reader.readVarint()
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 8) reader.readPackedSVarint(into.refs)
  }, way)
  visit({ id: way.id, refs: runningSums(way.refs), tags: tagsOf(block, way.keys, way.values) })
}

const memberKinds: readonly ElementKind[] = ['node', 'way', 'relation']

function visitRelation(block: Block, pbf: PbfReader, visit: NonNullable<Visitor['relation']>): void {
  const relation = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    roles: [] as number[],
    refs: [] as number[],
    kinds: [] as number[],
  }
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) into.id = reader.readVarint()
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 8) reader.readPackedVarint(into.roles)
    else if (tag === 9) reader.readPackedSVarint(into.refs)
    else if (tag === 10) reader.readPackedVarint(into.kinds)
  }, relation)
  const members: Member[] = runningSums(relation.refs).map((ref, i) => ({
    kind: memberKinds[relation.kinds[i] ?? 0] ?? 'node',
    ref,
    role: stringAt(block, relation.roles[i] ?? 0),
  }))
  visit({ id: relation.id, members, tags: tagsOf(block, relation.keys, relation.values) })
}
