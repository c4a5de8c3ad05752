/** Reads the features that GDAL wrote, as FlatGeobuf or as GeoJSON, one a line. */
import { createReadStream } from 'node:fs'
import type { Feature, Geometry } from 'geojson'
import { readFlatgeobuf } from './flatgeobuf-features.ts'

/**
 * Yields the features of a FlatGeobuf file (.fgb), or of a GeoJSON text sequence without separators, in WGS
 * 84.
 */
export async function* readFeatures(path: string): AsyncGenerator<Feature<Geometry | null>> {
  if (path.endsWith('.fgb')) {
    yield* readFlatgeobuf(path)
    return
  }
  for await (const line of byteLines(path)) {
    if (line.length === 0) continue
    yield JSON.parse(line.toString('utf8')) as Feature<Geometry | null>
  }
}

/** Yields the lines of a file as bytes, without line ends. */
export async function* byteLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = []
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    let start = 0
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      yield rest.length > 0
        ? Buffer.concat([...rest, chunk.subarray(start, end)])
        : chunk.subarray(start, end)
      rest = []
      start = end + 1
    }
    if (start < chunk.length) rest.push(chunk.subarray(start))
  }
  if (rest.length > 0) yield Buffer.concat(rest)
}
