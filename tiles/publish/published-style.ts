/** The map's style for a folder of static files: tiles from archives, public layers only. */
import type { SourceSpecification, StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import { isPublic } from '../../geodata/model/catalogue.ts'
import { drawnLayers } from '../../geodata/model/drawn-layers.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { Theme } from '../../geodata/model/tokens.ts'
import { terrainSources } from '../style/relief.ts'
import { composeStyle } from '../style/style.ts'

export interface PublishedArchive {
  /** File name without extension, and source of the style. */
  readonly name: string
  /** Its catalogue layers; empty for terrain and contours. */
  readonly layers: readonly string[]
}

const TERRAIN = 'terrain'
/** Sources of the style that read one archive. */
const shading = terrainSources(`pmtiles://archives/${TERRAIN}.pmtiles`)

/** Layers that are not public; tiles of other layers contain some of their names. */
const hiddenIds: ReadonlySet<string> = new Set(
  drawnLayers.filter((layer) => !isPublic(layer)).map(({ id }) => id),
)

/** Returns the archives that a style needs: one for each source of vector tiles, and the terrain. */
export function publishedArchives(): readonly PublishedArchive[] {
  const { sources } = composeStyle({ theme: 'day', language: 'zh', base: '' })
  const vector = Object.entries(sources).flatMap(([name, source]) => {
    const layers = source.type === 'vector' ? layersOf(source.tiles?.[0] ?? '') : []
    return layers.length > 0 && !layers.some((id) => hiddenIds.has(id)) ? [{ name, layers }] : []
  })
  return [...vector, { name: TERRAIN, layers: [] }]
}

/** Returns the layers named in a tile URL template. */
function layersOf(template: string): string[] {
  return /\/tiles\/([^/]+)\/\{z\}/.exec(template)?.[1]?.split(',') ?? []
}

/**
 * Returns the style with URLs relative to the folder, which the page completes. `written` are the existing
 * archives.
 */
export function publishedStyle(
  theme: Theme,
  language: Language,
  written: ReadonlySet<string>,
): StyleSpecification {
  // The folder contains fonts only; glyphs are rendered on request by the server.
  const { glyphs: _, ...style } = composeStyle({ theme, language, base: '.' })
  const sources: Record<string, SourceSpecification> = {}
  for (const [name, source] of Object.entries(style.sources)) {
    const isTerrain = name === 'relief' || name === TERRAIN
    if (!written.has(isTerrain ? TERRAIN : name)) continue
    if (isTerrain) sources[name] = shading[name]
    else if (source.type === 'vector')
      sources[name] = { type: 'vector', url: `pmtiles://archives/${name}.pmtiles` }
  }
  const layers = style.layers.filter(
    (layer) =>
      !hiddenIds.has(layer.id.split(':')[0] ?? '') &&
      (!('source' in layer) || String(layer.source) in sources),
  )
  return { ...style, sources, layers }
}
