/**
 * `npm run bench:greenway`: routes of people across a real extract, in the engine and as whole requests, beside
 * Valhalla's routes for the same pairs; three loops of 10 to 20 km; bytes of the graph.
 *
 * Options: `--extract FILE` (an OSM PBF; ../shared/data/osm/westlake_10km.osm.pbf), `--pairs` (100),
 * `--loops` (20), `--valhalla DIR` (a folder with node_modules/@valhallajs/valhallajs), `--json FILE`.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchRoutes } from './greenway/routes.ts'

const { values } = parseArgs({
  options: {
    extract: { type: 'string' },
    pairs: { type: 'string', default: '100' },
    loops: { type: 'string', default: '20' },
    valhalla: { type: 'string' },
    json: { type: 'string' },
  },
})

const found = await benchRoutes({
  extract: values.extract,
  pairs: Number(values.pairs),
  loops: Number(values.loops),
  valhalla: values.valhalla,
})
console.table(found.times)
console.log(found.figures)
if (values.json) writeFileSync(values.json, JSON.stringify(found, null, 2))
