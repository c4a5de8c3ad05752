/** Collects reports about single rows of an import: left out, repaired, with different measurements. */
import type { Text } from '../model/text.ts'
import type { Difference } from './differences.ts'
import { Repairs } from './repairs.ts'
import { Skipped } from './skipped.ts'

export class RowReport {
  readonly skipped = new Skipped()
  readonly repairs = new Repairs()
  readonly differences: Difference[] = []
  /** Warnings about data that were stored unchanged and cannot be right. */
  readonly warnings: Text[] = []
}
