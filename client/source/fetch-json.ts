/** GETs JSON from the page's source. */
import { source } from './chosen.ts'
import { lastAnswers } from './last-answers.ts'
import { ask, getJson, RequestError } from './request.ts'

/** Requests made before the module that needs them has loaded, by path. */
const ahead = new Map<string, Promise<Response>>()

/**
 * Requests JSON for a module that is still loading: its first `fetchJson` of the same path gets this answer.
 * Throws as `fetchJson` does.
 */
export function askAhead<T>(path: string, check: (body: unknown) => T): Promise<T> {
  const asked = ask(source.addressOf(path), {})
  ahead.set(path, asked)
  asked.catch(() => ahead.delete(path))
  return getJson(source.addressOf(path), check, source.untilReady, undefined, copyOf(asked))
}

/** Returns a `fetch` that returns this answer once, and later makes requests. */
function copyOf(asked: Promise<Response>): typeof fetch {
  let isTaken = false
  return async (...request) => {
    if (isTaken) return fetch(...request)
    isTaken = true
    return (await asked).clone()
  }
}

/**
 * Returns the JSON at a path, parsed by `check`; without a connection the last answer that the account has seen,
 * where it is kept. Throws `RequestError` with a message to show, or the `AbortError` of its signal.
 */
export async function fetchJson<T>(
  path: string,
  check: (body: unknown) => T,
  signal?: AbortSignal,
): Promise<T> {
  const asked = ahead.get(path)
  ahead.delete(path)
  const answers = lastAnswers()
  const checkAndKeep = (body: unknown): T => {
    const value = check(body)
    answers?.keep(path, body)
    return value
  }
  try {
    const fetching = asked && copyOf(asked)
    return await getJson(source.addressOf(path), checkAndKeep, source.untilReady, signal, fetching)
  } catch (error) {
    if (!answers || !(error instanceof RequestError) || error.status !== null) throw error
    const last = await answers.recall(path)
    if (last === undefined) throw error
    return check(last)
  }
}
