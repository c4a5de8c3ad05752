/** Decodes one PrimitiveBlock of an OSM PBF file and passes its elements to a visitor. */
import { PbfReader } from 'pbf'
import type { ElementKind, Member, Tags, Visitor } from './elements.ts'
import { readInteger, readPackedZigzag, readZigzag, runningSums } from './integers.ts'
import type { Position } from './position.ts'
import { isHistory } from './sorted-ids.ts'

interface Block {
  readonly strings: Uint8Array[]
  readonly decoded: (string | undefined)[]
  readonly groups: Uint8Array[]
  granularity: number
  latitudeOffset: number
  longitudeOffset: number
}

const text = new TextDecoder()

/** Visits all elements in the bytes of a block for which the visitor has a handler. */
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
  else if (tag === 19) block.latitudeOffset = readInteger(pbf)
  else if (tag === 20) block.longitudeOffset = readInteger(pbf)
}

/** Throws ImportError if parallel lists of a block have different lengths. */
function mustMatch(...counts: readonly number[]): void {
  if (new Set(counts).size > 1) throw new Error(`lists of ${counts.join(' and ')} do not match`)
}

/** Throws ImportError for a deleted element or an older version, which is marked as not visible. */
function readInfo(pbf: PbfReader): void {
  pbf.readMessage((tag, _, reader) => {
    if (tag === 6 && !reader.readBoolean()) throw isHistory()
  }, undefined)
}

function readDenseInfo(pbf: PbfReader): void {
  pbf.readMessage((tag, _, reader) => {
    if (tag === 6 && reader.readPackedBoolean().includes(false)) throw isHistory()
  }, undefined)
}

/** Decodes a string at its first use, because most of a block's strings are never needed. */
function stringAt(block: Block, index: number): string {
  const known = block.decoded[index]
  if (known !== undefined) return known
  const bytes = block.strings[index]
  if (!bytes) throw new Error(`there is no string ${index}`)
  const value = text.decode(bytes)
  block.decoded[index] = value
  return value
}

function tagsOf(block: Block, keys: readonly number[], values: readonly number[]): Tags {
  mustMatch(keys.length, values.length)
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
    if (tag === 1) into.id = readZigzag(reader)
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 4) readInfo(reader)
    else if (tag === 8) into.latitude = readZigzag(reader)
    else if (tag === 9) into.longitude = readZigzag(reader)
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
    if (tag === 1) readPackedZigzag(reader, into.ids)
    else if (tag === 5) readDenseInfo(reader)
    else if (tag === 8) readPackedZigzag(reader, into.latitudes)
    else if (tag === 9) readPackedZigzag(reader, into.longitudes)
    else if (tag === 10) reader.readPackedVarint(into.keysValues)
  }, dense)
  mustMatch(dense.ids.length, dense.latitudes.length, dense.longitudes.length)
  const latitudes = runningSums(dense.latitudes)
  const longitudes = runningSums(dense.longitudes)
  let cursor = 0
  for (const [i, id] of runningSums(dense.ids).entries()) {
    // Keys and values alternate, and a zero ends those of each node.
    let tags: Record<string, string> | undefined
    while (cursor < dense.keysValues.length) {
      const key = dense.keysValues[cursor++]
      if (!key) break
      tags ??= Object.create(null) as Record<string, string>
      tags[stringAt(block, key)] = stringAt(block, dense.keysValues[cursor++] ?? -1)
    }
    visit(id, longitudeOf(block, longitudes[i] ?? 0), latitudeOf(block, latitudes[i] ?? 0), tags)
  }
}

function visitWay(block: Block, pbf: PbfReader, visit: NonNullable<Visitor['way']>): void {
  const way = {
    id: 0,
    keys: [] as number[],
    values: [] as number[],
    refs: [] as number[],
    latitudes: [] as number[],
    longitudes: [] as number[],
  }
  pbf.readMessage((tag, into, reader) => {
    if (tag === 1) into.id = readInteger(reader)
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 4) readInfo(reader)
    else if (tag === 8) readPackedZigzag(reader, into.refs)
    else if (tag === 9) readPackedZigzag(reader, into.latitudes)
    else if (tag === 10) readPackedZigzag(reader, into.longitudes)
  }, way)
  const plain = { id: way.id, refs: runningSums(way.refs), tags: tagsOf(block, way.keys, way.values) }
  if (way.latitudes.length + way.longitudes.length === 0) visit(plain)
  else visit({ ...plain, positions: positionsOf(block, way) })
}

/** Reads positions of nodes that the file stores on their ways, as `osmium add-locations-to-ways` does. */
function positionsOf(
  block: Block,
  { refs, latitudes, longitudes }: Readonly<Record<'refs' | 'latitudes' | 'longitudes', number[]>>,
): Position[] {
  mustMatch(refs.length, latitudes.length, longitudes.length)
  runningSums(latitudes)
  return runningSums(longitudes).map((longitude, i) => [
    longitudeOf(block, longitude),
    latitudeOf(block, latitudes[i] ?? 0),
  ])
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
    if (tag === 1) into.id = readInteger(reader)
    else if (tag === 2) reader.readPackedVarint(into.keys)
    else if (tag === 3) reader.readPackedVarint(into.values)
    else if (tag === 4) readInfo(reader)
    else if (tag === 8) reader.readPackedVarint(into.roles)
    else if (tag === 9) readPackedZigzag(reader, into.refs)
    else if (tag === 10) reader.readPackedVarint(into.kinds)
  }, relation)
  mustMatch(relation.refs.length, relation.kinds.length, relation.roles.length)
  const members = runningSums(relation.refs).map((ref, i): Member => {
    const kind = memberKinds[relation.kinds[i] ?? -1]
    if (!kind) throw new Error(`there is no kind of member ${relation.kinds[i]}`)
    return { kind, ref, role: stringAt(block, relation.roles[i] ?? -1) }
  })
  visit({ id: relation.id, members, tags: tagsOf(block, relation.keys, relation.values) })
}
