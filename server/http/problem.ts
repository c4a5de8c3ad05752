/** Problem documents of RFC 9457, the only form of errors that the server sends. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { parse as parseQuery } from 'node:querystring'
import type { ErrorRequestHandler } from 'express'
import type { Logger } from 'pino'
import vary from 'vary'
import type { z } from 'zod'
import {
  ConflictingWritesError,
  DatabaseUnavailableError,
  DISK_FULL_CODES,
  DiskFullError,
  EmbeddedSilentError,
  StatementTimeoutError,
} from '../../geodata/database/errors.ts'
import type { problemSchema } from '../../geodata/model/answers/problem.ts'
import type { Language } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'
import { closeToOthers } from './cross-origin.ts'
import { languageOf } from './negotiation.ts'
import { languageParameter } from './parameters.ts'

function databaseDown(seconds: number): ProblemError {
  return new ProblemError(
    503,
    { zh: '数据库暂不可用', en: 'Database unavailable' },
    {
      zh: `数据库正在恢复，请在 ${seconds} 秒后重试。`,
      en: `The database is restarting. Try again in ${seconds} s.`,
    },
    { 'Retry-After': String(seconds) },
  )
}

const tooSlow = new ProblemError(
  503,
  { zh: '查询超时', en: 'Query took too long' },
  {
    zh: '查询超过了时间限制，已被停止。请缩小范围后重试。',
    en: 'The query exceeded its time limit and was cancelled. Request less, or try again.',
  },
  { 'Retry-After': '10' },
)

function busy(seconds: number): ProblemError {
  return new ProblemError(
    503,
    { zh: '同时写入过多', en: 'Too many writes at the same time' },
    {
      zh: `其他人正在修改同样的数据，没有写入任何内容。请在 ${seconds} 秒后重试。`,
      en: `Other requests are changing the same data. Nothing was written. Try again in ${seconds} s.`,
    },
    { 'Retry-After': String(seconds) },
  )
}

/** 507 (RFC 4918): a disk of the database or of the server is full. */
const diskFull = new ProblemError(
  507,
  { zh: '磁盘空间不足', en: 'Disk full' },
  {
    zh: '服务器的磁盘已满，没有写入任何内容；仍可继续浏览。请在管理员腾出空间后重试。',
    en: "The server's disk is full, and nothing was written. Reading still works. Try again when the administrator has freed space.",
  },
)

const isDiskFull = (error: unknown): boolean =>
  error instanceof DiskFullError ||
  (error instanceof Error && 'code' in error && DISK_FULL_CODES.has(String(error.code)))

const brokenGeometry = new ProblemError(
  500,
  { zh: '几何无法处理', en: 'Geometry cannot be processed' },
  {
    zh: '所涉及的某个几何图形不合规范，无法计算。',
    en: 'One of the geometries is invalid, so this cannot be computed.',
  },
)

const internal = new ProblemError(
  500,
  { zh: '服务器内部错误', en: 'Internal error' },
  { zh: '服务器出错，已记录。请稍后再试。', en: 'An internal error was logged. Try again later.' },
)

/** Converts errors of Express and its middleware with `status` 400 to 499, which mean a wrong request. */
function wrongRequest(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('status' in error)) return undefined
  const status = Number(error.status)
  if (!(status >= 400 && status < 500)) return undefined
  return new ProblemError(
    status,
    { zh: '请求有误', en: 'Bad request' },
    { zh: '请求的地址或内容无法读懂。', en: 'The address or the body of the request cannot be read.' },
  )
}

/** SQLSTATEs for values that no query accepts: a NUL, an impossible date, a number out of range. */
const wrongValueCodes = new Set(['22003', '22021', '22007', '22008', '22009', '2201F', '22P02'])

function wrongValue(error: unknown): ProblemError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (!wrongValueCodes.has(String(error.code))) return undefined
  return new ProblemError(
    400,
    { zh: '请求有误', en: 'Bad request' },
    {
      zh: '请求中有无法处理的值，例如空字符或不存在的日期。',
      en: 'The request has a value that cannot be processed, such as a NUL character or a date that does not exist.',
    },
  )
}

/** The answer if grants or policies of the database refuse, and no check did so before (SQLSTATE 42501). */
const refused = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  { zh: '您没有权限查看或修改所请求的内容。', en: 'You may not see or change this.' },
)

const isRefusal = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '42501'

/** Returns what a client may know of an error. */
function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error
  if (error instanceof DatabaseUnavailableError) return databaseDown(error.retryAfterSeconds)
  if (error instanceof ConflictingWritesError) return busy(error.retryAfterSeconds)
  if (error instanceof StatementTimeoutError) return tooSlow
  if (error instanceof EmbeddedSilentError) return brokenGeometry
  if (isDiskFull(error)) return diskFull
  if (isRefusal(error)) return refused
  return wrongRequest(error) ?? wrongValue(error) ?? internal
}

const QUERY = /\?(.*)$/s

/** Returns the language of a problem: a valid `lang`, otherwise by Accept-Language. */
function languageFor(request: IncomingMessage): Language {
  const { lang } = parseQuery(QUERY.exec(request.url ?? '')?.[1] ?? '')
  return languageOf(request, languageParameter.safeParse(lang).data)
}

function bodyOf({ status, title, detail, members }: ProblemError, language: Language): string {
  return JSON.stringify({
    type: 'about:blank',
    status,
    title: title[language],
    detail: detail[language],
    titles: title,
    details: detail,
    ...members,
  } satisfies z.input<typeof problemSchema>)
}

/**
 * Answers a request with a problem document in the reader's language, with or without Express. Logs errors of
 * the server. Headers already set belong to the failed answer and are removed.
 */
export function answerProblem(
  log: Logger,
  error: unknown,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const problem = problemOf(error)
  const path = (request.url ?? '').replace(QUERY, '')
  if (error instanceof ConflictingWritesError) log.warn({ err: error, path }, 'writes conflict')
  else if ([internal, brokenGeometry, diskFull, tooSlow, refused].includes(problem)) {
    log.error({ err: error, path }, 'a request failed')
  }
  if (response.headersSent) {
    response.destroy()
    return
  }
  const language = languageFor(request)
  const body = Buffer.from(bodyOf(problem, language))
  if (problem.status === 401 || problem.status === 403) closeToOthers(response)
  for (const header of ['ETag', 'Content-Encoding', 'Content-Crs']) response.removeHeader(header)
  response.statusCode = problem.status
  for (const [name, value] of Object.entries({
    'Cache-Control': 'no-store',
    'Content-Language': language,
    ...problem.headers,
    'Content-Type': 'application/problem+json; charset=utf-8',
    'Content-Length': String(body.length),
  }))
    response.setHeader(name, value)
  vary(response, 'Accept-Language')
  response.end(request.method === 'HEAD' ? undefined : body)
}

/** Answers all errors of an Express application. */
export function problems(log: Logger): ErrorRequestHandler {
  // Express recognises an error handler by its four parameters.
  return function onError(error, request, response, _next) {
    answerProblem(log, error, request, response)
  }
}
