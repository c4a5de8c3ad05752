/** Heights for the routes network, from the stored terrain. */
import { setImmediate } from 'node:timers/promises'
import { NO_HEIGHT } from '../../geodata/model/routes/graph.ts'
import type { HeightsOf } from '../../geodata/network/build.ts'
import { elevationSources, elevationsAt, type LonLat } from '../../tiles/terrain/elevation.ts'

/** So many places at a time take some ten milliseconds, between which the server answers. */
const TOGETHER = 8_000

export const heightsOf: HeightsOf = async (database, lonLat) => {
  const decimetres = new Int16Array(lonLat.length / 2).fill(NO_HEIGHT)
  const sources = new Set<string>()
  if ((await elevationSources(database)).length === 0) return { decimetres, sources: [] }
  for (let first = 0; first < decimetres.length; first += TOGETHER) {
    const count = Math.min(TOGETHER, decimetres.length - first)
    const places = Array.from({ length: count }, (_, n): LonLat => {
      const at = 2 * (first + n)
      return [lonLat[at] as number, lonLat[at + 1] as number]
    })
    for (const [n, found] of (await elevationsAt(database, places)).entries()) {
      if (found === null) continue
      decimetres[first + n] = Math.round(10 * found.elevation_m)
      sources.add(found.source)
    }
    await setImmediate()
  }
  return { decimetres, sources: [...sources] }
}
