/** GETs JSON from the page's source. */
import { source } from './chosen.ts'
import { ask, getJson } from './request.ts'

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
 * Returns the JSON at a path, parsed by `check`. Throws `RequestError` with a message to show, or the
 * `AbortError` of its signal.
 */
export function fetchJson<T>(path: string, check: (body: unknown) => T, signal?: AbortSignal): Promise<T> {
  const asked = ahead.get(path)
  ahead.delete(path)
  return getJson(source.addressOf(path), check, source.untilReady, signal, asked && copyOf(asked))
}
