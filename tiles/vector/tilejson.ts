/** TileJSON 3.0.0 (https://github.com/mapbox/tilejson-spec) of vector tiles. */
import type { Database } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { tileProperties } from '../../geodata/model/catalogue.ts'
import type { Layer, Property } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import type { Bounds } from '../../geodata/model/tile.ts'
import { overviewPlan } from '../overview/plan.ts'

interface VectorLayer {
  readonly id: string
  readonly description: string
  readonly minzoom: number
  readonly maxzoom: number
  readonly fields: Readonly<Record<string, string>>
}

export interface TileJson {
  readonly tilejson: '3.0.0'
  readonly name: string
  readonly description?: string
  /** HTML, as in the specification: escaped text. */
  readonly attribution: string
  readonly scheme: 'xyz'
  readonly tiles: readonly [string]
  readonly minzoom: number
  readonly maxzoom: number
  readonly bounds: Bounds
  readonly vector_layers?: readonly VectorLayer[]
}

/** All of the Web Mercator square. */
const WORLD: Bounds = [-180, -85.051129, 180, 85.051129]

const extentSql = sqlFile(import.meta.url, 'extent.sql')
const attributionSql = sqlFile(import.meta.url, 'attribution.sql')

export interface TileJsonOptions {
  readonly language: Language
  /** URL template with {z}, {x} and {y}. */
  readonly template: string
  readonly bounds: Bounds
  readonly attribution: string
}

/** Describes the tiles of one or several layers. */
export function vectorTileJson(layers: readonly Layer[], options: TileJsonOptions): TileJson {
  const { language, template, bounds, attribution } = options
  const [only] = layers
  return {
    tilejson: '3.0.0',
    name: layers.map(({ title }) => title[language]).join(language === 'zh' ? '、' : ', '),
    ...(layers.length === 1 && only ? { description: only.description[language] } : {}),
    attribution,
    scheme: 'xyz',
    tiles: [template],
    minzoom: Math.min(...layers.map(({ minzoom }) => minzoom)),
    maxzoom: Math.max(...layers.map(({ maxzoom }) => maxzoom)),
    bounds,
    vector_layers: layers.map((layer) => ({
      id: layer.id,
      description: layer.description[language],
      minzoom: layer.minzoom,
      maxzoom: layer.maxzoom,
      fields: Object.fromEntries(
        [...tileProperties(layer), ...overviewProperties(layer)].map((property) => [
          property.name,
          field(property, language),
        ]),
      ),
    })),
  }
}

/** Attributes only in tiles of low zooms. */
function overviewProperties({ id, title }: Layer): readonly Property[] {
  if (overviewPlan(id)?.kind !== 'counts') return []
  return [
    {
      name: 'count',
      type: 'integer',
      title: { zh: `${title.zh}数`, en: `Number of ${title.en.toLowerCase()}` },
    },
  ]
}

function field({ type, title }: Property, language: Language): string {
  const kind = type === 'boolean' ? 'Boolean' : type === 'integer' || type === 'number' ? 'Number' : 'String'
  return `${kind}: ${title[language]}`
}

/** Returns WGS 84 bounds of a layer's features, or null if it is empty. */
export async function layerBounds(database: Database, { id }: Layer): Promise<Bounds | null> {
  const text = fillMarks(extentSql, { layer: id })
  const { rows } = await database.query<Record<'west' | 'south' | 'east' | 'north', number | null>>(text)
  const { west = null, south = null, east = null, north = null } = rows[0] ?? {}
  if (west === null || south === null || east === null || north === null) return null
  return [west, south, east, north]
}

/** Returns the union of bounds; the whole world for an empty list. */
export function boundsAround(list: readonly (Bounds | null)[]): Bounds {
  const all = list.filter((bounds) => bounds !== null)
  if (all.length === 0) return WORLD
  return [
    Math.min(...all.map(([west]) => west)),
    Math.min(...all.map(([, south]) => south)),
    Math.max(...all.map(([, , east]) => east)),
    Math.max(...all.map(([, , , north]) => north)),
  ]
}

/** Returns the licences of all imported data, each once, synthetic data last. */
export async function credits(database: Database): Promise<string[]> {
  const { rows } = await database.query<{ licence: string }>(attributionSql)
  return rows.map(({ licence }) => licence)
}

/** Credits of all imported data as one line of HTML. */
export async function attributionHtml(database: Database): Promise<string> {
  return (await credits(database)).map(escapeHtml).join(' · ')
}

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
