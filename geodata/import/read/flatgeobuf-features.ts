/** Reads the FlatGeobuf features that GDAL wrote, which it does ten times as fast as text. */
import { createReadStream } from 'node:fs'
import { ByteBuffer } from 'flatbuffers'
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { Feature as FlatFeature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import type { IProperties } from 'flatgeobuf/lib/mjs/generic/feature.js'
import { parseProperties } from 'flatgeobuf/lib/mjs/generic/feature.js'
import { fromFeature } from 'flatgeobuf/lib/mjs/geojson/feature.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import { fromByteBuffer } from 'flatgeobuf/lib/mjs/header-meta.js'
import type { Feature, Geometry } from 'geojson'

const MAGIC_BYTES = 8
const PREFIX_BYTES = 4

/** Yields the features of a FlatGeobuf file without an index, in file order. They have no ids. */
export async function* readFlatgeobuf(path: string): AsyncGenerator<Feature<Geometry | null>> {
  let header: HeaderMeta | undefined
  for await (const message of sizedMessages(path)) {
    const bytes = new ByteBuffer(message)
    if (!header) {
      header = fromByteBuffer(bytes)
      continue
    }
    const feature = FlatFeature.getSizePrefixedRootAsFeature(bytes)
    yield {
      type: 'Feature',
      geometry: feature.geometry() === null ? null : fromFeature(0, feature, header).geometry,
      properties: withDates(parseProperties(feature, header.columns), header.columns),
    }
  }
}

/** Converts dates, which GDAL writes as midnight. Times with a clock never come as FlatGeobuf. */
function withDates(properties: IProperties, columns: HeaderMeta['columns']): IProperties {
  for (const { name, type } of columns ?? []) {
    const value = properties[name]
    if (type === ColumnType.DateTime && typeof value === 'string') {
      properties[name] = value.replace(/T00:00:00$/, '')
    }
  }
  return properties
}

/** Yields the header and the features, each with its four bytes of size, aligned for reading. */
async function* sizedMessages(path: string): AsyncGenerator<Uint8Array> {
  let pieces: Buffer[] = []
  let length = 0
  let needed = 0
  let start = MAGIC_BYTES
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    pieces.push(chunk)
    length += chunk.length
    if (length < needed) continue
    const bytes = pieces.length > 1 ? Buffer.concat(pieces) : chunk
    for (;;) {
      needed = PREFIX_BYTES
      if (start + needed > bytes.length) break
      needed += bytes.readUInt32LE(start)
      if (start + needed > bytes.length) break
      // A copy is aligned, so that eight-byte numbers can be read in it.
      yield Uint8Array.prototype.slice.call(bytes, start, start + needed)
      start += needed
    }
    pieces = [bytes.subarray(start)]
    length = bytes.length - start
    start = 0
  }
}
