import type { Text } from '../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const words = {
  title: text('巡查态势', 'Patrol'),
  zones: text('片区', 'Zones'),
  zone: text('片区', 'Zone'),
  zonesTable: text(
    '片区：30 天事件、51030 达标率与单元',
    'Zones: incidents in 30 days, 51030 attainment and units',
  ),
  noZones: text('还没有巡查片区', 'There are no patrol zones yet'),
  incidents30: text('30 天事件', '30 days'),
  open: text('未结', 'open'),
  units: text('单元', 'Units'),
  noUnits: text('还没有巡查单元', 'There are no units yet'),
  routed: text('5 分派单', 'Routed in 5 min'),
  arrived: text('10 分到场', 'On the scene in 10 min'),
  fed_back: text('30 分反馈', 'Fed back in 30 min'),
} satisfies Record<string, Text>
