/** Texts of the patrol desk. */
import type { Text } from '../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('巡查态势', 'Patrol'),
  chosen: text('所选时段事件', 'Incidents chosen'),
  before: text('较前一时段', 'vs. previous period'),
  openNow: text('未办结', 'Open'),
  onDuty: text('在岗单元', 'Units on duty'),
  time: text('时间', 'Time'),
  presets: text('时间预设', 'Time presets'),
  histogram: text('事件数直方图，可拖动选择时段', 'Incidents over time; drag to choose a range'),
  rangeFrom: text('开始日期', 'First day'),
  rangeTo: text('结束日期', 'Last day'),
  rangeWhole: text('移动时段', 'Move the range'),
  play: text('播放', 'Play'),
  pause: text('暂停', 'Pause'),
  maxPerDay: text('日均最高', 'Highest daily average'),
  display: text('地图显示', 'On the map'),
  heat: text('热力', 'Heat'),
  hexagons: text('六角格', 'Hexagons'),
  zonesDisplay: text('片区', 'Zones'),
  few: text('少', 'Few'),
  many: text('多', 'Many'),
  heatNote: text('按当前视野内的密度着色', 'Coloured by density within the view'),
  hexagonNote: text('每格事件数', 'Incidents per hexagon'),
  closer: text('放大后可点选单起事件', 'Zoom in to click single incidents'),
  legend: text('图例', 'Legend'),
  metric: text('片区着色', 'Colour zones by'),
  filters: text('筛选', 'Filters'),
  kinds: text('事件类型', 'Incident types'),
  all: text('全部', 'All'),
  hours: text('时段', 'Hours of the day'),
  weekdays: text('星期', 'Weekdays'),
  clear: text('清除筛选', 'Clear filters'),
  noIncidents: text('还没有事件记录', 'No incidents yet'),
  nothing: text('所选条件下没有事件', 'No incidents match these filters'),
  zones: text('片区与 51030', 'Zones and 51030'),
  zone: text('片区', 'Zone'),
  zonesTable: text(
    '片区：30 天事件、51030 达标率与在岗单元',
    'Zones: incidents in 30 days, 51030 attainment and units on duty',
  ),
  clocksNote: text(
    '5 分派单、10 分到场、30 分反馈的达标率，均自受理起算',
    'Share routed within 5, on scene within 10, fed back within 30 minutes, all from receipt',
  ),
  asOf: text('30 天截至', '30 days up to'),
  noZones: text('还没有巡查片区', 'No patrol zones yet'),
  incidents30: text('30 天', '30 days'),
  open: text('未结', 'open'),
  units: text('单元', 'Units'),
  unitList: text('巡查单元', 'Patrol units'),
  noUnits: text('还没有巡查单元', 'No units yet'),
  stale: text('位置更新中断，正在重试', 'Positions are outdated. Trying again'),
  ago: text('前', 'ago'),
  minutes: text('分钟', 'min'),
  hoursShort: text('小时', 'h'),
  daysShort: text('天', 'd'),
  justNow: text('刚刚', 'just now'),
  routed: text('5 分派单', 'Routed within 5 min'),
  arrived: text('10 分到场', 'On scene within 10 min'),
  fed_back: text('30 分反馈', 'Fed back within 30 min'),
  clocks: text('51030 时钟', 'The 51030 clocks'),
  late: text('超时', 'late'),
  met: text('达标', 'kept'),
  pending: text('未完成', 'not done'),
  interval: text('95% 区间', '95 % interval'),
  synthetic: text('合成数据', 'Synthetic'),
} satisfies Record<string, Text>

export const presetTitles = {
  day: text('24 小时', '24 h'),
  week: text('7 天', '7 d'),
  month: text('30 天', '30 d'),
  year: text('1 年', '1 y'),
  all: text('2 年', '2 y'),
} satisfies Record<string, Text>

export const metricTitles = {
  density: text('事件密度（起/平方公里）', 'Incidents per km²'),
  open: text('未办结（起）', 'Open incidents'),
  routed: text('5 分派单超时（%）', 'Late: routed within 5 min (%)'),
  arrived: text('10 分到场超时（%）', 'Late: on scene within 10 min (%)'),
  fed_back: text('30 分反馈超时（%）', 'Late: fed back within 30 min (%)'),
} satisfies Record<string, Text>

/** From Monday. */
export const weekdayTitles: readonly { readonly short: Text; readonly long: Text }[] = [
  { short: text('一', 'Mo'), long: text('星期一', 'Monday') },
  { short: text('二', 'Tu'), long: text('星期二', 'Tuesday') },
  { short: text('三', 'We'), long: text('星期三', 'Wednesday') },
  { short: text('四', 'Th'), long: text('星期四', 'Thursday') },
  { short: text('五', 'Fr'), long: text('星期五', 'Friday') },
  { short: text('六', 'Sa'), long: text('星期六', 'Saturday') },
  { short: text('日', 'Su'), long: text('星期日', 'Sunday') },
]
