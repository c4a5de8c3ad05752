/** Texts for reporters: status and history of their report. */
import type { Clock } from '../../../geodata/model/patrol/clocks.ts'
import type { IncidentEventType, IncidentState } from '../../../geodata/model/patrol/incident-machine.ts'
import type { Text } from '../../../geodata/model/text.ts'

export const stateWords: Readonly<Record<IncidentState, Text>> = {
  received: { zh: '已收到，正在安排巡查组。', en: 'We have your report and are choosing who goes.' },
  routed: { zh: '已派巡查组前往。', en: 'A patrol has been sent.' },
  accepted: { zh: '巡查组已接单，正在路上。', en: 'A patrol is on its way.' },
  arrived: { zh: '巡查组已到现场，正在处理。', en: 'A patrol is there and at work.' },
  resolved: { zh: '现场已处理完毕。', en: 'It has been dealt with on the spot.' },
  fed_back: { zh: '已处理并反馈，等待办结。', en: 'It has been dealt with and reported back.' },
  closed: { zh: '已办结。谢谢您的报告。', en: 'Your report is closed. Thank you.' },
  cancelled: { zh: '已核实，无需处理。', en: 'We looked into it: nothing had to be done.' },
  merged: { zh: '与另一份报告合并处理。', en: 'It is dealt with together with another report.' },
}

export const stepWords: Readonly<Partial<Record<IncidentEventType, Text>>> = {
  received: { zh: '收到报告', en: 'Report received' },
  routed: { zh: '派出巡查组', en: 'Patrol sent' },
  accepted: { zh: '巡查组接单', en: 'Patrol on its way' },
  arrived: { zh: '巡查组到达现场', en: 'Patrol on the scene' },
  resolved: { zh: '现场处理完毕', en: 'Dealt with' },
  fed_back: { zh: '反馈处理结果', en: 'Result reported back' },
  closed: { zh: '办结', en: 'Closed' },
  cancelled: { zh: '核实后撤销', en: 'Nothing had to be done' },
  reopened: { zh: '重新处理', en: 'Taken up again' },
  merged: { zh: '与另一份报告合并', en: 'Joined with another report' },
  unmerged: { zh: '恢复单独处理', en: 'Dealt with on its own again' },
}

export const dueWords: Readonly<Record<Clock, Text>> = {
  routed: { zh: '应在此前派出巡查组', en: 'A patrol should be sent by' },
  arrived: { zh: '应在此前到达现场', en: 'A patrol should be there by' },
  fed_back: { zh: '应在此前反馈结果', en: 'The result should be known by' },
}

export const pageWords = {
  title: { zh: '报告进展', en: 'Your report' },
  number: { zh: '编号', en: 'Number' },
  kind: { zh: '类型', en: 'Kind' },
  steps: { zh: '进展', en: 'What happened' },
  merged: {
    zh: '您的报告与另一份报告说的是同一件事，一并处理；以下是共同的进展。',
    en: 'Another report was about the same: both are dealt with together, and this is how they stand.',
  },
  overdue: { zh: '已超过时限，正在催办。', en: 'This is late, and we are seeing to it.' },
  other: { zh: 'English', en: '中文' },
  answer: { zh: '您的意见', en: 'Tell us' },
  words: { zh: '补充说明（可不填）', en: 'What should we know? (optional)' },
  persists: { zh: '问题还在，请再处理', en: 'The problem is still there' },
  thanks: { zh: '已解决，谢谢', en: 'It is solved, thank you' },
  reopened: { zh: '已转告，将再次处理。', en: 'We have been told, and will look at it again.' },
  thanked: { zh: '谢谢您的反馈。', en: 'Thank you for telling us.' },
  keep: {
    zh: '此页仅凭链接可见，请勿公开链接。刷新可查看最新进展。',
    en: 'Whoever has the link can see this page: keep it to yourself. Reload it for the latest.',
  },
} satisfies Record<string, Text>
