/** Tilesets (OGC 20-057 and 17-083r4): the tiles of a collection, or of several together. */

import {
  TILE_MATRIX_SET,
  TILE_MATRIX_SET_URI,
  type Tileset,
  type TilesetItem,
  type Tilesets,
  WEB_MERCATOR,
} from '../../geodata/model/answers/tilesets.ts'
import { CRS84 } from '../../geodata/model/coordinate-systems.ts'
import type { GeometryKind, Layer } from '../../geodata/model/layer.ts'
import { MVT } from '../../geodata/model/media-types.ts'
import type { Language } from '../../geodata/model/text.ts'
import { type Bounds, MAX_ZOOM } from '../../geodata/model/tile.ts'
import { limitsAt, type Placement } from './placement.ts'

const json = 'application/json'

export interface TilesetRequest {
  /** The server's address without a final slash. */
  readonly base: string
  readonly language: Language
  /** The path of the list that contains this tileset. */
  readonly path: string
  /** The query with the selected layers, with its question mark, or an empty text. */
  readonly query: string
  readonly layers: readonly Layer[]
}

const titleOf = ({ layers, language }: TilesetRequest): string =>
  layers.map(({ title }) => title[language]).join(language === 'zh' ? '、' : ', ')

function item(asked: TilesetRequest, placement: Placement): TilesetItem {
  const { base, path, query } = asked
  const href = `${base}${path}/${TILE_MATRIX_SET}`
  return {
    title: titleOf(asked),
    dataType: 'vector',
    crs: WEB_MERCATOR,
    tileMatrixSetId: TILE_MATRIX_SET,
    tileMatrixSetURI: TILE_MATRIX_SET_URI,
    tileMatrixSetLimits: allLimits(placement),
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
  }
}

/** Returns the list of tilesets of a collection or of the whole server. */
export function tilesetsDocument(asked: TilesetRequest, placement: Placement): Tilesets {
  const { base, path, query } = asked
  return {
    links: [{ href: base + path + query, rel: 'self', type: json }],
    tilesets: [item(asked, placement)],
  }
}

/** Returns one tileset. */
export function tilesetDocument(asked: TilesetRequest, placement: Placement, attribution: string): Tileset {
  const { base, language, layers } = asked
  const [only] = layers
  return {
    ...item(asked, placement),
    ...(layers.length === 1 && only ? { description: only.description[language] } : {}),
    attribution,
    boundingBox: boundingBox(placement.bounds),
    layers: placement.layers.map(({ layer, bounds }) => ({
      id: layer.id,
      title: layer.title[language],
      description: layer.description[language],
      dataType: 'vector',
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

/** Returns limits for each zoom of any of the layers. */
function allLimits({ layers }: Placement) {
  const zooms = Array.from({ length: MAX_ZOOM + 1 }, (_, zoom) => zoom)
  return zooms.map((zoom) => limitsAt(layers, zoom)).filter((limits) => limits !== null)
}
