/** Errors in a filter: position, what was expected, and what came. */
import type { Text } from '../../../geodata/model/text.ts'
import { ProblemError } from '../../errors.ts'
import type { Expression } from './tree.ts'

/** A parsed filter, and the position of each part in the client's text. */
export interface ParsedFilter {
  readonly tree: Expression
  placeOf(node: Expression): Text
}

/** Creates the 400 for a filter. `expected` completes "… should be". */
export function filterProblem(place: Text, expected: Text, came: string): ProblemError {
  const value = came.slice(0, 80)
  return new ProblemError(
    400,
    { zh: '过滤条件有误', en: 'Bad filter' },
    {
      zh: `过滤条件 filter ${place.zh}应为${expected.zh}，收到的是“${value}”。`,
      en: `The filter should have ${expected.en} ${place.en}, but has "${value}".`,
    },
  )
}

/** Describes a character position in a text, from 1. */
export const placeInText = (offset: number): Text => ({
  zh: `第 ${offset + 1} 个字符处`,
  en: `at character ${offset + 1}`,
})

/** Describes a node's position in JSON. */
export const placeInJson = (path: readonly (string | number)[]): Text => {
  const pointer = `/${path.join('/')}`
  return { zh: `${pointer} 处`, en: `at ${pointer}` }
}
