/** GETs JSON from the page's source. */
import { source } from './chosen.ts'
import { ask, getJson } from './request.ts'

/** Answers by path that were asked for ahead of the part of the page that needs them. */
const ahead = new Map<string, Promise<Response>>()

/**
 * Asks for JSON that a part of the page asks for again when it has loaded: the first `fetchJson` of the
 * same path gets the same answer. Throws as `fetchJson` does.
 */
export function askAhead<T>(path: string, check: (body: unknown) => T): Promise<T> {
  const asked = ask(source.addressOf(path), {})
  ahead.set(path, asked)
  asked.catch(() => ahead.delete(path))
  return getJson(source.addressOf(path), check, source.untilReady, undefined, copyOf(asked))
}

/** A `fetch` that gives an answer once, and then asks again. */
function copyOf(asked: Promise<Response>): typeof fetch {
  let isTaken = false
  return async (...request) => {
    if (isTaken) return fetch(...request)
    isTaken = true
    return (await asked).clone()
  }
}

/**
 * The JSON at a path, parsed by `check`. Throws `RequestError` with a reason to show, or the
 * `AbortError` of its signal.
 */
export function fetchJson<T>(path: string, check: (body: unknown) => T, signal?: AbortSignal): Promise<T> {
  const asked = ahead.get(path)
  ahead.delete(path)
  return getJson(source.addressOf(path), check, source.untilReady, signal, asked && copyOf(asked))
}
