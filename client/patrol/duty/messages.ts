/** Texts of the dialog in which leads manage the patrol. */
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('值守管理', 'Manage the patrol'),
  rosters: text('排班与人员', 'Rosters'),
  runCards: text('出动预案', 'Run cards'),
  devices: text('定位设备', 'Devices'),
  rules: text('时限提醒', 'Reminders'),
  webhooks: text('消息推送', 'Webhooks'),
  add: text('添加', 'Add'),
  save: text('保存', 'Save'),
  saved: text('已保存', 'Saved'),
  remove: text('删除', 'Delete'),
  none: text('没有', 'None'),
  from: text('开始', 'From'),
  to: text('结束', 'To'),
  name: text('名称', 'Name'),
  note: text('备注', 'Note'),
  unit: text('巡查组', 'Unit'),
  kind: text('事件类型', 'Type of incident'),
  anyKind: text('所有类型', 'All types'),
  priority: text('优先级', 'Priority'),
  anyPriority: text('所有优先级', 'All priorities'),
  synthetic: text('合成示例', 'Synthetic'),
} as const

export const rosterMessages = {
  onShift: text('在班', 'On shift'),
  offShift: text('不在班', 'Off shift'),
  until: text('至', 'until'),
  byHand: text('无排班，状态由人工设置', 'No roster: the state is set by hand'),
  present: text('到岗', 'Present'),
  people: text('人', 'people'),
  minimum: text('至少', 'at least'),
  restDue: text('应轮休', 'rest due'),
  lastCheckIn: text('最近报到', 'Last check-in'),
  shifts: text('班次', 'Shifts'),
  noShifts: text('未来 14 天没有班次', 'No shifts in the next 14 days'),
  addShift: text('添加班次', 'Add a shift'),
  calendar: text('下载日历（iCalendar）', 'Download the calendar (iCalendar)'),
  replaceCalendar: text('用日历文件替换未来班次', 'Replace the coming shifts by a calendar file'),
  read: text('已读入班次：', 'Shifts read:'),
  members: text('人员', 'People'),
  force: text('所属力量', 'Force'),
  skills: text('技能（以顿号或逗号分隔）', 'Skills, by comma'),
  person: text('姓名（仅班长可见）', 'Name (leads only)'),
  account: text('登录账号', 'Account'),
  accountHint: text(
    '填写登录账号后，此账号只以本组身份处置事件；一个账号只属于一个组。',
    'An account that is named acts for this unit only; it belongs to one unit.',
  ),
  addMember: text('添加人员', 'Add a person'),
  rules: text('值勤规则', 'Rules of duty'),
  crewMinimum: text('最少到岗人数', 'Crew minimum'),
  turnOut: text('出动准备（秒）', 'Seconds to turn out'),
  restAfter: text('连续值勤（分钟）后轮休', 'Minutes of duty until a rest'),
  checkIn: text('报到间隔（分钟），空为不要求', 'Minutes between check-ins; empty: none'),
} as const

export const cardMessages = {
  intro: text(
    '事件按类型、优先级和响应等级取一张预案；都符合时，等级最高者优先，其次看类型和优先级。没有预案时派一个组。',
    'An incident takes one card by type, priority and alarm level. Of those that fit, the highest level counts, then the type, then the priority. Without a card one unit is sent.',
  ),
  level: text('响应等级', 'Alarm level'),
  demand: text('需要', 'Needs'),
  units: text('组数', 'Units'),
  skills: text('各组所需力量（以顿号或逗号分隔，空为任一组）', 'Skills of each, by comma; empty: any unit'),
  addDemand: text('再加一项', 'Add a demand'),
  profile: text('到达方式', 'They come'),
  vehicle: text('驾车', 'by vehicle'),
  foot: text('步行', 'on foot'),
  addCard: text('添加预案', 'Add a card'),
  edit: text('修改', 'Change'),
  cancel: text('取消', 'Cancel'),
  any: text('任一组', 'any unit'),
} as const

