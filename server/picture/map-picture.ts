/** Makes the display list of a map: layers from the database, marked outlines, scale bar, north and legend. */
import type { Queryable } from '../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../geodata/database/sql.ts'
import { findLayer } from '../../geodata/model/catalogue.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import type { Language } from '../../geodata/model/text.ts'
import { type Bounds, toMercator } from '../../geodata/model/tile.ts'
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import { type DisplayItem, type DisplayList, rectangle } from './display-list.ts'
import { pictureLayers } from './looks.ts'
import { scaleItems } from './scale-bar.ts'

const rowsSql = sqlFile(import.meta.url, 'map-rows.sql')

type Ring = readonly (readonly number[])[]

/** An outline over the map, in degrees. */
export interface Mark {
  readonly rings: readonly Ring[]
  readonly stroke: string
  readonly width: number
  readonly fill?: string
  readonly fillOpacity?: number
  readonly dash?: readonly number[]
}

export interface WantedMap {
  /** Degrees; the picture shows at least this. */
  readonly bounds: Bounds
  readonly width: number
  readonly height: number
  readonly layers: readonly string[]
  readonly theme: Theme
  readonly language: Language
  readonly marks?: readonly Mark[]
  /** Kinds of control lines to draw; all if missing. */
  readonly kinds?: readonly string[]
  /** Lines of the legend beside those of the layers: colour and words. */
  readonly legend?: readonly { readonly colour: string; readonly words: string }[]
  /** A line below the map, such as the date. */
  readonly caption?: string
}

/** Returns the box of rings with room around them, as a share of its sides. */
export function boundsAround(rings: readonly Ring[], room: number): Bounds {
  const bounds: [number, number, number, number] = [180, 90, -180, -90]
  for (const [x = 0, y = 0] of rings.flat()) {
    bounds[0] = Math.min(bounds[0], x)
    bounds[1] = Math.min(bounds[1], y)
    bounds[2] = Math.max(bounds[2], x)
    bounds[3] = Math.max(bounds[3], y)
  }
  const [west, south, east, north] = bounds
  const [x, y] = [(east - west) * room, (north - south) * room]
  return [west - x, south - y, east + x, north + y]
}

/** Where the map lies in Mercator. */
interface Frame {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
  /** Pixels for each metre of the projection. */
  readonly scale: number
}

/** More rows of a layer are not drawn, and the legend says so: a part would look like the whole. */
const MOST_ROWS = 20_000
/** Metres of the projection that a picture shows at least. */
const MIN_SIDE = 40

function frameOf({ bounds: [west, south, east, north], width, height }: WantedMap): Frame {
  const [left, bottom] = toMercator(west, south)
  const [right, top] = toMercator(east, north)
  const perPixel = Math.max(
    Math.max(right - left, MIN_SIDE) / width,
    Math.max(top - bottom, MIN_SIDE) / height,
  )
  const [x, y] = [(left + right) / 2, (bottom + top) / 2]
  const [halfWidth, halfHeight] = [(perPixel * width) / 2, (perPixel * height) / 2]
  return {
    ...{ west: x - halfWidth, east: x + halfWidth, south: y - halfHeight, north: y + halfHeight },
    scale: 1 / perPixel,
  }
}

/** Draws a map with the rights of the database's viewer. */
export async function mapPicture(database: Queryable, wanted: WantedMap): Promise<DisplayList> {
  const { width, height, theme, layers } = wanted
  const frame = frameOf(wanted)
  const drawn = Object.keys(pictureLayers).filter((id) => layers.includes(id))
  const parts = await Promise.all(drawn.map((id) => layerItems(database, id, frame, wanted)))
  const colours = tokens.map[theme]
  const left = drawn.filter((_, index) => parts[index] === null)
  return {
    width,
    height,
    items: [
      { kind: 'path', d: rectangle(0, 0, width, height), fill: colours.land },
      ...parts.flatMap((part) => part ?? []),
      ...(wanted.marks ?? []).flatMap((mark) => markItems(mark, frame)),
      ...scaleItems({ ...wanted, metresPerPixel: metresAt(wanted) / frame.scale }),
      ...legendItems({ ...wanted, legend: [...(wanted.legend ?? []), ...crowded(left, wanted)] }),
      {
        kind: 'path',
        d: rectangle(0.5, 0.5, width - 1, height - 1),
        stroke: colours.labelMuted,
        width: 1,
      },
    ],
  }
}

