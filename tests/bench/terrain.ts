/**
 * `npm run bench:terrain`: analyses of the 3D desk over typed arrays, in one run.
 *
 * Options: `--json FILE`.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { benchSun } from './terrain/sun.ts'

const { values } = parseArgs({ options: { json: { type: 'string' } } })

const found = { sun: benchSun() }
console.log(found)
if (values.json) writeFileSync(values.json, JSON.stringify(found, null, 2))
