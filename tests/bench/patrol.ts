/**
 * `npm run bench:patrol`: the ranking of 50 units for an incident on a real extract, as a whole request and as
 * its search alone, beside Valhalla's matrix on the same extract for the same pairs.
 *
 * Options: `--extract FILE` (an OSM PBF; ../shared/data/osm/westlake_10km.osm.pbf), `--incidents` (100),
 * `--units` (50), `--valhalla DIR` (a folder with node_modules/@valhallajs/valhallajs), `--json FILE`.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchRanking } from './patrol/ranking.ts'

const { values } = parseArgs({
  options: {
    extract: { type: 'string' },
    incidents: { type: 'string', default: '100' },
    units: { type: 'string', default: '50' },
    valhalla: { type: 'string' },
    json: { type: 'string' },
  },
})

const found = await benchRanking({
  extract: values.extract,
  incidents: Number(values.incidents),
  units: Number(values.units),
  valhalla: values.valhalla,
})
console.table(found.times)
console.log(found.ratios)
if (values.json) writeFileSync(values.json, JSON.stringify(found, null, 2))
