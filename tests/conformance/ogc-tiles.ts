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
    z.object({ tileMatrix: z.string(), minTileRow: z.int(), maxTileRow: z.int(), minTileCol: z.int() }),
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

/** The suite asks for tiles that have content: the first one within the limits that has. */
async function filledTile(url: string) {
  const path = `${url}/tiles/WebMercatorQuad`
  const tileset = tilesetSchema.parse(await (await fetch(path)).json())
  const limits = tileset.tileMatrixSetLimits.find(({ tileMatrix }) => tileMatrix === String(ZOOM))
  if (limits === undefined) throw new Error(`the tileset has no limits at zoom ${ZOOM}`)
  for (let row = limits.minTileRow; row <= limits.maxTileRow; row += 1) {
    for (let column = limits.minTileCol; column < limits.minTileCol + 64; column += 1) {
      const tile = await fetch(`${path}/${ZOOM}/${row}/${column}`)
      await tile.arrayBuffer()
      if (tile.status === 200) return { row, column, uri: tileset.tileMatrixSetURI }
    }
  }
  throw new Error('the server has no tile with content')
}

await runConformance({
  title: 'OGC API – Tiles 1.0',
  pom: 'pom-tiles.xml',
  sourceVariable: 'OGC_ETS_TILES_SOURCE',
  definition,
})
