import { ImportError } from '../error.ts'
import type { ElementKind } from './elements.ts'

/**
 * Checks that elements of one kind are in the order of `osmium sort`: negative ids first, by absolute value,
 * then positive ones, without repetition.
 */
export class SortedIds {
  readonly #kind: ElementKind
  #last: number | undefined

  constructor(kind: ElementKind) {
    this.#kind = kind
  }

  /** Checks the next id. Throws ImportError if it is out of order or repeated. */
  next(id: number): void {
    const last = this.#last
    this.#last = id
    if (last === undefined || isBefore(last, id)) return
    throw last === id ? repeatedId(this.#kind, id) : notSorted()
  }
}

function isBefore(a: number, b: number): boolean {
  if (a > 0 !== b > 0) return b > 0
  return Math.abs(a) < Math.abs(b)
}

/** Creates the error for elements in another order than `osmium sort` gives. */
export const notSorted = () =>
  new ImportError({
    zh: 'OSM 文件未按类型和编号排序，请先运行 osmium sort。',
    en: 'The OSM file is not sorted by type and id. Sort it with: osmium sort.',
  })

const repeatedId = (kind: ElementKind, id: number) =>
  new ImportError({
    zh: `OSM 文件中 ${kind}/${id} 出现多次，无法判断以哪个为准。若由多个文件拼接，请用 osmium merge 合并；若为历史文件，请用 osmium time-filter 取某一时刻。`,
    en: `The OSM file has ${kind}/${id} more than once, and the right version is unknown. Merge files with: osmium merge. Extract one time from a history with: osmium time-filter.`,
  })

/** Creates the error for older versions and deleted elements. */
export const isHistory = () =>
  new ImportError({
    zh: 'OSM 文件是历史文件或变更文件（含多个版本或已删除的对象），请先用 osmium time-filter 取某一时刻。',
    en: 'The OSM file is a history or a list of changes (it has versions or deleted objects). Extract one time with: osmium time-filter.',
  })
