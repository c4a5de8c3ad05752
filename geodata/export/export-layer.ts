/** Writes a layer to a file. */
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { record } from '../audit/record.ts'
import type { Database } from '../database/database.ts'
import { streamRows } from '../database/row-stream.ts'
import { layerProperties } from '../model/catalogue.ts'
import { crs84, epsg4549 } from '../model/coordinate-systems.ts'
import type { Layer } from '../model/layer.ts'
import type { Language } from '../model/text.ts'
import { identifier } from './columns.ts'
import type { FeatureFormat, FormatRow } from './format.ts'
import { filePieces } from './pieces.ts'
import { rowColumns } from './row-forms.ts'

export interface LayerExport {
  readonly layer: Layer
  readonly format: FeatureFormat
  readonly out: string
  readonly source: string | undefined
  readonly language: Language
  readonly signal: AbortSignal
}

/**
 * Writes the rows of a layer that the connection may read to a file, in constant memory, and records it in the
 * audit log. Returns the number of features.
 */
export async function exportLayer(database: Database, task: LayerExport): Promise<number> {
  const { layer, format, source, language, signal } = task
  const crs = format.areasInEpsg4549 ? epsg4549 : crs84
  const properties = layerProperties(layer)
  const columns = rowColumns({ crs, properties }, format.rows).join(', ')
  const text = `select ${columns} from ${identifier(layer.id)} as t where $1::text is null or t.source = $1 order by t.id`
  const writer = format.writer({ layer, properties, epsg: crs.srid, language, titles: false })
  let count = 0
  async function* counted(): AsyncGenerator<readonly FormatRow[], void, undefined> {
    for await (const batch of streamRows<FormatRow>(
      database,
      { text, values: [source ?? null] },
      { signal },
    )) {
      count += batch.length
      yield batch
    }
  }
  const batches = counted()
  const first = await batches.next()
  await pipeline(Readable.from(filePieces(first, batches, writer)), createWriteStream(task.out))
  const after = { format: format.name, features: count, source: source ?? null }
  await record(database, { action: 'export', object: layer.id, after })
  return count
}
