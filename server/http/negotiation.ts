/** What a client asked for: media type, language, and the address it knows this server by. */
import type { IncomingMessage } from 'node:http'
import type { Request } from 'express'
import Negotiator from 'negotiator'
import { type Language, languages, type Text } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'
import { basePath, serverPath } from './base-address.ts'

/**
 * The best of `offered` by the Accept header, or the first where `f=json` is given.
 * Throws 406 where the client takes none of them.
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

/** The language by `lang`, else by Accept-Language, else Chinese. */
export function languageOf(request: Pick<IncomingMessage, 'headers'>, asked?: Language): Language {
  return asked ?? (new Negotiator(request).language([...languages]) === 'en' ? 'en' : 'zh')
}

/** Scheme and host by which the client reached this server. */
const originOf = (request: Request): string => `${request.protocol}://${request.host ?? 'localhost'}`

/** The address that links of the answer begin with, without a slash at the end. */
export function baseUrl(request: Request): string {
  return originOf(request) + basePath(request)
}

/** The address of the server itself, whatever root was asked, without a slash at the end. */
export function serverUrl(request: Request): string {
  return originOf(request) + serverPath(request)
}

/** A title as GeoJSON and OGC documents carry it: one text, and both languages beside it. */
export function titled(title: Text, description: Text, language: Language) {
  return {
    title: title[language],
    description: description[language],
    titles: title,
    descriptions: description,
  }
}
