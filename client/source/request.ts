/** Requests whose failures have reasons to show. */

import { problemSchema } from '../../geodata/model/answers/problem.ts'
import type { Text } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import { checkConnection, isOffline } from './connection.ts'
import type { Verdict } from './source.ts'

/** A failed request: the reason in both languages, and the status if the server answered. */
export class RequestError extends Error {
  override readonly name = 'RequestError'
  readonly reason: Text
  readonly status: number | null

  constructor(reason: Text, status: number | null, cause?: unknown) {
    super(reason.en, { cause })
    this.reason = reason
    this.status = status
  }
}

/** Returns whether the request was aborted on purpose, which needs no message. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Returns the reason in a problem document (RFC 9457), which contains both languages beside `detail`. */
export async function reasonOf(response: Response): Promise<Text> {
  // A proxy may answer instead of the server, without this document.
  const read = problemSchema.partial().safeParse(await response.json().catch(() => null))
  const { detail, details } = read.data ?? {}
  return details ?? (detail === undefined ? messages.errorServer : { zh: detail, en: detail })
}

let onRefusal = () => {}

/** Sets the function to call when the server answers 401: the session has ended. */
export function followRefusals(callback: () => void): void {
  onRefusal = callback
}

/**
 * Sends a request and returns any answer. Throws `RequestError` if there is no answer or the source lacks the
 * path.
 */
export async function ask(address: string | null, options: RequestInit, fetching = fetch): Promise<Response> {
  if (address === null) throw new RequestError(messages.notPublished, null)
  try {
    const headers = { accept: 'application/json', ...options.headers }
    const response = await fetching(address, { ...options, headers })
    if (response.status === 401) onRefusal()
    return response
  } catch (error) {
    if (isAbort(error)) throw error
    // Tests pass a fetch of their own, and have no page.
    if (fetching === fetch) await checkConnection()
    throw new RequestError(messages.errorNetwork, null, error)
  }
}

/**
 * Sends a request; without a connection, returns the browser's cached answer, and the page shows that it is
 * old.
 */
async function askOrRecall(
  address: string | null,
  options: RequestInit,
  fetching: typeof fetch,
): Promise<Response> {
  try {
    return await ask(address, options, fetching)
  } catch (error) {
    if (isAbort(error) || !isOffline.peek()) throw error
    try {
      return await ask(address, { ...options, cache: 'force-cache' }, fetching)
    } catch {
      // Nothing is cached: report the first error.
      throw error
    }
  }
}

/**
 * Returns the JSON at a URL, parsed by `check`; repeats the request when a starting server is ready. Throws
 * `RequestError` with a reason to show, or the `AbortError` of its signal.
 */
export async function getJson<T>(
  address: string | null,
  check: (body: unknown) => T,
  untilReady: () => Promise<Verdict>,
  signal?: AbortSignal,
  fetching = fetch,
): Promise<T> {
  const options = { signal: signal ?? null }
  let response = await askOrRecall(address, options, fetching)
  // A starting server is not an error: wait for it.
  if (response.status === 503 && (await untilReady()) === 'became ready')
    response = await ask(address, options, fetching)
  signal?.throwIfAborted()
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
  try {
    return check(await response.json())
  } catch (error) {
    if (isAbort(error)) throw error
    throw new RequestError(messages.errorData, response.status, error)
  }
}
