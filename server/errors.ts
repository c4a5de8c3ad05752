/**
 * Errors that a client may see. Everything else becomes a 500 or 503 without its text: internals
 * (SQL, paths, stack traces) never leave the server.
 */
import type { Text } from '../geodata/model/text.ts'

/** An answer of RFC 9457: what was wrong, what was expected, and what came, in both languages. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly status: number
  readonly title: Text
  readonly detail: Text
  readonly headers: Readonly<Record<string, string>>
  /** Members of the document beside those of the standard. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(
    status: number,
    title: Text,
    detail: Text,
    headers: Record<string, string> = {},
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(`${title.en}: ${detail.en}`)
    this.status = status
    this.title = title
    this.detail = detail
    this.headers = headers
    this.members = members
  }
}

/** Creates the 400 for a parameter without the expected form. */
export function badParameter(name: string, expected: Text, came: unknown): ProblemError {
  const value = String(came).slice(0, 80)
  return new ProblemError(
    400,
    { zh: '参数有误', en: 'Bad parameter' },
    {
      zh: `参数 ${name} 应为${expected.zh}，收到的是“${value}”。`,
      en: `Parameter ${name} should be ${expected.en}, but was "${value}".`,
    },
  )
}

/** Creates the 404 for a missing resource; `known` lists the existing ones if they are few. */
export function notFound(what: Text, came: string, known: readonly string[] = []): ProblemError {
  const value = came.slice(0, 80)
  const list = known.join(', ')
  return new ProblemError(
    404,
    { zh: '未找到', en: 'Not found' },
    {
      zh: `没有名为“${value}”的${what.zh}。${list ? `可用的有：${list}。` : ''}`,
      en: `There is no ${what.en} "${value}".${list ? ` Available: ${list}.` : ''}`,
    },
  )
}
