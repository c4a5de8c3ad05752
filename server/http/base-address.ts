/**
 * The address of this server as the client knows it, beyond scheme and host: perhaps below a path (`/map`)
 * behind a proxy, and for clients of OGC API below `/ogc`. Links begin with it, so that a client stays below
 * the address that it opened.
 */
import type { IncomingMessage } from 'node:http'
import type { Request, RequestHandler } from 'express'
import { ProblemError } from '../errors.ts'

/** Segments of plain characters, so that the prefix needs no escaping in links, pages and headers. */
const PREFIX = /^(\/(?!\.{1,2}(\/|$))([\w.~-]|%[\da-f]{2})+)*\/?$/i
const PREFIX_LENGTH = 200

/**
 * Returns the path that the trusted proxies removed: `/map`, or an empty text. Several proxies append theirs
 * from the outermost on. Undefined if X-Forwarded-Prefix is not a path.
 */
function forwardedPrefix(headers: IncomingMessage['headers'], trustProxy: number): string | undefined {
  const header = trustProxy > 0 ? headers['x-forwarded-prefix'] : undefined
  if (header === undefined) return ''
  const parts = String(header).split(',').slice(-trustProxy)
  const path = parts.map((part) => part.trim().replace(/\/$/, '')).join('')
  return path.length <= PREFIX_LENGTH && PREFIX.test(path) ? path : undefined
}

/** Returns the path of X-Forwarded-Prefix, if proxies are trusted, without a final slash. */
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

/** Returns whether a request's prefix is a path. */
export const isPlainPrefix = ({ headers }: Pick<IncomingMessage, 'headers'>, trustProxy: number): boolean =>
  forwardedPrefix(headers, trustProxy) !== undefined

/**
 * Refuses requests whose prefix is not a path, because the proxy is misconfigured and every link would be
 * wrong.
 */
export function plainPrefix(trustProxy: number): RequestHandler {
  return function refuseStrangePrefix(request, _response, next) {
    next(isPlainPrefix(request, trustProxy) ? undefined : strangePrefix)
  }
}

/** Paths that exist below `/ogc` as well, because clients append them to the landing page's address. */
const OGC_CHILD = /^\/(collections|conformance|api|tiles|tiles\.json|tileMatrixSets)(?=[/?]|$)/
const OGC_ROOT = /^\/ogc(?:\/editing\/(?<edition>\d{1,20}-[\w-]{16}))?(?=\/)/

/** Returns whether a text is the name of an edition. */
export const isEdition = (text: string): boolean => /^\d{1,20}-[\w-]{16}$/.test(text)

interface Root {
  readonly path: string
  /** Tells edits what their sender has read: server/features/edit/edition.ts. */
  readonly edition: string | undefined
}

const roots = new WeakMap<IncomingMessage, Root>()

/** Returns whether a path of this server also exists below `/ogc`. */
export const isBelowOgc = (path: string): boolean => path === '/' || OGC_CHILD.test(path)

/**
 * Removes `/ogc` or `/ogc/editing/{edition}` from a request's address and remembers it for links of the
 * answer.
 */
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

/** Returns the removed root of a request: `/ogc`, `/ogc/editing/{edition}`, or an empty text. */
export const rootOf = (request: IncomingMessage): string => roots.get(request)?.path ?? ''

/** Returns the edition in a request's address, if any. */
export const editionNameOf = (request: IncomingMessage): string | undefined => roots.get(request)?.edition

/** Returns the path of the server as the client knows it, without a final slash. */
export const serverPath = (request: Request): string => pathPrefix(request, trustOf(request))

/** Returns the path that links of the answer begin with: the server's path and the root. */
export const basePath = (request: Request): string => serverPath(request) + rootOf(request)
