/**
 * A published copy of the map: static files in a folder, written by `npm run tiles -- publish`, with no
 * server behind them.
 */
import type { MapLibreMap } from 'maplibre-gl'
import { messages } from '../../messages.ts'
import { RequestError } from '../request.ts'
import type { Source } from '../source.ts'
import { tileFeature } from './tile-feature.ts'

/** Returns the published file for a path of the server, relative to the folder; null if there is none. */
export function publishedFile(path: string): string | null {
  const { pathname, searchParams, hash } = new URL(path, 'http://copy')
  const theme = searchParams.get('theme') ?? 'day'
  if (pathname === '/style.json') return `styles/${theme}-${searchParams.get('lang') ?? 'zh'}.json`
  if (pathname === '/legends.json') return `legends/${theme}.json`
  if (pathname === '/about') return 'about.json'
  return pathname.startsWith('/sprites/') ? pathname.slice(1) + hash : null
}

let map: MapLibreMap | null = null

/** Waits until the tiles in view are loaded. */
async function untilDrawn(shown: MapLibreMap): Promise<void> {
  if (!shown.loaded() || shown.isMoving()) await shown.once('idle')
}

export const publishedSource: Source = {
  offers: { desks: false, accounts: false, downloads: false, wholeFeatures: false },
  openEvents: null,
  addressOf(path) {
    const file = publishedFile(path)
    return file === null ? null : new URL(file, document.baseURI).href
  },
  // Static files never become ready later.
  untilReady: async () => 'was ready all along',
  async complete(style) {
    const { completeStyle } = await import('./complete-style.ts')
    return completeStyle(style, document.baseURI)
  },
  useMap(shown) {
    map = shown
  },
  async feature(reference, signal) {
    if (map) await untilDrawn(map)
    signal.throwIfAborted()
    const feature = map && tileFeature(map, reference)
    if (!feature) throw new RequestError(messages.notInView, null)
    return feature
  },
  async search({ text, limit }, signal) {
    const { searchPublished } = await import('./search.ts')
    const results = await searchPublished(text, limit)
    signal.throwIfAborted()
    return { categories: [], results, near: null }
  },
}
