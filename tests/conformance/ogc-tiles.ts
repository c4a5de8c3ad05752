/**
 * `npm run conformance:tiles`: runs the OGC's own test suite for API – Tiles Part 1 (ets-ogcapi-tiles10
 * 1.2) and fails where one of its tests fails, in the manner of `npm run conformance`.
 *
 * Where the suite cannot be had from Maven Central, OGC_ETS_TILES_SOURCE names a checkout of
 * github.com/opengeospatial/ets-ogcapi-tiles10 at its tag 1.2, which is then compiled.
 */
import { z } from 'zod'
import { runConformance } from './ets.ts'

const suite = 'org.opengis.cite.ogcapitiles10'
const listeners = ['TestRunListener', 'SuiteFixtureListener', 'TestFailureListener']
const packages = [
  'core',
  'conformance',
  'apidefinition',
  'tilesetslist',
  'datasettilesets',
  'geodatatilesets',
] as const

const ZOOM = 12

const tilesetSchema = z.object({
  tileMatrixSetURI: z.string(),
  tileMatrixSetLimits: z.array(
    z.object({
      tileMatrix: z.string(),
      minTileRow: z.int(),
      maxTileRow: z.int(),
      minTileCol: z.int(),
      maxTileCol: z.int(),
    }),
  ),
})

async function definition(url: string): Promise<string> {
  const { row, column, uri } = await filledTile(url)
  const parameters = {
    iut: url,
    tilematrixsetdefinitionuri: uri,
    urltemplatefortiles: `${url}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`,
    tilematrix: ZOOM,
    mintilerow: row,
    maxtilerow: row,
    mintilecol: column,
    maxtilecol: column,
    noofcollections: -1,
  }
  const given = Object.entries(parameters).map(
    ([name, value]) => `<parameter name="${name}" value="${value}"/>`,
  )
  const heard = listeners.map((name) => `<listener class-name="${suite}.${name}"/>`)
  const tests = packages.map(
    (name) => `<test name="${name}"><packages><package name="${suite}.${name}"/></packages></test>`,
  )
  return `<suite name="ogcapi-tiles" verbose="0" configfailurepolicy="continue">
    ${given.join('')}<listeners>${heard.join('')}</listeners>${tests.join('')}
  </suite>`
}

interface Tile {
  readonly zoom: number
  readonly row: number
  readonly column: number
}

/** Number of tiles to check one by one before descending. */
const FEW_TILES = 64

/**
 * Finds a tile with content, which the suite requires: from the top down, because an extent may be wide and
 * almost empty. From a zoom of a few tiles on, only those below a tile with content are checked.
 */
async function filledTile(url: string) {
  const path = `${url}/tiles/WebMercatorQuad`
  const tileset = tilesetSchema.parse(await (await fetch(path)).json())
  const fewTiles = tileset.tileMatrixSetLimits
    .filter(({ tileMatrix }) => Number(tileMatrix) <= ZOOM)
    .map(tilesWithin)
    .findLast((tiles) => tiles.length <= FEW_TILES)
  // The last one is checked first, so that one branch is followed down to the requested zoom.
  const waiting = fewTiles?.toReversed() ?? []
  for (let tile = waiting.pop(); tile !== undefined; tile = waiting.pop()) {
    const answer = await fetch(`${path}/${tile.zoom}/${tile.row}/${tile.column}`)
    await answer.arrayBuffer()
    if (answer.status !== 200) continue
    if (tile.zoom === ZOOM) return { ...tile, uri: tileset.tileMatrixSetURI }
    waiting.push(...childrenOf(tile))
  }
  throw new Error('the server has no tile with content')
}

type Limits = z.output<typeof tilesetSchema>['tileMatrixSetLimits'][number]

function tilesWithin({ tileMatrix, minTileRow, maxTileRow, minTileCol, maxTileCol }: Limits): Tile[] {
  const columns = maxTileCol - minTileCol + 1
  // At most a few are listed, because there may be millions.
  const count = Math.min(FEW_TILES + 1, (maxTileRow - minTileRow + 1) * columns)
  return Array.from({ length: count }, (_, index) => ({
    zoom: Number(tileMatrix),
    row: minTileRow + Math.floor(index / columns),
    column: minTileCol + (index % columns),
  }))
}

const childrenOf = ({ zoom, row, column }: Tile): Tile[] =>
  [0, 1, 2, 3].map((i) => ({ zoom: zoom + 1, row: 2 * row + (i >> 1), column: 2 * column + (i & 1) }))

await runConformance({
  title: 'OGC API – Tiles 1.0',
  pom: 'pom-tiles.xml',
  sourceVariable: 'OGC_ETS_TILES_SOURCE',
  definition,
})
