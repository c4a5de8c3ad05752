import type { Text } from '../../geodata/model/text.ts'

export const messages = {
  title: { zh: '探索绿道', en: 'Explore the greenways' },
  total: { zh: '条绿道，共', en: 'greenways, in total' },
  facilities: { zh: '找设施', en: 'Find facilities' },
  all: { zh: '不限', en: 'Any' },
  list: { zh: '绿道', en: 'Greenways' },
  more: { zh: '更多', en: 'More' },
  loop: { zh: '环线', en: 'Loop' },
  empty: { zh: '还没有绿道数据', en: 'No greenways yet' },
  length: { zh: '全长', en: 'Length' },
  segments: { zh: '路段', en: 'Segments' },
  surfaces: { zh: '路面', en: 'Surface' },
  elevation: { zh: '海拔', en: 'Elevation' },
  lowest: { zh: '最低', en: 'Lowest' },
  highest: { zh: '最高', en: 'Highest' },
  climb: { zh: '累计爬升', en: 'Climb' },
  alongWay: { zh: '100 米内的设施', en: 'Facilities within 100 m' },
  nothingAlong: { zh: '100 米内没有登记的设施', en: 'No recorded facilities within 100 m' },
  entrances: { zh: '入口', en: 'Entrances' },
  fly: { zh: '沿线飞行', en: 'Fly along' },
  stop: { zh: '停止飞行', en: 'Stop' },
} satisfies Record<string, Text>
