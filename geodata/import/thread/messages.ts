/** Messages between the thread of an import and the thread that started it. */
import type { QueryConfig, TransactionOptions } from '../../database/database.ts'
import type { DeliveryReport } from '../../model/answers/delivery.ts'
import type { DeliveryProfile } from '../../model/planning/delivery/profile.ts'
import type { Text } from '../../model/text.ts'
import type { ImportReport } from '../import.ts'
import type { ImportPreview } from '../preview.ts'
import type { OutlineFile } from '../read-outlines.ts'
import type { ImportRequest } from '../request.ts'

export interface ThreadTask {
  readonly task: 'import' | 'preview' | 'outlines' | 'check' | 'check stored'
  readonly request: Omit<ImportRequest, 'gdal' | 'signal' | 'onProgress'>
  /** Rules of a check, if not those of the layer. */
  readonly rules: DeliveryProfile | undefined
  /** Folder of all temporary files. */
  readonly folder: string
}

/** Requests of the thread to its starter, which owns the database connection. Each gets an answer. */
export type Call =
  | { readonly name: 'begin'; readonly options: TransactionOptions }
  | { readonly name: 'query'; readonly query: Pick<QueryConfig, 'text' | 'values' | 'rowMode'> }
  | { readonly name: 'copy begin'; readonly table: string; readonly columns: readonly string[] }
  | { readonly name: 'copy lines'; readonly lines: string }
  | { readonly name: 'copy end' }
  | { readonly name: 'before commit'; readonly report: ImportReport }
  | { readonly name: 'commit' }
  | { readonly name: 'rollback' }

export type ThreadResult = ImportReport | ImportPreview | OutlineFile | DeliveryReport

export type FromThread =
  | { readonly kind: 'call'; readonly id: number; readonly call: Call }
  | { readonly kind: 'progress'; readonly step: Text; readonly share: number | undefined }
  | { readonly kind: 'done'; readonly result: ThreadResult }
  /** `text` of an ImportError; for other errors, the text for the log. */
  | { readonly kind: 'failed'; readonly text: Text | null; readonly error: string }

export type ToThread =
  | { readonly kind: 'answer'; readonly id: number; readonly result?: unknown; readonly error?: string }
  | { readonly kind: 'cancel' }
