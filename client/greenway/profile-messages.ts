/** Texts of a greenway's profile, apart from those of a first visit. */
import type { Text } from '../../geodata/model/text.ts'

export const profileMessages = {
  stages: { zh: '分段', en: 'Stages' },
  start: { zh: '起点', en: 'Start' },
  end: { zh: '终点', en: 'End' },
  climbs: { zh: '爬升', en: 'Climbs' },
  gettingThere: { zh: '怎么去', en: 'Getting there' },
  atStart: { zh: '起点附近', en: 'Near the start' },
  atEnd: { zh: '终点附近', en: 'Near the end' },
  startAndEnd: { zh: '起终点附近', en: 'Near start and end' },
  noTransit: {
    zh: '20 公里内没有登记的地铁站、公交站、停车场',
    en: 'No recorded metro station, bus stop or car park within 20 km',
  },
  width: { zh: '宽', en: 'Width' },
  lit: { zh: '有照明', en: 'Lit' },
  lightUnknown: { zh: '照明情况没有登记', en: 'Light is not recorded' },
  hasSteps: { zh: '有台阶', en: 'Has steps' },
  noSteps: { zh: '没有登记的台阶', en: 'No recorded steps' },
  gaps: { zh: '处断点', en: 'gaps' },
  noGaps: { zh: '全线贯通', en: 'No gaps' },
} satisfies Record<string, Text>
