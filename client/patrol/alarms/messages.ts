/** Texts of alarms and roll calls. */
import type { PatrolAlarm } from '../../../geodata/model/answers/patrol-alarm.ts'
import type { Text } from '../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  title: text('告警', 'Alarms'),
  acknowledge: text('确认', 'Acknowledge'),
  show: text('定位', 'Show'),
  sound: text('声音提示', 'Sound'),
  raised: text('发出', 'raised'),
  callRoll: text('点名', 'Call the roll'),
  rollCall: text('点名', 'Roll call'),
  answered: text('已应答', 'answered'),
  missing: text('未应答', 'no answer'),
  due: text('截止', 'due'),
} as const

export const alarmTitles: Readonly<Record<PatrolAlarm['kind'], Text>> = {
  sos: text('紧急求助', 'SOS'),
  check_in: text('未按时报到', 'Check-in overdue'),
  roll_call: text('点名未应答', 'No answer to the roll call'),
  zone_left: text('离开片区', 'Zone left'),
  off_route: text('偏离路线', 'Off the route'),
}
