/**
 * The tile matrix set WebMercatorQuad (OGC 17-083r4, annex D.1): the square of all tiles of this server, with
 * a doubled resolution in each matrix.
 */

import {
  TILE_MATRIX_SET,
  TILE_MATRIX_SET_URI,
  type TileMatrixSet,
  type TileMatrixSets,
  WEB_MERCATOR,
} from '../../geodata/model/answers/tilesets.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import { MAX_ZOOM, MERCATOR_LIMIT } from '../../geodata/model/tile.ts'

/** The standard counts 256 cells along a tile; a vector tile has finer units. */
const TILE_CELLS = 256
/** Size in metres of the standard's pixel for scale denominators. */
const STANDARD_PIXEL = 0.000_28

const title: Text = { zh: 'Web 墨卡托四叉（谷歌兼容）', en: 'Google Maps Compatible for the World' }

function tileMatrix(zoom: number) {
  const side = 2 ** zoom
  const cellSize = (2 * MERCATOR_LIMIT) / (TILE_CELLS * side)
  return {
    id: String(zoom),
    scaleDenominator: cellSize / STANDARD_PIXEL,
    cellSize,
    cornerOfOrigin: 'topLeft' as const,
    pointOfOrigin: [-MERCATOR_LIMIT, MERCATOR_LIMIT],
    tileWidth: TILE_CELLS,
    tileHeight: TILE_CELLS,
    matrixWidth: side,
    matrixHeight: side,
  }
}

/** Returns the definition; `base` is the server's address without a final slash. */
export function tileMatrixSetDocument(base: string, language: Language): TileMatrixSet {
  return {
    id: TILE_MATRIX_SET,
    title: title[language],
    uri: TILE_MATRIX_SET_URI,
    crs: WEB_MERCATOR,
    orderedAxes: ['E', 'N'],
    wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
    boundingBox: {
      lowerLeft: [-MERCATOR_LIMIT, -MERCATOR_LIMIT],
      upperRight: [MERCATOR_LIMIT, MERCATOR_LIMIT],
      crs: WEB_MERCATOR,
      orderedAxes: ['E', 'N'],
    },
    tileMatrices: Array.from({ length: MAX_ZOOM + 1 }, (_, zoom) => tileMatrix(zoom)),
    links: [{ href: `${base}/tileMatrixSets/${TILE_MATRIX_SET}`, rel: 'self', type: 'application/json' }],
  }
}

/** Returns the list of all tile matrix sets, which contains this one. */
export function tileMatrixSetsDocument(base: string, language: Language): TileMatrixSets {
  const type = 'application/json'
  const href = `${base}/tileMatrixSets`
  return {
    links: [{ href, rel: 'self', type }],
    tileMatrixSets: [
      {
        id: TILE_MATRIX_SET,
        title: title[language],
        uri: TILE_MATRIX_SET_URI,
        crs: WEB_MERCATOR,
        links: [
          { href: `${href}/${TILE_MATRIX_SET}`, rel: 'self', type, title: title[language] },
          {
            href: `${href}/${TILE_MATRIX_SET}`,
            rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
            type,
            title: title[language],
          },
        ],
      },
    ],
  }
}
