/** Words of turns, for lists and files. */
import type { RouteProfileId, RouteTurn } from '../answers/route-plan.ts'
import type { Language, Text } from '../text.ts'

const words: Readonly<Record<RouteTurn['kind'], Text>> = {
  depart: { zh: '出发', en: 'Start' },
  straight: { zh: '直行', en: 'Go straight' },
  slight_left: { zh: '靠左', en: 'Bear left' },
  left: { zh: '左转', en: 'Turn left' },
  sharp_left: { zh: '左后转', en: 'Turn sharp left' },
  slight_right: { zh: '靠右', en: 'Bear right' },
  right: { zh: '右转', en: 'Turn right' },
  sharp_right: { zh: '右后转', en: 'Turn sharp right' },
  turn_back: { zh: '掉头', en: 'Turn back' },
  steps_up: { zh: '上台阶', en: 'Go up the steps' },
  steps_down: { zh: '下台阶', en: 'Go down the steps' },
  steps: { zh: '走台阶', en: 'Take the steps' },
  enter_greenway: { zh: '进入绿道', en: 'Enter the greenway' },
  leave_greenway: { zh: '离开绿道', en: 'Leave the greenway' },
  cross_square: { zh: '穿过广场', en: 'Cross the square' },
  via: { zh: '到达途经点', en: 'Stop reached' },
  arrive: { zh: '到达', en: 'Arrive' },
}

export const profileWords: Readonly<Record<RouteProfileId, Text>> = {
  walk: { zh: '步行', en: 'Walk' },
  run: { zh: '跑步', en: 'Run' },
  ride: { zh: '骑行', en: 'Ride' },
  wheelchair: { zh: '轮椅', en: 'Wheelchair' },
  pushchair: { zh: '婴儿车', en: 'Pushchair' },
}

/** Returns the text of a turn with the name of the way that follows, as in “左转，沿环湖绿道”. */
export function turnText(
  { kind, name, name_en }: Pick<RouteTurn, 'kind' | 'name' | 'name_en'>,
  language: Language,
): string {
  const way = language === 'en' ? (name_en ?? name) : name
  const word = words[kind][language]
  if (!way || kind === 'arrive') return word
  return language === 'zh' ? `${word}，沿${way}` : `${word} along ${way}`
}
