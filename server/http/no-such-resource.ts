import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'
import type { Endpoint } from './endpoint.ts'

function pattern(path: string): RegExp {
  const escaped = path.replace(/[.*+?^$()|[\]\\]/g, '\\$&')
  return new RegExp(`^${escaped.replace(/\{\w+\}/g, '[^/]+')}/?$`)
}

/** 404 for an address that nothing answers, 405 where it is there for another method, and what it is there for to OPTIONS. */
export function noSuchResource(endpoints: readonly Endpoint[]): RequestHandler {
  const known = endpoints.map(({ path, method }) => ({ pattern: pattern(path), method }))
  return function answerNothing(request, response, next) {
    const { method, path } = request
    const methods = new Set(
      known.filter((one) => one.pattern.test(path)).map((one) => one.method.toUpperCase()),
    )
    if (methods.has('GET')) methods.add('HEAD')
    if (methods.size === 0 || methods.has(method)) {
      return next(
        new ProblemError(
          404,
          { zh: '未找到', en: 'Not found' },
          {
            zh: '这个地址没有内容。服务目录见 /api。',
            en: 'There is nothing at this address. See /api for what there is.',
          },
        ),
      )
    }
    const allow = [...methods].join(', ')
    if (method === 'OPTIONS') {
      response.status(204).set('Allow', `${allow}, OPTIONS`).end()
      return
    }
    next(
      new ProblemError(
        405,
        { zh: '方法不适用', en: 'Method not allowed' },
        { zh: `这个地址只接受 ${allow}。`, en: `This address takes ${allow} only.` },
        { Allow: allow },
      ),
    )
  }
}
