/** Sends writes to this server; a write repeated after a lost answer takes effect once. */
import { memo } from '../../geodata/model/memo.ts'
import type { Text } from '../../geodata/model/text.ts'
import type { Sent, Write } from '../desk.ts'
import { messages } from '../messages.ts'
import { source } from './chosen.ts'
import { ask, isAbort, RequestError, reasonOf } from './request.ts'
import type { Verdict } from './source.ts'

/** Replaced by tests. */
interface SendTools {
  readonly fetch: typeof fetch
  untilReady(): Promise<Verdict>
  /** Rejects with the signal's reason if aborted. */
  pause(milliseconds: number, signal?: AbortSignal): Promise<void>
}

/** A longer `Retry-After` is shown as an error with the server's text. */
const LONGEST_WAIT_MS = 10_000
const MOST_TRIES = 4

const inPage: SendTools = {
  fetch: (...request) => fetch(...request),
  untilReady: source.untilReady,
  pause: (milliseconds, signal) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds)
      signal?.addEventListener('abort', () => {
        clearTimeout(timer)
        reject(signal.reason)
      })
    }),
}

/** `randomUUID` exists on secure pages only; a server in a local network may use plain HTTP. */
function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}

/** The idempotency key of a write, the same for every attempt. */
const keyOf = memo<Write, string>(newKey, new WeakMap())

function optionsOf(write: Write, signal: AbortSignal | undefined): RequestInit {
  const { method, body, ifMatch } = write
  const headers: Record<string, string> = {}
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (method === 'POST') headers['idempotency-key'] = keyOf(write)
  if (ifMatch !== undefined) headers['if-match'] = ifMatch
  const json = body === undefined ? {} : { body: JSON.stringify(body) }
  return { method, headers, credentials: 'same-origin', signal: signal ?? null, ...json }
}

/** Returns milliseconds to wait by `Retry-After` (RFC 9110: seconds or a date); null without it. */
function askedWait(response: Response): number | null {
  const asked = response.headers.get('retry-after')
  if (asked === null) return null
  const wait = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isNaN(wait) ? null : Math.max(0, wait)
}

/** Waits as `Retry-After` asks; false if the wait is too long or the refusal is final. */
async function waited(response: Response, left: number, tools: SendTools, signal?: AbortSignal) {
  if (response.status !== 503 && response.status !== 429) return false
  if (response.status === 503 && (await tools.untilReady()) === 'became ready') return true
  const wait = askedWait(response)
  if (wait === null || wait > left) return false
  await tools.pause(wait, signal)
  return true
}

async function bodyOf(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new RequestError(messages.errorData, response.status, error)
  }
}

/**
 * Sends a write in the reader's session, and repeats it after a short `Retry-After`. The same object
 * sent again after an error keeps its idempotency key. Throws `RequestError` with a reason to show, or
 * the `AbortError` of its signal.
 */
export async function send(write: Write, signal?: AbortSignal, tools = inPage): Promise<Sent> {
  let left = LONGEST_WAIT_MS
  for (let tries = 1; ; tries++) {
    const response = await ask(source.addressOf(write.path), optionsOf(write, signal), tools.fetch)
    if (response.ok) return { body: await bodyOf(response), etag: response.headers.get('etag') }
    if (tries < MOST_TRIES && (await waited(response, left, tools, signal))) {
      left -= askedWait(response) ?? 0
      signal?.throwIfAborted()
      continue
    }
    throw new RequestError(await reasonOf(response), response.status)
  }
}

/** GETs JSON with its version, for a write with `ifMatch`. Throws as `send` does. */
export async function fetchVersion(path: string, signal: AbortSignal): Promise<Sent> {
  const response = await ask(source.addressOf(path), {
    credentials: 'same-origin',
    signal,
    cache: 'no-store',
  })
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
  return { body: await bodyOf(response), etag: response.headers.get('etag') }
}

/** Sends one write; resolves with the JSON of the answer, or null. Throws as `send` does. */
export async function sendJson(method: Write['method'], path: string, body?: unknown): Promise<unknown> {
  return (await send(body === undefined ? { method, path } : { method, path, body })).body
}

/** Sends a text of another type than JSON, once; resolves with the JSON of the answer. Throws as `send` does. */
export async function sendText(
  method: Write['method'],
  path: string,
  body: string,
  type: string,
): Promise<unknown> {
  const options: RequestInit = { method, headers: { 'content-type': type }, credentials: 'same-origin', body }
  const response = await ask(source.addressOf(path), options)
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
  return bodyOf(response)
}

/** Sends the next part of an upload by PATCH, once; resolves with the JSON of the answer. Throws as `send` does. */
export async function sendPart(path: string, body: Blob, signal: AbortSignal): Promise<unknown> {
  const headers = { 'content-type': 'application/octet-stream' }
  const options: RequestInit = { method: 'PATCH', headers, credentials: 'same-origin', body, signal }
  const response = await ask(source.addressOf(path), options)
  if (!response.ok) throw new RequestError(await reasonOf(response), response.status)
  return bodyOf(response)
}

/** Why a write failed, as a text to show; null if it was aborted. */
export function reasonToShow(error: unknown): Text | null {
  if (isAbort(error)) return null
  return error instanceof RequestError ? error.reason : messages.errorServer
}
