/** Counts what an import leaves out, by layer and reason, with ids for finding it. */
import type { Text } from '../model/text.ts'

/** Reasons for leaving something out. `{}` stands for a detail, such as a column's name. */
const skipReasons = {
  unbuilt: { zh: '规划或在建，尚非道路', en: 'planned or being built, not yet a road' },
  missing_nodes: { zh: '节点不在文件中或没有位置', en: 'nodes are not in the file, or have no position' },
  missing_members: {
    zh: '成员不在文件中，面不完整',
    en: 'members are not in the file, so the area is incomplete',
  },
  open_rings: { zh: '环不闭合', en: 'its rings do not close' },
  not_closed: { zh: '面状要素的线不闭合', en: 'an area whose line does not close' },
  too_short: { zh: '不同的点少于两个', en: 'a line of fewer than two points' },
  no_area: { zh: '没有面积', en: 'it has no area' },
  partial_route: {
    zh: '部分成员不在文件中或不是路线，只导入其余路段',
    en: 'some members are missing or are not routes; the rest was imported',
  },
  empty_route: { zh: '路线没有一段在文件中', en: 'no part of the route is in the file' },
  circular_route: {
    zh: '路线包含其自身，重复处略去',
    en: 'a route that contains itself; it was followed once',
  },
  unnamed_route: { zh: '路线没有名称', en: 'a route without a name' },
  parallel: {
    zh: '与同名路段平行重复，不计入绿道',
    en: 'runs parallel to another piece of the same name; not part of the greenway',
  },
  far_from_greenway: { zh: '附近没有绿道', en: 'no greenway nearby' },
  no_geometry: { zh: '没有几何', en: 'it has no geometry' },
  wrong_geometry: { zh: '几何类型不符：{}', en: 'its geometry is of another kind: {}' },
  invalid_geometry: { zh: '几何无效且无法修复', en: 'its geometry is not valid and cannot be repaired' },
  out_of_range: {
    zh: '坐标超出经纬度范围',
    en: 'its coordinates are outside the range of longitudes and latitudes',
  },
  elsewhere: {
    zh: '坐标不在坐标系的范围内，或为 0, 0',
    en: 'its coordinates are outside the area of use of the coordinate system, or 0, 0',
  },
  missing_value: { zh: '缺少必填字段：{}', en: 'a required column is missing: {}' },
  bad_value: { zh: '字段值无法转换：{}', en: 'a value cannot be converted: {}' },
  no_date: {
    zh: '不是有效的日期或时间，该列留空，要素已导入：{}',
    en: 'not a date or time; the column was left empty and the row imported: {}',
  },
  no_figure: {
    zh: '不是数值，未与实测值比较，要素已按实测值导入：{}',
    en: 'not a number, so not compared with the measured one, which was imported: {}',
  },
  undecoded: {
    zh: '文字无法解读（�）；可空的列留空，必填的列则略去要素：{}',
    en: 'its text cannot be decoded (�); the column was left empty, or the row left out if the column is required: {}',
  },
  contradiction: { zh: '字段值互相矛盾：{}', en: 'its values contradict each other: {}' },
  unknown_code: { zh: '代码表中没有该值：{}', en: 'a value is not in the code list: {}' },
  duplicate_id: { zh: '编号重复，只保留第一个', en: 'duplicate id; the first is kept' },
} satisfies Record<string, Text>

export type SkipReason = keyof typeof skipReasons

export interface Skip {
  readonly layer: string
  readonly reason: SkipReason
  readonly detail: string
  count: number
  /** The first ids, at most `ID_LIMIT`. */
  readonly ids: string[]
}

const ID_LIMIT = 1000

/** Replaces control characters in values of damaged files, so that each reason stays on one line. */
const printable = (text: string) => text.replaceAll(/\p{Cc}+/gu, '\uFFFD')

export class Skipped {
  #skips = new Map<string, Skip>()

  add(layer: string, reason: SkipReason, rowId: string, said = ''): void {
    const [id, detail] = [printable(rowId), printable(said)]
    const key = JSON.stringify([layer, reason, detail])
    let skip = this.#skips.get(key)
    if (!skip) {
      skip = { layer, reason, detail, count: 0, ids: [] }
      this.#skips.set(key, skip)
    }
    skip.count++
    if (skip.ids.length < ID_LIMIT) skip.ids.push(id)
  }

  /** Most frequent first. */
  list(): Skip[] {
    return [...this.#skips.values()].sort((a, b) => b.count - a.count)
  }
}

/** Returns the reason as text, with its detail. */
export function skipText({ reason, detail }: Skip): Text {
  const { zh, en } = skipReasons[reason]
  return { zh: zh.replace('{}', detail), en: en.replace('{}', detail) }
}
