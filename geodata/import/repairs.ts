/** Records changes of geometries during an import, by layer and reasons, with areas before and after. */
import type { Text } from '../model/text.ts'

/** Faults of geometries and how they were repaired. */
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
   * m² in EPSG:4549: the area of the rings in the file (shell minus holes of each part, by the shoelace
   * formula, overlaps counted twice), and the stored area. Null if areas were not changed.
   */
  readonly before: number | null
  readonly after: number | null
  /** Longitude and latitude of the first invalid place. */
  readonly at: readonly [number, number] | null
}

export interface Repair {
  readonly layer: string
  readonly reasons: readonly RepairReason[]
  count: number
  /** The first rows, at most `ROW_LIMIT`. */
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

/** Returns the reasons as text. */
export function repairText({ reasons }: Repair): Text {
  return {
    zh: reasons.map((reason) => repairReasons[reason].zh).join('；'),
    en: reasons.map((reason) => repairReasons[reason].en).join('; '),
  }
}
