/** Notes what an import changed in geometries to make them fit, by layer and reasons, with areas before and after. */
import type { Text } from '../model/text.ts'

/** What was wrong with a geometry, and what was done about it. */
const repairReasons = {
  parts_overlap: { zh: '组成部分相互重叠，已合并', en: 'parts overlapped: they were united' },
  hole_sticks_out: {
    zh: '洞超出所在的面，超出部分不计',
    en: 'a hole extended outside its part: the outside is ignored',
  },
  holes_overlap: { zh: '洞相互重叠，已合并', en: 'holes overlapped: they were united' },
  ring_crosses: {
    zh: '边界自相交或折回，各瓣均保留，折线去除',
    en: 'an outline crossed or doubled back on itself: every lobe was kept, spikes were removed',
  },
  touching: {
    zh: '组成部分或洞沿边相接，已合并',
    en: 'parts or holes touched along a line: they were joined',
  },
  closed: {
    zh: '首尾相差不超过 1 毫米，已闭合',
    en: 'an outline missed its start by at most 1 mm and was closed',
  },
  empty_part: {
    zh: '没有面积或长度的部分已略去',
    en: 'parts without area or length were left out',
  },
  other_kind: {
    zh: '其他几何类型的部分已略去',
    en: 'parts of another kind of geometry were left out',
  },
  area_of_line: { zh: '闭合线作为面存入', en: 'closed lines were stored as areas' },
  point_of_area: { zh: '面以其内部一点存入', en: 'areas were stored as a point inside them' },
} satisfies Record<string, Text>

export type RepairReason = keyof typeof repairReasons

export interface RepairedRow {
  readonly id: string
  /**
   * m² in EPSG:4549: what the rings of the file claim (of each part the shell less its holes, by the
   * shoelace formula, overlaps counted twice), and what was stored. Null where areas were not touched.
   */
  readonly before: number | null
  readonly after: number | null
  /** Longitude and latitude of the first place that was not valid. */
  readonly at: readonly [number, number] | null
}

export interface Repair {
  readonly layer: string
  readonly reasons: readonly RepairReason[]
  count: number
  /** The first of them, at most `ROW_LIMIT`. */
  readonly rows: RepairedRow[]
}

const ROW_LIMIT = 1000

export class Repairs {
  #repairs = new Map<string, Repair>()

  add(
    layer: string,
    reasons: readonly RepairReason[],
    id: string,
    change: Omit<RepairedRow, 'id'> = { before: null, after: null, at: null },
  ): void {
    const key = JSON.stringify([layer, ...reasons])
    let repair = this.#repairs.get(key)
    if (!repair) {
      repair = { layer, reasons, count: 0, rows: [] }
      this.#repairs.set(key, repair)
    }
    repair.count++
    if (repair.rows.length < ROW_LIMIT) repair.rows.push({ id, ...change })
  }

  /** Most frequent first. */
  list(): Repair[] {
    return [...this.#repairs.values()].sort((a, b) => b.count - a.count)
  }
}

/** The reasons in words. */
export function repairText({ reasons }: Repair): Text {
  return {
    zh: reasons.map((reason) => repairReasons[reason].zh).join('；'),
    en: reasons.map((reason) => repairReasons[reason].en).join('; '),
  }
}
