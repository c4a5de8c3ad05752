import type { Text } from '../../../geodata/model/text.ts'
import type { ProfiledWarningKind } from './profiled-way.ts'

export const messages = {
  title: { zh: '高程剖面', en: 'Elevation profile' },
  noHeights: { zh: '这里没有高程数据', en: 'No elevation data here' },
  position: { zh: '沿线位置', en: 'Position along the way' },
  height: { zh: '海拔', en: 'elevation' },
  grade: { zh: '坡度', en: 'gradient' },
  ascent: { zh: '爬升', en: 'up' },
  descent: { zh: '下降', en: 'down' },
  choosePart: { zh: '选一段', en: 'Choose a part' },
  wholeWay: { zh: '看全程', en: 'Whole way' },
  part: { zh: '所选一段', en: 'Chosen part' },
  partStart: { zh: '起点', en: 'Start of the part' },
  partEnd: { zh: '终点', en: 'End of the part' },
  surface: { zh: '路面', en: 'Surface' },
  warnings: { zh: '沿途提示', en: 'On the way' },
  grades: { zh: '坡度', en: 'Gradient' },
  lit: { zh: '有照明', en: 'lit' },
  unlit: { zh: '无照明', en: 'unlit' },
  gap: { zh: '断点', en: 'Gap' },
  gapOf: { zh: '线路中断，直线距离', en: 'The line is interrupted, straight-line distance' },
  hint: {
    zh: '在图上左右移动查看各处，地图上的圆点同步移动',
    en: 'Move across the chart; the dot on the map moves with it',
  },
  steepest: { zh: '最陡', en: 'Up to' },
  wide: { zh: '宽', en: 'Width' },
  withRamp: { zh: '旁有坡道', en: 'With a ramp' },
  times: { zh: '处', en: '×' },
  together: { zh: '共', en: 'in total' },
  from: { zh: '自', en: 'from' },
  until: { zh: '至', en: 'until' },
} satisfies Record<string, Text>

/** Short names beside the chart, and full names in the list. */
export const warningWords: Readonly<
  Record<ProfiledWarningKind, { readonly short: Text; readonly full: Text }>
> = {
  closed: { short: { zh: '封闭', en: 'Closed' }, full: { zh: '已封闭', en: 'Closed' } },
  closing: { short: { zh: '将封闭', en: 'Closing' }, full: { zh: '即将封闭', en: 'Closing soon' } },
  steps: { short: { zh: '台阶', en: 'Steps' }, full: { zh: '台阶', en: 'Steps' } },
  gate: { short: { zh: '门禁', en: 'Gate' }, full: { zh: '门或路障', en: 'Gate or barrier' } },
  steep: {
    short: { zh: '陡坡', en: 'Steep' },
    full: { zh: '陡坡，轮椅难行', en: 'Steep for a wheelchair' },
  },
  narrow: { short: { zh: '窄路', en: 'Narrow' }, full: { zh: '窄路', en: 'Narrow way' } },
  push: { short: { zh: '推行', en: 'Push' }, full: { zh: '须推车步行', en: 'Push the bicycle' } },
  unpaved: { short: { zh: '未铺装', en: 'Unpaved' }, full: { zh: '未铺装路面', en: 'Unpaved' } },
  unlit: { short: { zh: '无照明', en: 'Unlit' }, full: { zh: '无照明', en: 'Unlit' } },
}

/** In the order of their importance. */
export const warningOrder = Object.keys(warningWords) as ProfiledWarningKind[]
