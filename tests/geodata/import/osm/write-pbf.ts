/** Writes OSM PBF files for tests with features that are missing or rare in real extracts. */
import { closeSync, openSync, writeSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import type { Member } from '../../../../geodata/import/osm/elements.ts'

export interface PbfNode {
  readonly id: number
  readonly at: readonly [longitude: number, latitude: number]
  readonly tags?: Readonly<Record<string, string>>
}

export interface PbfWay {
  readonly id: number
  readonly refs: readonly number[]
  readonly tags?: Readonly<Record<string, string>>
  /** Stored on the way, as `osmium add-locations-to-ways` does. */
  readonly positions?: readonly (readonly [longitude: number, latitude: number])[]
}

export interface PbfRelation {
  readonly id: number
  readonly members: readonly Member[]
  readonly tags?: Readonly<Record<string, string>>
}

class Strings {
  readonly list = ['']
  readonly #index = new Map<string, number>([['', 0]])

  of(text: string): number {
    const known = this.#index.get(text)
    if (known !== undefined) return known
    this.#index.set(text, this.list.length)
    return this.list.push(text) - 1
  }
}

const deltas = (values: readonly number[]) => values.map((value, i) => value - (values[i - 1] ?? 0))

/**
 * Encodes a zigzag integer of 64 bits as a varint, because the library's writer loses the last bit beyond
 * 2^52.
 */
export function zigzagBytes(value: bigint): Uint8Array {
  let rest = value < 0n ? -2n * value - 1n : 2n * value
  const bytes: number[] = []
  for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80)
  return Uint8Array.from([...bytes, Number(rest)])
}

const packedZigzag = (values: readonly number[]) =>
  Buffer.concat(values.map((value) => zigzagBytes(BigInt(value))))

export class PbfFile {
  readonly #descriptor: number
  #size = 0

  constructor(path: string, requiredFeatures: readonly string[] = ['OsmSchema-V0.6', 'DenseNodes']) {
    this.#descriptor = openSync(path, 'w')
    const header = new PbfWriter()
    for (const feature of requiredFeatures) header.writeStringField(4, feature)
    this.#blob('OSMHeader', header.finish())
  }

  /** Number of bytes written so far. */
  get size(): number {
    return this.#size
  }

  /** `visible` is the value in history files for each node. */
  nodes(nodes: readonly PbfNode[], visible?: readonly boolean[]): void {
    const strings = new Strings()
    const keysValues = nodes.flatMap(({ tags = {} }) => [
      ...Object.entries(tags).flatMap(([key, value]) => [strings.of(key), strings.of(value)]),
      0,
    ])
    const dense = new PbfWriter()
    dense.writeBytesField(1, packedZigzag(deltas(nodes.map(({ id }) => id))))
    if (visible) dense.writeMessage(5, (flags, writer) => writer.writePackedBoolean(6, flags), [...visible])
    dense.writePackedSVarint(8, deltas(nodes.map(({ at }) => Math.round(at[1] * 1e7))))
    dense.writePackedSVarint(9, deltas(nodes.map(({ at }) => Math.round(at[0] * 1e7))))
    dense.writePackedVarint(10, keysValues)
    this.#group(strings, [[2, dense.finish()]])
  }

  ways(ways: readonly PbfWay[]): void {
    const strings = new Strings()
    const messages = ways.map(({ id, refs, positions, tags = {} }): [number, Uint8Array] => {
      const way = new PbfWriter()
      way.writeVarintField(1, id)
      this.#tags(way, strings, tags)
      way.writeBytesField(8, packedZigzag(deltas(refs)))
      const axis = (of: 0 | 1) => packedZigzag(deltas(positions?.map((at) => Math.round(at[of] * 1e7)) ?? []))
      if (positions) way.writeBytesField(9, axis(1))
      if (positions) way.writeBytesField(10, axis(0))
      return [3, way.finish()]
    })
    this.#group(strings, messages)
  }

  relations(relations: readonly PbfRelation[]): void {
    const strings = new Strings()
    const kinds = ['node', 'way', 'relation']
    const messages = relations.map(({ id, members, tags = {} }): [number, Uint8Array] => {
      const relation = new PbfWriter()
      relation.writeVarintField(1, id)
      this.#tags(relation, strings, tags)
      relation.writePackedVarint(
        8,
        members.map(({ role }) => strings.of(role)),
      )
      relation.writeBytesField(9, packedZigzag(deltas(members.map(({ ref }) => ref))))
      relation.writePackedVarint(
        10,
        members.map(({ kind }) => kinds.indexOf(kind)),
      )
      return [4, relation.finish()]
    })
    this.#group(strings, messages)
  }

  close(): void {
    closeSync(this.#descriptor)
  }

  #tags(writer: PbfWriter, strings: Strings, tags: Readonly<Record<string, string>>): void {
    writer.writePackedVarint(
      2,
      Object.keys(tags).map((key) => strings.of(key)),
    )
    writer.writePackedVarint(
      3,
      Object.values(tags).map((value) => strings.of(value)),
    )
  }

  #group(strings: Strings, messages: readonly (readonly [number, Uint8Array])[]): void {
    const group = new PbfWriter()
    for (const [field, bytes] of messages) group.writeBytesField(field, bytes)
    const table = new PbfWriter()
    for (const text of strings.list) table.writeStringField(1, text)
    const block = new PbfWriter()
    block.writeBytesField(1, table.finish())
    block.writeBytesField(2, group.finish())
    this.#blob('OSMData', block.finish())
  }

  #blob(type: string, data: Uint8Array): void {
    const blob = new PbfWriter()
    blob.writeVarintField(2, data.length)
    blob.writeBytesField(3, deflateSync(data))
    const body = blob.finish()
    const header = new PbfWriter()
    header.writeStringField(1, type)
    header.writeVarintField(3, body.length)
    const head = header.finish()
    const length = Buffer.alloc(4)
    length.writeUInt32BE(head.length)
    for (const part of [length, head, body]) this.#size += writeSync(this.#descriptor, part)
  }
}
