/** The documents of OGC API – Tiles: tilesets (OGC 20-057) and tile matrix sets (OGC 17-083r4). */
import { z } from 'zod'
import { linkSchema } from './link.ts'

export const TILE_MATRIX_SET = 'WebMercatorQuad'
export const TILE_MATRIX_SET_URI = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad'
export const WEB_MERCATOR = 'http://www.opengis.net/def/crs/EPSG/0/3857'

const position = z.array(z.number()).length(2)
const boundingBoxSchema = z.object({
  lowerLeft: position,
  upperRight: position,
  crs: z.string(),
  orderedAxes: z.array(z.string()).length(2),
})

const tilesetItemSchema = z.object({
  title: z.string(),
  dataType: z.literal('vector'),
  crs: z.literal(WEB_MERCATOR),
  tileMatrixSetId: z.literal(TILE_MATRIX_SET),
  tileMatrixSetURI: z.literal(TILE_MATRIX_SET_URI),
  tileMatrixSetLimits: z.array(
    z.object({
      tileMatrix: z.string(),
      minTileRow: z.int(),
      maxTileRow: z.int(),
      minTileCol: z.int(),
      maxTileCol: z.int(),
    }),
  ),
  links: z.array(linkSchema.extend({ templated: z.boolean().optional() })),
})
export type TilesetItem = z.infer<typeof tilesetItemSchema>

export const tilesetsSchema = z.object({
  links: z.array(linkSchema),
  tilesets: z.array(tilesetItemSchema),
})
export type Tilesets = z.infer<typeof tilesetsSchema>

export const tilesetSchema = tilesetItemSchema.extend({
  description: z.string().optional(),
  attribution: z.string(),
  boundingBox: boundingBoxSchema,
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
export type Tileset = z.infer<typeof tilesetSchema>

const matrixSetItem = {
  id: z.literal(TILE_MATRIX_SET),
  title: z.string(),
  uri: z.literal(TILE_MATRIX_SET_URI),
  crs: z.literal(WEB_MERCATOR),
  links: z.array(linkSchema),
}

export const tileMatrixSetsSchema = z.object({
  links: z.array(linkSchema),
  tileMatrixSets: z.array(z.object(matrixSetItem)),
})
export type TileMatrixSets = z.infer<typeof tileMatrixSetsSchema>

export const tileMatrixSetSchema = z.object({
  ...matrixSetItem,
  orderedAxes: z.array(z.string()).length(2),
  wellKnownScaleSet: z.string(),
  boundingBox: boundingBoxSchema,
  tileMatrices: z.array(
    z.object({
      id: z.string(),
      scaleDenominator: z.number(),
      cellSize: z.number(),
      cornerOfOrigin: z.literal('topLeft'),
      pointOfOrigin: position,
      tileWidth: z.int(),
      tileHeight: z.int(),
      matrixWidth: z.int(),
      matrixHeight: z.int(),
    }),
  ),
})
export type TileMatrixSet = z.infer<typeof tileMatrixSetSchema>
