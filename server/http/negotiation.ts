/** Content negotiation: media type, language, and the server's address as the client knows it. */
import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'
import Negotiator from 'negotiator'
import { type Language, languages, type Text } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'
import { basePath, serverPath } from './base-address.ts'

/**
 * Returns the best of `offered` by the Accept header, or the first for `f=json`. Throws a 406 if the client
 * accepts none of them.
 */
export function mediaType(
  request: Request,
  offered: readonly [string, ...string[]],
  format?: 'json',
): string {
  if (format === 'json') return offered[0]
  const best = request.accepts([...offered])
  if (best !== false) return best
  const list = offered.join(', ')
  throw new ProblemError(
    406,
    { zh: '没有可接受的格式', en: 'Not acceptable' },
    { zh: `此资源以下列格式提供：${list}。`, en: `This resource comes as: ${list}.` },
  )
}

/** Returns the language of `lang`, otherwise of Accept-Language, otherwise Chinese. */
export function languageOf(request: Pick<IncomingMessage, 'headers'>, asked?: Language): Language {
  return asked ?? (new Negotiator(request).language([...languages]) === 'en' ? 'en' : 'zh')
}

/** Scheme and host that the client used. */
const originOf = (request: Request): string => `${request.protocol}://${request.host ?? 'localhost'}`

/** Returns the address that links of the answer begin with, without a final slash. */
export function baseUrl(request: Request): string {
  return originOf(request) + basePath(request)
}

/** Returns the address of the server itself, without a root or a final slash. */
export function serverUrl(request: Request): string {
  return originOf(request) + serverPath(request)
}

/** Returns a title for GeoJSON and OGC documents: the text in one language, and both languages beside it. */
export function titled(title: Text, description: Text, language: Language) {
  return {
    title: title[language],
    description: description[language],
    titles: title,
    descriptions: description,
  }
}
