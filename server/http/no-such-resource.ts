import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'
import type { Endpoint } from './endpoint.ts'
import { pathPattern } from './path-pattern.ts'

/** Returns those of some endpoints that the sender of a request may use. */
export type Offer = (request: IncomingMessage, endpoints: readonly Endpoint[]) => Promise<readonly Endpoint[]>

function methodsOf(endpoints: readonly Endpoint[]): readonly string[] {
  const methods = new Set(endpoints.map(({ method }) => method.toUpperCase()))
  if (methods.has('GET')) methods.add('HEAD')
  return [...methods]
}

const notFound = new ProblemError(
  404,
  { zh: '未找到', en: 'Not found' },
  {
    zh: '这个地址没有内容。服务目录见 /api。',
    en: 'There is nothing at this address. See /api for what there is.',
  },
)

function wrongMethod(methods: readonly string[]): ProblemError {
  const allow = methods.join(', ')
  return new ProblemError(
    405,
    { zh: '方法不适用', en: 'Method not allowed' },
    { zh: `这个地址只接受 ${allow}。`, en: `This address supports ${allow} only.` },
    { Allow: allow },
  )
}

/**
 * Answers requests without an endpoint: 404 for an unknown address, 405 if it exists for another method;
 * OPTIONS with the methods that the sender may use.
 */
export function noSuchResource(endpoints: readonly Endpoint[], offer: Offer): RequestHandler {
  const known = endpoints.map((definition) => ({ pattern: pathPattern(definition.path), definition }))
  return async function answerNothing(request, response) {
    const { method, path } = request
    const here = known.filter((one) => one.pattern.test(path)).map(({ definition }) => definition)
    const methods = methodsOf(here)
    if (methods.length === 0 || methods.includes(method)) throw notFound
    if (method !== 'OPTIONS') throw wrongMethod(methods)
    const offered = methodsOf(await offer(request, here))
    response
      .status(204)
      .set('Allow', [...offered, 'OPTIONS'].join(', '))
      .vary('Cookie')
      .vary('Authorization')
      .end()
  }
}
