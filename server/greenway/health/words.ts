/** Texts of the report on the state of greenways. */
import type { StretchKind } from '../../../geodata/model/answers/greenway-health.ts'
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const words = {
  title: text('绿道体检报告', 'State of the greenways'),
  made: text('生成于', 'Made on'),
  reach: text('步行可达', 'Reach on foot'),
  reachIs: text(
    '建成区中步行 5 分钟内可达绿道的占',
    'Built area from which a greenway is reached within 5 minutes:',
  ),
  aim: text('目标不低于', 'aim at least'),
  met: text('达到', 'met'),
  missed: text('未达到', 'missed'),
  reachHow: text(
    '按路网步行时间计算，封闭的路不计；建成区取自地表覆盖中的居住、商业、工业、科教用地，按 # 米格网取 @ 处。',
    'By walking time in the network, without closed ways; built area is land cover of housing, commerce, industry and education, measured from @ places on a grid of # m.',
  ),
  noReach: text('没有建成区或绿道数据，无法计算。', 'No data of built land cover or greenways.'),
  linking: text('连接线', 'Linking sections'),
  noLinking: text(
    '无数据：来源没有标注连接线，不能判断“总长不超过 10%、每段不超过 3 公里”。',
    'No data: no source marks linking sections, so “at most 10 % in total, at most 3 km each” cannot be judged.',
  ),
  greenways: text('各条绿道', 'Greenways'),
  greenway: text('绿道', 'Greenway'),
  length: text('全长', 'Length'),
  narrowWalk: text('步行道窄于 1.5 米', 'Narrower than 1.5 m for walking'),
  narrowRide: text('骑行道窄于 3.5 米', 'Narrower than 3.5 m for cycling'),
  dark: text('无照明', 'Unlit'),
  gaps: text('断点', 'Gaps'),
  toilets: text('公厕', 'Toilets'),
  withoutToilet: text('最长无公厕', 'Longest without a toilet'),
  known: text('已知', 'known'),
  unknown: text('无数据', 'no data'),
  stretches: text('需要关注的路段', 'Stretches that need attention'),
  from: text('里程', 'Kilometres'),
  kind: text('问题', 'Problem'),
  least: text('最窄', 'least'),
  onMap: text('在地图上看', 'On the map'),
  entrances: text('距停车场超过 200 米的入口', 'Entrances more than 200 m from a car park'),
  allWithin: text('所有入口 200 米内都有停车场。', 'Every entrance has a car park within 200 m.'),
  noCarPark: text('2 公里内没有', 'none within 2 km'),
  nameless: text('未命名', 'Unnamed'),
  metres: text('米', 'm'),
  source: text('依据', 'Basis'),
} satisfies Record<string, Text>

export const stretchTitles: Readonly<Record<StretchKind, Text>> = {
  narrow_walk: text('步行道过窄', 'Too narrow for walking'),
  narrow_ride: text('骑行道过窄', 'Too narrow for cycling'),
  dark: text('无照明', 'Unlit'),
  gap: text('断点', 'Gap'),
  no_toilet: text('最长无公厕路段', 'Longest stretch without a toilet'),
}
