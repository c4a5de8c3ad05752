/** Names of the events of incidents, as people read them. */
import type { Text } from '../text.ts'
import type { IncidentEventType } from './incident-machine.ts'

export const eventTitles: Readonly<Record<IncidentEventType, Text>> = {
  received: { zh: '受理', en: 'received' },
  routed: { zh: '派单', en: 'routed' },
  accepted: { zh: '接单', en: 'accepted' },
  arrived: { zh: '到场', en: 'arrived' },
  resolved: { zh: '处置完毕', en: 'resolved' },
  fed_back: { zh: '反馈', en: 'fed back' },
  closed: { zh: '办结', en: 'closed' },
  rerouted: { zh: '改派', en: 'rerouted' },
  reopened: { zh: '重新打开', en: 'reopened' },
  cancelled: { zh: '撤销', en: 'cancelled' },
  merged: { zh: '并案', en: 'merged' },
  unmerged: { zh: '取消并案', en: 'unmerged' },
  units_added: { zh: '增派', en: 'units added' },
  unit_released: { zh: '撤回单元', en: 'unit released' },
  alarm_raised: { zh: '提升警情等级', en: 'alarm level raised' },
  priority_changed: { zh: '更改优先级', en: 'priority changed' },
  noted: { zh: '备注', en: 'noted' },
  corrected: { zh: '导入更正', en: 'corrected by an import' },
  photo_added: { zh: '添加照片', en: 'photo added' },
}
