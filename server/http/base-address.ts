/**
 * Where a client knows this server to be, beyond scheme and host: behind a proxy perhaps below a path
 * (`/map`), and for clients of OGC API below `/ogc`, too. Links begin with it, so that who came by one
 * way continues by it.
 */
import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

/** Segments of plain characters, so that the prefix may stand in links, pages and headers as it is. */
const PREFIX = /^(\/(?!\.{1,2}(\/|$))([\w.~-]|%[\da-f]{2})+)*\/?$/i
const PREFIX_LENGTH = 200

/**
 * The path that the trusted proxies took off: `/map`, or nothing. Several of them write theirs from the
 * outermost on. Undefined where X-Forwarded-Prefix is no path.
 */
function forwardedPrefix(headers: IncomingMessage['headers'], trustProxy: number): string | undefined {
  const header = trustProxy > 0 ? headers['x-forwarded-prefix'] : undefined
  if (header === undefined) return ''
  const parts = String(header).split(',').slice(-trustProxy)
  const path = parts.map((part) => part.trim().replace(/\/$/, '')).join('')
  return path.length <= PREFIX_LENGTH && PREFIX.test(path) ? path : undefined
}

/** The path of X-Forwarded-Prefix, as far as proxies are trusted, without a slash at its end. */
export function pathPrefix(request: Pick<IncomingMessage, 'headers'>, trustProxy: number): string {
  return forwardedPrefix(request.headers, trustProxy) ?? ''
}

const strangePrefix = new ProblemError(
  400,
  { zh: '请求有误', en: 'Bad request' },
  {
    zh: 'X-Forwarded-Prefix 应为路径，例如 /map。',
    en: 'X-Forwarded-Prefix should be a path such as /map.',
  },
)

const trustOf = (request: Request): number => Number(request.app.get('trust proxy')) || 0

/** Whether a request's prefix is a path. */
export const isPlainPrefix = ({ headers }: Pick<IncomingMessage, 'headers'>, trustProxy: number): boolean =>
  forwardedPrefix(headers, trustProxy) !== undefined

/** Refuses requests whose prefix is no path: a proxy is set up wrongly, and every link would be. */
export function plainPrefix(trustProxy: number): RequestHandler {
  return function refuseStrangePrefix(request, _response, next) {
    next(isPlainPrefix(request, trustProxy) ? undefined : strangePrefix)
  }
}

/** What stands below `/ogc` as well, since clients append it to the landing page's address. */
const OGC_CHILD = /^\/(collections|conformance|api|tiles|tiles\.json|tileMatrixSets)(?=[/?]|$)/
const OGC_ROOT = /^\/ogc(?:\/editing\/(?<edition>\d{1,20}-[\w-]{16}))?(?=\/)/

/** Whether a text is the name of an edition. */
export const isEdition = (text: string): boolean => /^\d{1,20}-[\w-]{16}$/.test(text)

interface Root {
  readonly path: string
  /** By which edits know what their sender has read: server/features/edit/edition.ts. */
  readonly edition: string | undefined
}

const roots = new WeakMap<IncomingMessage, Root>()

/** Whether a path of this server can also be asked for below `/ogc`. */
export const isBelowOgc = (path: string): boolean => path === '/' || OGC_CHILD.test(path)

/** Takes `/ogc` or `/ogc/editing/{edition}` off an address below it; links of the answer have it again. */
export function takeRoot(request: IncomingMessage): void {
  const { url = '' } = request
  const match = OGC_ROOT.exec(url)
  if (!match) return
  const [path] = match
  const rest = url.slice(path.length)
  if (!OGC_CHILD.test(rest)) return
  roots.set(request, { path, edition: match.groups?.edition })
  request.url = rest
}

/** The root that a request was asked below: `/ogc`, `/ogc/editing/{edition}`, or nothing. */
export const rootOf = (request: IncomingMessage): string => roots.get(request)?.path ?? ''

/** The edition that a request was asked in, if any. */
export const editionNameOf = (request: IncomingMessage): string | undefined => roots.get(request)?.edition

/** The path of the server as the client knows it, without a slash at its end. */
export const serverPath = (request: Request): string => pathPrefix(request, trustOf(request))

/** The path that links of the answer begin with: the server's, and the root. */
export const basePath = (request: Request): string => serverPath(request) + rootOf(request)
