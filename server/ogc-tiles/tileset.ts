/** Tilesets (OGC 20-057 and 17-083r4): what tiles there are of a collection, or of several in one. */
import { z } from 'zod'
import type { GeometryKind, Layer } from '../../geodata/model/layer.ts'
import type { Language } from '../../geodata/model/text.ts'
import { type Bounds, tileAt } from '../../geodata/model/tile.ts'
import { CRS84 } from '../features/crs.ts'
import { linkSchema } from '../features/feature-schema.ts'
import { TILE_MATRIX_SET, TILE_MATRIX_SET_URI, WEB_MERCATOR } from './tile-matrix-set.ts'

const MVT = 'application/vnd.mapbox-vector-tile'
const json = 'application/json'

const position = z.array(z.number()).length(2)
const templatedLinkSchema = linkSchema.extend({ templated: z.boolean().optional() })

const boundingBoxSchema = z.object({
  lowerLeft: position,
  upperRight: position,
  crs: z.string(),
  orderedAxes: z.array(z.string()).length(2),
})

const itemFields = {
  title: z.string(),
  dataType: z.literal('vector'),
  crs: z.literal(WEB_MERCATOR),
  tileMatrixSetURI: z.literal(TILE_MATRIX_SET_URI),
  links: z.array(templatedLinkSchema),
}

export const tilesetsSchema = z.object({
  links: z.array(linkSchema),
  tilesets: z.array(z.object(itemFields)),
})

export const tilesetSchema = z.object({
  ...itemFields,
  description: z.string().optional(),
  tileMatrixSetId: z.literal(TILE_MATRIX_SET),
  attribution: z.string(),
  boundingBox: boundingBoxSchema,
  tileMatrixSetLimits: z.array(
    z.object({
      tileMatrix: z.string(),
      minTileRow: z.int(),
      maxTileRow: z.int(),
      minTileCol: z.int(),
      maxTileCol: z.int(),
    }),
  ),
  layers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      dataType: z.literal('vector'),
      geometryDimension: z.int(),
      minTileMatrix: z.string(),
      maxTileMatrix: z.string(),
      boundingBox: boundingBoxSchema,
      links: z.array(linkSchema),
    }),
  ),
})

/** A layer and where it lies, in degrees. */
export interface PlacedLayer {
  readonly layer: Layer
  readonly bounds: Bounds
}

export interface TilesetRequest {
  /** The server's address without a slash at the end. */
  readonly base: string
  readonly language: Language
  /** The path of the list of tilesets that this one is of. */
  readonly path: string
  /** The query that chose the layers, with its question mark, or nothing. */
  readonly query: string
  readonly layers: readonly Layer[]
}

const titleOf = ({ layers, language }: TilesetRequest): string =>
  layers.map(({ title }) => title[language]).join(language === 'zh' ? '、' : ', ')

function item(asked: TilesetRequest) {
  const { base, path, query } = asked
  const href = `${base}${path}/${TILE_MATRIX_SET}`
  return {
    title: titleOf(asked),
    dataType: 'vector' as const,
    crs: WEB_MERCATOR,
    tileMatrixSetURI: TILE_MATRIX_SET_URI,
    links: [
      { href: href + query, rel: 'self', type: json, title: titleOf(asked) },
      {
        href: `${base}/tileMatrixSets/${TILE_MATRIX_SET}`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        type: json,
      },
      {
        href: `${href}/{tileMatrix}/{tileRow}/{tileCol}${query}`,
        rel: 'item',
        type: MVT,
        title: 'Mapbox Vector Tile',
        templated: true,
      },
    ],
  } satisfies z.output<z.ZodObject<typeof itemFields>>
}

/** The list of tilesets of a collection or of the whole. */
export function tilesetsDocument(asked: TilesetRequest): z.output<typeof tilesetsSchema> {
  const { base, path, query } = asked
  return { links: [{ href: base + path + query, rel: 'self', type: json }], tilesets: [item(asked)] }
}

/** One tileset; `around` holds all of its layers. */
export function tilesetDocument(
  asked: TilesetRequest,
  placed: readonly PlacedLayer[],
  around: Bounds,
  attribution: string,
): z.output<typeof tilesetSchema> {
  const { base, language, layers } = asked
  const [only] = layers
  return {
    ...item(asked),
    ...(layers.length === 1 && only ? { description: only.description[language] } : {}),
    tileMatrixSetId: TILE_MATRIX_SET,
    attribution,
    boundingBox: boundingBox(around),
    tileMatrixSetLimits: limits(placed),
    layers: placed.map(({ layer, bounds }) => ({
      id: layer.id,
      title: layer.title[language],
      description: layer.description[language],
      dataType: 'vector' as const,
      geometryDimension: dimensions[layer.geometry],
      minTileMatrix: String(layer.minzoom),
      maxTileMatrix: String(layer.maxzoom),
      boundingBox: boundingBox(bounds),
      links: [
        {
          href: `${base}/collections/${layer.id}`,
          rel: 'http://www.opengis.net/def/rel/ogc/1.0/geodata',
          type: json,
          title: layer.title[language],
        },
      ],
    })),
  }
}

const dimensions: Readonly<Record<GeometryKind, number>> = {
  Point: 0,
  LineString: 1,
  MultiLineString: 1,
  MultiPolygon: 2,
}

function boundingBox([west, south, east, north]: Bounds) {
  return { lowerLeft: [west, south], upperRight: [east, north], crs: CRS84, orderedAxes: ['Lon', 'Lat'] }
}

/** Between which rows and columns there may be tiles, at each zoom that any of the layers has. */
function limits(placed: readonly PlacedLayer[]) {
  const lowest = Math.min(...placed.map(({ layer }) => layer.minzoom))
  const highest = Math.max(...placed.map(({ layer }) => layer.maxzoom))
  return Array.from({ length: highest - lowest + 1 }, (_, index) => {
    const zoom = lowest + index
    const drawn = placed.filter(({ layer }) => layer.minzoom <= zoom)
    const northWest = drawn.map(({ bounds: [west, , , north] }) => tileAt(west, north, zoom))
    const southEast = drawn.map(({ bounds: [, south, east] }) => tileAt(east, south, zoom))
    return {
      tileMatrix: String(zoom),
      minTileRow: Math.min(...northWest.map(({ y }) => y)),
      maxTileRow: Math.max(...southEast.map(({ y }) => y)),
      minTileCol: Math.min(...northWest.map(({ x }) => x)),
      maxTileCol: Math.max(...southEast.map(({ x }) => x)),
    }
  })
}
