/** Hangzhou's numbers for greenways, by which their keepers judge them. */
import type { Text } from '../text.ts'

interface Norm {
  readonly value: number
  readonly unit: 'm' | 'share' | 'minute'
  readonly title: Text
  readonly source: Text
}

const standard: Text = {
  zh: '杭州市绿道系统建设技术标准（2019），经公开报道',
  en: "Hangzhou's technical standard for greenways (2019), as reported in the press",
}

const norm = (value: number, unit: Norm['unit'], zh: string, en: string): Norm => ({
  value,
  unit,
  title: { zh, en },
  source: standard,
})

export const greenwayNorms = {
  reach_minutes: norm(5, 'minute', '步行可达时间', 'Walking time'),
  reach_share: norm(0.8, 'share', '建成区 5 分钟步行可达，不低于', 'Built area within 5 minutes, at least'),
  walk_width_m: norm(1.5, 'm', '步行道宽度，不小于', 'Width for walking, at least'),
  ride_width_m: norm(3.5, 'm', '骑行道宽度，不小于', 'Width for cycling, at least'),
  car_park_m: norm(200, 'm', '入口到停车场，不超过', 'From an entrance to a car park, at most'),
} satisfies Record<string, Norm>
