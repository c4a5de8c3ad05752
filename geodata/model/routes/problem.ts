/** Why no route can be given, in words for people. */
import type { Text } from '../text.ts'

export class RouteProblem extends Error {
  override readonly name = 'RouteProblem'
  readonly code: 'off_network' | 'no_way'
  readonly title: Text
  readonly detail: Text
  /** Which place of the request is meant: 0 is from, then via, last to. */
  readonly place: number

  constructor(code: RouteProblem['code'], place: number, title: Text, detail: Text) {
    super(`${title.en}: ${detail.en}`)
    this.code = code
    this.place = place
    this.title = title
    this.detail = detail
  }
}

const ordinal = (place: number, last: number): Text => {
  if (place === 0) return { zh: '起点', en: 'The start' }
  if (place === last) return { zh: '终点', en: 'The end' }
  return { zh: `第 ${place} 个途经点`, en: `Stop ${place}` }
}

/** `metres` to the nearest way; null if there is none within 50 km. */
export function offNetwork(place: number, last: number, metres: number | null, limit: number): RouteProblem {
  const which = ordinal(place, last)
  const rounded = metres === null ? null : Math.round(metres)
  return new RouteProblem(
    'off_network',
    place,
    { zh: '离路太远', en: 'Too far from a way' },
    rounded === null
      ? { zh: `${which.zh}附近 50 公里内没有可走的路。`, en: `${which.en} has no usable way within 50 km.` }
      : {
          zh: `${which.zh}应在可走的路 ${limit} 米以内，最近的路在 ${rounded} 米外。`,
          en: `${which.en} should be within ${limit} m of a usable way, but the nearest one is ${rounded} m away.`,
        },
  )
}

/** `blocks` says what is in the way; empty where the places are not connected at all. */
export function noWay(place: number, last: number, blocks: readonly Text[]): RouteProblem {
  const which = ordinal(place, last)
  const list = (language: keyof Text, comma: string) => blocks.map((text) => text[language]).join(comma)
  return new RouteProblem(
    'no_way',
    place,
    { zh: '没有路可走', en: 'No way' },
    blocks.length === 0
      ? {
          zh: `没有通往${which.zh}的路：两地在路网中不相连。`,
          en: `No way leads on to this place (${which.en.toLowerCase()}): the two are not connected.`,
        }
      : {
          zh: `没有通往${which.zh}的路，被挡住的原因：${list('zh', '、')}。`,
          en: `No way leads on to this place (${which.en.toLowerCase()}). Blocked by: ${list('en', ', ')}.`,
        },
  )
}
