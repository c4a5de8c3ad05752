/** Requests, whose failures are said in words that a reader understands. */

import { problemSchema } from '../../geodata/model/answers/problem.ts'
import type { Text } from '../../geodata/model/text.ts'
import { messages } from '../messages.ts'
import type { Verdict } from './source.ts'

/** A failed request: its reason in both languages, and the status where the server answered. */
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

/** True where a request was given up on purpose: nobody needs to hear of it. */
export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** The reason of a problem document (RFC 9457), which carries both languages beside its detail. */
export async function reasonOf(response: Response): Promise<Text> {
  // A proxy may answer in place of the server, with less.
  const read = problemSchema.partial().safeParse(await response.json().catch(() => null))
  const { detail, details } = read.data ?? {}
  return details ?? (detail === undefined ? messages.errorServer : { zh: detail, en: detail })
}

let onRefusal = () => {}

/** Names what is called whenever the server answers 401: nobody is signed in any more. */
export function followRefusals(callback: () => void): void {
  onRefusal = callback
}

/** Asks, whatever the answer. Throws `RequestError` where there is none, or no such address. */
export async function ask(address: string | null, options: RequestInit, fetching = fetch): Promise<Response> {
  if (address === null) throw new RequestError(messages.notPublished, null)
  try {
    const headers = { accept: 'application/json', ...options.headers }
    const response = await fetching(address, { ...options, headers })
    if (response.status === 401) onRefusal()
    return response
  } catch (error) {
    if (isAbort(error)) throw error
    throw new RequestError(messages.errorNetwork, null, error)
  }
}

/**
 * The JSON at an address, given through `check`; asked for again once a server that was starting is ready.
 * Throws `RequestError` with a reason to show, or the `AbortError` of its signal.
 */
export async function getJson<T>(
  address: string | null,
  check: (body: unknown) => T,
  untilReady: () => Promise<Verdict>,
  signal?: AbortSignal,
): Promise<T> {
  const options = { signal: signal ?? null }
  let response = await ask(address, options)
  // A server that is starting is waited for, not complained about.
  if (response.status === 503 && (await untilReady()) === 'became ready')
    response = await ask(address, options)
  signal?.throwIfAborted()
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
  try {
    return check(await response.json())
  } catch (error) {
    if (isAbort(error)) throw error
    throw new RequestError(messages.errorData, response.status, error)
  }
}