/** Metres on the ground for one of the projection, in the middle of the map. */
const metresAt = ({ bounds: [, south, , north] }: WantedMap): number =>
  Math.cos(((south + north) * Math.PI) / 360)

/** Lines of the legend for layers with too many rows. */
function crowded(layers: readonly string[], { theme, language }: WantedMap) {
  const why = language === 'zh' ? '要素过多，未绘制：' : 'Too many features, not drawn: '
  return layers.map((id) => ({
    colour: tokens.map[theme].labelMuted,
    words: `${why}${findLayer(id)?.title[language] ?? id}`,
  }))
}

/** Returns what a layer draws; null if it has too many rows. */
async function layerItems(
  database: Queryable,
  id: string,
  { west, south, east, north, scale }: Frame,
  { theme, kinds }: WantedMap,
): Promise<DisplayItem[] | null> {
  const layer = pictureLayers[id]
  if (layer === undefined || findLayer(id) === undefined) return []
  const text = fillMarks(rowsSql, { table: id, kind: layer.kind })
  const { rows } = await database.query<{ kind: string | null; d: string | null }>(text, [
    ...[west, south, east, north, scale, MOST_ROWS + 1],
  ])
  if (rows.length > MOST_ROWS) return null
  return rows.flatMap(({ kind, d }): DisplayItem[] => {
    if (d === null || d === '') return []
    if (id === 'control_lines' && kinds !== undefined && !kinds.includes(kind ?? '')) return []
    const look = layer.look(kind ?? '', theme)
    return look === null ? [] : [{ kind: 'path', d, ...look }]
  })
}

function markItems({ rings, ...look }: Mark, { west, north, scale }: Frame): DisplayItem[] {
  const d = rings
    .map((ring) => {
      const points = ring.map(([lon = 0, lat = 0]) => {
        const [x, y] = toMercator(lon, lat)
        return `${((x - west) * scale).toFixed(1)} ${((north - y) * scale).toFixed(1)}`
      })
      return `M${points.join('L')}Z`
    })
    .join('')
  return d === '' ? [] : [{ kind: 'path', d, ...look }]
}

const LEGEND_SIZE = 9
const LEGEND_STEP = 14

/** A box in the lower right corner: what was marked, then the kinds of control lines. */
function legendItems(wanted: WantedMap): DisplayItem[] {
  const { width, height, theme, language, layers, kinds } = wanted
  const lines: { colour: string; words: string }[] = [
    ...(wanted.legend ?? []),
    ...(layers.includes('control_lines')
      ? Object.entries(codeLists.controlLineKinds)
          .filter(([kind]) => kinds?.includes(kind) ?? false)
          .map(([kind, { title }]) => ({
            colour: tokens.controlLine[kind as keyof typeof tokens.controlLine]?.[theme] ?? '#000000',
            words: title[language],
          }))
      : []),
  ]
  if (lines.length === 0) return []
  const longest = Math.max(...lines.map(({ words }) => widthOf(words)))
  const box = { width: longest + 34, height: lines.length * LEGEND_STEP + 8 }
  const [left, top] = [width - box.width - 6, height - box.height - 6]
  return [
    {
      kind: 'path',
      d: rectangle(left, top, box.width, box.height),
      fill: tokens.map[theme].halo,
      fillOpacity: 0.9,
    },
    ...lines.flatMap(({ colour, words }, index): DisplayItem[] => {
      const y = top + 4 + index * LEGEND_STEP
      return [
        {
          kind: 'path',
          d: rectangle(left + 6, y + 2, 14, 9),
          fill: colour,
          fillOpacity: 0.25,
          stroke: colour,
          width: 1.4,
        },
        {
          kind: 'text',
          text: words,
          x: left + 26,
          y: y + 10,
          size: LEGEND_SIZE,
          colour: tokens.map[theme].label,
        },
      ]
    }),
  ]
}

/** A wide enough box without reading fonts: Chinese characters are square. */
const widthOf = (words: string): number =>
  [...words].reduce((sum, character) => sum + (character > '\u2000' ? 1 : 0.6), 0) * LEGEND_SIZE