export const deviceMessages = {
  intro: text(
    '手机应用、车载终端或 Traccar 网关以令牌上报位置。令牌只显示一次。',
    'Phone apps, devices in vehicles and Traccar gateways send positions with a token. It is shown once.',
  ),
  gateway: text('网关（不属于任何组）', 'Gateway (of no unit)'),
  via: text('经网关', 'Through the gateway'),
  direct: text('自行上报', 'It sends itself'),
  externalId: text('网关中的设备编号（uniqueId）', 'Its uniqueId at the gateway'),
  datum: text('坐标系', 'Datum'),
  movesUnit: text('以此设备的位置为巡查组的位置', 'The unit is where this device is'),
  lastAt: text('最近位置', 'Last position'),
  never: text('尚未上报', 'Nothing sent yet'),
  revoke: text('注销', 'Revoke'),
  revoked: text('已注销', 'Revoked'),
  register: text('登记设备', 'Register a device'),
  token: text('设备令牌，请现在复制：', 'Token of the device. Copy it now:'),
  doubtful: text('存疑位置', 'Positions that are not believed'),
  showDoubtful: text('查看（记入审计日志）', 'Show (recorded in the audit log)'),
  noDoubtful: text('没有存疑位置', 'None'),
  byAccount: text('账号上报', 'sent by an account'),
  accuracy: text('精度', 'accuracy'),
  more: text('仅列出最近 100 个', 'The latest 100 only'),
} as const

export const doubtTitles = {
  accuracy: text('精度太差', 'accuracy too poor'),
  clock_ahead: text('设备时钟超前', 'clock ahead'),
  clock_behind: text('设备时钟落后', 'clock behind'),
  no_fix: text('设备未定位', 'no fix'),
  speed: text('速度不可能', 'impossible speed'),
} as const

/** Names of the rules that exist from the start; leads name their own in one language. */
export const firstRules: Readonly<Record<string, string>> = {
  派单将超时: 'Routing is nearly overdue',
  派单超时: 'Routing is overdue',
  到场将超时: 'Arrival is nearly overdue',
  到场超时: 'Arrival is overdue',
  反馈将超时: 'Feedback is nearly overdue',
  反馈超时: 'Feedback is overdue',
}

export const ruleMessages = {
  intro: text(
    '时限将到或已过时，按规则提醒一次：在页面上、以声音、以邮件或推送给协作单位。',
    'When a clock is about to run out, or has, each rule tells once: on the page, by sound, by e-mail or to a partner.',
  ),
  clock: text('时限', 'Clock'),
  when: text('提醒时刻', 'When'),
  minutes: text('分钟', 'Minutes'),
  before: text('到时之前', 'before it runs out'),
  after: text('超时之后', 'after it ran out'),
  atEnd: text('到时', 'when it runs out'),
  untilMidnight: text('不填为到 24:00', 'Empty: until midnight'),
  action: text('方式', 'How'),
  to: text('推送地址', 'Webhook'),
  email: text('邮箱', 'E-mail'),
  upTo: text('及更紧急', 'and more urgent'),
  weekdays: text('星期', 'Weekdays'),
  hours: text('时段', 'Hours'),
  everyDay: text('每天', 'every day'),
  allDay: text('全天', 'all day'),
  addRule: text('添加规则', 'Add a rule'),
} as const

export const actionTitles = {
  page: text('页面提示', 'on the page'),
  sound: text('声音', 'by sound'),
  webhook: text('推送', 'to a webhook'),
  email: text('邮件', 'by e-mail'),
} as const

export const clockTitles = {
  routed: text('5 分钟派单', 'Routed in 5 min'),
  arrived: text('10 分钟到场', 'On scene in 10 min'),
  fed_back: text('30 分钟反馈', 'Fed back in 30 min'),
} as const

export const webhookMessages = {
  intro: text(
    '向协作单位推送事件进展，或接收其上报；都以密钥签名。',
    'Progress of incidents goes to partners, and reports come from them; both are signed by a secret.',
  ),
  direction: text('方向', 'Direction'),
  out: text('推送出去', 'Outgoing'),
  in: text('接收上报', 'Incoming'),
  url: text('对方地址', 'Address of the partner'),
  events: text('推送哪些进展', 'Which steps'),
  channel: text('来源', 'Channel'),
  nameHint: text('小写字母、数字、- 和 _', 'Small letters, digits, - and _'),
  secret: text('签名密钥，请现在复制：', 'Secret for signatures. Copy it now:'),
  addWebhook: text('添加推送', 'Add a webhook'),
  deliveries: text('未送达的消息', 'Messages that were given up'),
  noDeliveries: text('没有未送达的消息', 'None'),
  resend: text('重新发送', 'Send again'),
  attempts: text('次尝试', 'attempts'),
  noSteps: text('仅用于时限提醒', 'for reminders only'),
} as const
