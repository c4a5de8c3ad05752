/** Problems for refused events of incidents. */

import type { IncidentEvent, IncidentStand } from '../../geodata/model/answers/patrol-incident.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import type { IncidentStep } from '../../geodata/model/patrol/incident-machine.ts'
import { eventTitles } from '../../geodata/model/patrol/step-words.ts'
import type { Text } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'

const clock = (time: string, language: string) =>
  new Date(time).toLocaleString(language, { timeZone: 'Asia/Shanghai', hour12: false })

/** Returns a problem 409 with the state, who set it and when, and the possible steps. */
export function impossibleStep(
  step: IncidentStep,
  stand: IncidentStand,
  last: IncidentEvent | null,
): ProblemError {
  const { number, state, possible } = stand
  const title = codeLists.incidentStates[state].title
  const name = last?.account?.name
  const who = {
    zh: last ? `（${name ?? '平台'}于 ${clock(last.counted_at, 'zh-CN')}${eventTitles[last.type].zh}）` : '',
    en: last
      ? ` (${eventTitles[last.type].en} by ${name ?? 'the platform'} at ${clock(last.counted_at, 'en-GB')})`
      : '',
  }
  const list = (language: 'zh' | 'en') => possible.map((one) => eventTitles[one][language])
  return new ProblemError(
    409,
    { zh: '当前状态下不能进行此步骤', en: 'Not possible in this state' },
    {
      zh: `事件 ${number} 的状态是“${title.zh}”${who.zh}，不能“${eventTitles[step].zh}”。可以：${list('zh').join('、')}。`,
      en: `Incident ${number} is "${title.en}"${who.en}, so it cannot be ${eventTitles[step].en}. Possible: ${list('en').join(', ')}.`,
    },
    {},
    { state, possible, last },
  )
}

/** The rest of the sentence for each reason of the database. */
const reasons: Readonly<Record<string, (named: string) => Text>> = {
  no_units: () => ({
    zh: 'units 应至少有一个单元，如 [{"code":"QS-01","lead":true}]。',
    en: 'units should have at least one unit, as in [{"code":"QS-01","lead":true}].',
  }),
  unknown_unit: (named) => ({ zh: `没有编号为“${named}”的巡查单元。`, en: `There is no unit "${named}".` }),
  unit_not_sent: (named) => ({
    zh: `单元“${named}”没有被派往此事件，或已撤回。`,
    en: `The unit "${named}" was not sent to this incident, or was released.`,
  }),
  merge_target: (named) => ({
    zh: `into 应为另一个未办结事件的编号，收到的是“${named}”。`,
    en: `into should be the id of another open incident, but was "${named}".`,
  }),
  unknown_photo: () => ({
    zh: 'photos 应为您已上传、且尚未归入事件的照片编号，每张一次。',
    en: 'photos should be ids of photos that you have sent and that are not put to an incident yet, each once.',
  }),
  too_many_photos: (named) => ({
    zh: `一个事件最多 ${named} 张照片。`,
    en: `An incident can have at most ${named} photos.`,
  }),
  alarm_level: (named) => ({
    zh: `level 应高于当前的 ${named} 级。`,
    en: `level should be higher than the present level, ${named}.`,
  }),
}

/** Returns a problem 422: the event names an invalid unit or incident. */
export function refusedEvent(reason: string, named: string | null): ProblemError {
  const detail = reasons[reason]?.(named ?? '')
  if (detail === undefined) throw new Error(`unknown reason of a refused event: ${reason}`)
  return new ProblemError(422, { zh: '事件步骤有误', en: 'Event refused' }, detail)
}

/** Returns a problem 422: the key belongs to another event of the same account. */
export const keyUsed = () =>
  new ProblemError(
    422,
    { zh: '幂等键已用过', en: 'Key used' },
    {
      zh: '这个 key 已用于另一个事件步骤，请换一个。',
      en: 'This key was used for another event. Use a new one.',
    },
  )

/** Returns a problem 403: only another unit or a lead may take the step. */
export const notYourStep = (step: IncidentStep) =>
  new ProblemError(
    403,
    { zh: '不能替其他单元操作', en: 'Not a step of your unit' },
    {
      zh: `队员可为所属巡查组接单、到场、处置和反馈，并可备注、加照片；“${eventTitles[step].zh}”由指挥员或该组队员进行。`,
      en: `Officers accept, arrive, resolve and feed back for their own unit, and add notes and photos. "${eventTitles[step].en}" is for leads, or for officers of that unit.`,
    },
  )
