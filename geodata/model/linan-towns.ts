/**
 * The 18 towns and sub-districts of Lin'an (临安区, 330112): NBS division codes of 2022-10 and names.
 * Without outlines: the sample has schematic ones; imports bring real ones.
 */
import type { Text } from './text.ts'

export interface Town {
  /** Nine digits: six of the county, three of the town. */
  readonly code: string
  readonly title: Text
  readonly kind: 'subdistrict' | 'town'
}

type Row = readonly [code: string, zh: string, pinyin: string, kind: Town['kind']]

const rows: readonly Row[] = [
  ['330112006', '锦城街道', 'Jincheng', 'subdistrict'],
  ['330112002', '玲珑街道', 'Linglong', 'subdistrict'],
  ['330112005', '锦南街道', 'Jinnan', 'subdistrict'],
  ['330112007', '锦北街道', 'Jinbei', 'subdistrict'],
  ['330112008', '青山湖街道', 'Qingshanhu', 'subdistrict'],
  ['330112102', '高虹镇', 'Gaohong', 'town'],
  ['330112103', '太湖源镇', 'Taihuyuan', 'town'],
  ['330112104', '於潜镇', 'Yuqian', 'town'],
  ['330112106', '太阳镇', 'Taiyang', 'town'],
  ['330112107', '潜川镇', 'Qianchuan', 'town'],
  ['330112108', '昌化镇', 'Changhua', 'town'],
  ['330112109', '河桥镇', 'Heqiao', 'town'],
  ['330112111', '湍口镇', 'Tuankou', 'town'],
  ['330112112', '清凉峰镇', 'Qingliangfeng', 'town'],
  ['330112113', '岛石镇', 'Daoshi', 'town'],
  ['330112115', '板桥镇', 'Banqiao', 'town'],
  ['330112116', '天目山镇', 'Tianmushan', 'town'],
  ['330112117', '龙岗镇', 'Longgang', 'town'],
]

export const linanTowns: readonly Town[] = rows.map(([code, zh, pinyin, kind]) => ({
  code,
  title: { zh, en: kind === 'town' ? `${pinyin} Town` : `${pinyin} Sub-district` },
  kind,
}))
