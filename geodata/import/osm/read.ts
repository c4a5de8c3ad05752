/** Reads an OSM PBF file in one pass. */
import { basename } from 'node:path'
import { PbfReader } from 'pbf'
import { ImportError } from '../error.ts'
import { readBlobs } from './blob.ts'
import { visitBlock } from './block.ts'
import type { Visitor } from './elements.ts'
import { isHistory } from './sorted-ids.ts'

/** Features of the format that this reader supports. */
const understood = new Set(['OsmSchema-V0.6', 'DenseNodes'])

/**
 * Reads a file once, block by block, and visits its elements in order (nodes, ways, relations). Yields after
 * each block the number of bytes read, so that the caller can write what the visitor collected before memory
 * grows. Throws ImportError for anything but a complete OSM PBF.
 */
export async function* readOsm(file: string, visitor: Visitor): AsyncGenerator<number> {
  const name = basename(file)
  let headed = false
  for await (const { type, data, end } of readBlobs(file)) {
    try {
      if (type === 'OSMHeader') {
        checkHeader(name, data)
        headed = true
      } else if (type === 'OSMData' && headed) visitBlock(data, visitor)
    } catch (cause) {
      if (cause instanceof ImportError) throw cause
      throw new ImportError(
        {
          zh: `${name} 的数据块无法解读（至第 ${end} 字节）。`,
          en: `${name} has a block that cannot be read (up to byte ${end}).`,
        },
        { cause },
      )
    }
    if (!headed) {
      throw new ImportError({
        zh: `${name} 不是 OSM PBF 文件：缺少文件头。`,
        en: `${name} is not an OSM PBF file: it has no header.`,
      })
    }
    yield end
  }
}

function checkHeader(name: string, data: Uint8Array): void {
  const required: string[] = []
  new PbfReader(data).readFields((tag, into, pbf) => {
    if (tag === 4) into.push(pbf.readString())
  }, required)
  if (required.includes('HistoricalInformation')) throw isHistory()
  const unknown = required.filter((feature) => !understood.has(feature))
  if (unknown.length === 0) return
  // A damaged header may contain anything.
  const list = unknown.map((feature) => feature.replaceAll(/[^\w.:-]/g, '?').slice(0, 40)).join(', ')
  throw new ImportError({
    zh: `${name} 需要本程序不支持的特性：${list}。`,
    en: `${name} needs features that are not supported: ${list}.`,
  })
}
