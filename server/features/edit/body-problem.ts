/** Errors about the body of a change. */
import type { Text } from '../../../geodata/model/text.ts'
import { ProblemError } from '../../errors.ts'

/** Creates the 400 for a wrong member of the body. */
export function bodyProblem(member: string, expected: Text): ProblemError {
  const name = member.slice(0, 80)
  return new ProblemError(
    400,
    { zh: '内容有误', en: 'Bad body' },
    { zh: `请求内容的 ${name} 应为${expected.zh}。`, en: `${name} of the body should be ${expected.en}.` },
  )
}

/**
 * Returns the columns of the violated constraint by its name, because PostgreSQL's message omits columns and
 * values where policies may hide rows.
 */
function columnsOf(error: Error): string | undefined {
  const { constraint = '', table = '' } = error as Error & { constraint?: string; table?: string }
  const name = constraint.startsWith(`${table}_`) ? constraint.slice(table.length + 1) : constraint
  return /^(\w+?)_(?:f?key\d*|check)$/.exec(name)?.[1]
}

/** Converts the violation of a table's constraint to a ProblemError; returns other errors unchanged. */
export function constraintProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const { code } = error
  const column = 'column' in error && typeof error.column === 'string' ? error.column : undefined
  if (code === '23502' && column !== undefined) {
    return bodyProblem(`properties.${column}`, { zh: '必填的值', en: 'present: it is required' })
  }
  const key = columnsOf(error)
  if (code === '23514') {
    const agreeing = { zh: '与其他属性相符的值', en: 'a value that agrees with the other properties' }
    return bodyProblem(`properties.${key ?? ''}`, agreeing)
  }
  if (code === '23505') {
    return new ProblemError(
      409,
      { zh: '与已有要素冲突', en: 'Conflict' },
      { zh: `已有 ${key ?? '键'} 相同的要素。`, en: `Another feature has the same ${key ?? 'key'}.` },
    )
  }
  if (code !== '23503') return error
  return new ProblemError(
    409,
    { zh: '与其他要素冲突', en: 'Conflict' },
    {
      zh: `${key ?? ''} 所指的要素不存在，或此要素仍被引用。`,
      en: `The feature referenced by ${key ?? 'it'} does not exist, or others still refer to this one.`,
    },
  )
}
