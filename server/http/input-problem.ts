/** Converts zod's issues with a request to a problem document in both languages. */
import { z } from 'zod'
import type { Text } from '../../geodata/model/text.ts'
import { badParameter, ProblemError } from '../errors.ts'
import { parameterNotes } from './parameters.ts'

type Place = 'path' | 'query' | 'body'

/** Validates a part of a request by a schema. Throws a ProblemError of status 400 if it does not match. */
export function checkedInput<S extends z.ZodType>(schema: S, value: unknown, place: Place): z.output<S> {
  const result = schema.safeParse(value)
  if (!result.success) throw inputProblem(result.error, schema, value, place)
  return result.data
}

/** Creates a ProblemError of status 400 for the first issue, with what was expected. */
export function inputProblem(
  error: z.ZodError,
  schema: z.ZodType,
  value: unknown,
  place: Place,
): ProblemError {
  const issue = error.issues[0]
  if (issue?.code === 'unrecognized_keys') return unknownKeys(issue.keys, schema, place)
  const name = String(issue?.path[0] ?? place)
  const field = fields(schema)[name]
  const note = field === undefined ? undefined : parameterNotes.get(field)
  const expected = note?.expected ?? { zh: '规定的格式', en: 'of the documented form' }
  if (place === 'body') return wrongMember(name, expected)
  const came = typeof value === 'object' && value !== null ? Reflect.get(value, name) : value
  return badParameter(name, expected, came)
}

/** Does not repeat the value, because it may be a password. */
function wrongMember(name: string, expected: Text): ProblemError {
  return new ProblemError(
    400,
    { zh: '内容有误', en: 'Bad body' },
    { zh: `请求内容的 ${name} 应为${expected.zh}。`, en: `${name} of the body should be ${expected.en}.` },
  )
}

function unknownKeys(keys: readonly string[], schema: z.ZodType, place: string): ProblemError {
  const unknown = keys.map((key) => key.slice(0, 40)).join(', ')
  const known = Object.keys(fields(schema)).join(', ')
  const zh = place === 'body' ? '字段' : '查询参数'
  const en = place === 'body' ? 'field' : 'query parameter'
  return new ProblemError(
    400,
    { zh: `未知的${zh}`, en: `Unknown ${en}` },
    {
      zh: `没有名为“${unknown}”的${zh}。${known ? `可用的有：${known}。` : ''}`,
      en: `There is no ${en} "${unknown}".${known ? ` Available: ${known}.` : ''}`,
    },
  )
}

function fields(schema: z.ZodType): Readonly<Record<string, z.core.$ZodType>> {
  return schema instanceof z.ZodObject ? schema.shape : {}
}
