/** GETs JSON from the page's source. */
import { source } from './chosen.ts'
import { getJson } from './request.ts'

/**
 * The JSON at a path, parsed by `check`. Throws `RequestError` with a reason to show, or the
 * `AbortError` of its signal.
 */
export function fetchJson<T>(path: string, check: (body: unknown) => T, signal?: AbortSignal): Promise<T> {
  return getJson(source.addressOf(path), check, source.untilReady, signal)
}
