/** What an import says of single rows: what was left out, what was repaired, what measures otherwise. */
import type { Text } from '../model/text.ts'
import type { Difference } from './differences.ts'
import { Repairs } from './repairs.ts'
import { Skipped } from './skipped.ts'

export class RowReport {
  readonly skipped = new Skipped()
  readonly repairs = new Repairs()
  readonly differences: Difference[] = []
  /** Sentences about what was stored as it came and cannot be right. */
  readonly warnings: Text[] = []
}
