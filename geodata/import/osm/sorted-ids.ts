import { ImportError } from '../error.ts'
import type { ElementKind } from './elements.ts'

/**
 * Watches that elements of one kind come as `osmium sort` puts them: negative ids first, by size, then
 * positive ones. Each id may come once.
 */
export class SortedIds {
  readonly #kind: ElementKind
  #last: number | undefined

  constructor(kind: ElementKind) {
    this.#kind = kind
  }

  /** Hears the next id. @throws ImportError if it is out of order or was there before */
  next(id: number): void {
    const last = this.#last
    this.#last = id
    if (last === undefined || isBefore(last, id)) return
    throw last === id ? comesTwice(this.#kind, id) : notSorted()
  }
}

function isBefore(a: number, b: number): boolean {
  if (a > 0 !== b > 0) return b > 0
  return Math.abs(a) < Math.abs(b)
}

/** For elements that come in another order than `osmium sort` puts them in. */
export const notSorted = () =>
  new ImportError({
    zh: 'OSM 文件未按类型和编号排序，请先运行 osmium sort。',
    en: 'The OSM file is not sorted by type and id. Sort it with: osmium sort.',
  })

const comesTwice = (kind: ElementKind, id: number) =>
  new ImportError({
    zh: `OSM 文件中 ${kind}/${id} 出现多次，无法判断以哪个为准。若由多个文件拼接，请用 osmium merge 合并；若为历史文件，请用 osmium time-filter 取某一时刻。`,
    en: `The OSM file has ${kind}/${id} more than once, and the right version is unknown. Merge files with: osmium merge. Extract one time from a history with: osmium time-filter.`,
  })

/** For versions and deleted elements of past moments. */
export const isHistory = () =>
  new ImportError({
    zh: 'OSM 文件是历史文件或变更文件（含多个版本或已删除的对象），请先用 osmium time-filter 取某一时刻。',
    en: 'The OSM file is a history or a list of changes (it has versions or deleted objects). Extract one time with: osmium time-filter.',
  })
