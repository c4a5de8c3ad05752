/** The source that uses the server of this page. */
import { featureSchema } from '../../geodata/model/answers/features.ts'
import { searchResultsSchema } from '../../geodata/model/answers/search.ts'
import { untilReady } from './readiness.ts'
import { getJson } from './request.ts'
import { onServer } from './server-path.ts'
import type { Source } from './source.ts'

function get<T>(path: string, check: (body: unknown) => T, signal: AbortSignal): Promise<T> {
  return getJson(onServer(path), check, untilReady, signal)
}

export const serverSource: Source = {
  offers: { desks: true, accounts: true, downloads: true, wholeFeatures: true },
  openEvents(lastId) {
    const query = lastId === '' ? '' : `?last=${encodeURIComponent(lastId)}`
    return new EventSource(onServer(`/tiles/changes${query}`))
  },
  addressOf: onServer,
  untilReady,
  complete: async (style) => style,
  useMap: () => {},
  feature({ layer, id }, signal) {
    return get(`/collections/${layer}/items/${id}`, (body) => featureSchema.parse(body), signal)
  },
  async search({ text, language, near, limit }, signal) {
    const query = new URLSearchParams({ q: text, lang: language, limit: String(limit) })
    if (near) {
      query.set('lon', near[0].toFixed(4))
      query.set('lat', near[1].toFixed(4))
    }
    return get(`/search?${query}`, (body) => searchResultsSchema.parse(body), signal)
  },
}
