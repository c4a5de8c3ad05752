/** Texts of closures. */
import type { closureKinds } from '../../../geodata/model/answers/closures.ts'
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('道路封闭', 'Closed ways'),
  none: text('当前没有封闭', 'Nothing is closed'),
  inForce: text('生效中', 'in force'),
  planned: text('未开始', 'not begun'),
  until: text('至', 'until'),
  openEnd: text('未定结束', 'no end set'),
  show: text('定位', 'Show'),
  reopen: text('解除封闭', 'Open again'),
  add: text('封闭道路', 'Close ways'),
  kind: text('原因类别', 'Kind'),
  reason: text('原因', 'Reason'),
  who: text('禁止通行', 'Who cannot pass'),
  vehicle: text('车辆', 'vehicles'),
  foot: text('行人', 'people on foot'),
  from: text('开始（空为立即）', 'From (empty: now)'),
  to: text('结束（空为未定）', 'To (empty: no end)'),
  shape: text('封闭范围', 'Where'),
  shapes: {
    Point: text('最近的一段路', 'The nearest way'),
    LineString: text('沿线', 'Along a line'),
    Polygon: text('区域内所有道路', 'All ways in an area'),
  },
  draw: text('在地图上画', 'Draw on the map'),
  drawing: text('在地图上逐点点击，Esc 结束', 'Click each point on the map. Escape ends'),
  corners: text('坐标，每行一个', 'Coordinates, one in each line'),
  cornersHint: text('经度, 纬度（WGS 84）', 'Longitude, latitude (WGS 84)'),
  cornersWrong: text(
    '应为“119.76, 30.24”这样的坐标，每行一个',
    'Write coordinates as "119.76, 30.24", one in each line',
  ),
  tooFew: text('请先给出封闭范围', 'Say where first'),
  clear: text('清除', 'Clear'),
  submit: text('封闭', 'Close'),
} as const

export const kindTitles: Readonly<Record<(typeof closureKinds)[number], Text>> = {
  road_work: text('施工', 'Road works'),
  flood: text('积水', 'Flooding'),
  event: text('活动管制', 'Event'),
  accident: text('事故', 'Accident'),
  landslide: text('塌方', 'Landslide'),
  other: text('其他', 'Other'),
}
