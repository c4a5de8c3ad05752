import { ProblemError } from '../errors.ts'
import type { Endpoint } from './endpoint.ts'

/** 503: not all tables of the database exist yet. */
export const starting = new ProblemError(
  503,
  { zh: '正在启动', en: 'Starting' },
  {
    zh: '服务正在准备数据库和示例数据，请稍后重试。',
    en: 'The server is preparing its database and the sample: try again soon.',
  },
  { 'Retry-After': '2' },
)

/** Returns the endpoints with 503 answers until the tables exist; `/` needs none. */
export function untilPrepared(endpoints: readonly Endpoint[], prepared: () => boolean): readonly Endpoint[] {
  return endpoints.map((definition) => ({
    ...definition,
    handle(input, response, request, next) {
      if (!prepared() && definition.path !== '/') throw starting
      return definition.handle(input, response, request, next)
    },
  }))
}
