/** Reads and judges all greenways. */
import type { Database } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import type { GreenwayHealth } from '../../../geodata/model/answers/greenway-health.ts'
import {
  greenwayHealth,
  type HealthGreenway,
  type HealthSegment,
} from '../../../geodata/model/greenway/health.ts'
import { greenwayNorms } from '../../../geodata/model/greenway/norms.ts'
import { profileGraph } from '../../../geodata/model/network/graph.ts'
import { secondsToNearest } from '../../../geodata/model/network/reach.ts'
import { wayKinds } from '../../../geodata/model/network/way.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'

const placesSql = sqlFile(import.meta.url, 'built-places.sql')
const segmentsSql = sqlFile(import.meta.url, 'segments.sql')
const toiletsSql = sqlFile(import.meta.url, 'toilets.sql')
const entrancesSql = sqlFile(import.meta.url, 'entrances.sql')

/** Places from which the way on foot is measured; more change the share by less than 1 %. */
const MOST_PLACES = 20_000
/** Metres a second on foot, from a place to the network: as the profile of the network. */
const WALKING = 4.8 / 3.6

interface BuiltRow {
  readonly built_m2: number
  readonly step_m: number
  readonly places: readonly (readonly [lon: number, lat: number])[] | null
}

async function reachOf(database: Database, keeper: NetworkKeeper): Promise<GreenwayHealth['reach']> {
  const { rows } = await database.query<BuiltRow>(placesSql, [MOST_PLACES])
  const { built_m2, step_m, places } = rows[0] ?? { places: null }
  if (places === null || built_m2 === undefined || step_m === undefined) return null
  const network = await keeper.current()
  const { graph } = network
  const foot = profileGraph(graph, 'foot')
  const limit = greenwayNorms.reach_minutes.value * 60
  const isGreenway = (edge: number) =>
    wayKinds[graph.wayKind[graph.edgeWay[edge] as number] as number] === 'greenway'
  if (!graph.edgeWay.some((_, edge) => isGreenway(edge))) return null
  const seconds = secondsToNearest(graph, foot, isGreenway, { closed: network.closed('foot'), limit })
  const reached = places.filter(([lon, lat]) => {
    const snap = network.snapOnce('foot', lon, lat, limit * WALKING)
    return snap !== null && snap.gapMetres / WALKING + seconds(snap) <= limit
  })
  return {
    minutes: greenwayNorms.reach_minutes.value,
    share: reached.length / places.length,
    aim: greenwayNorms.reach_share.value,
    ...{ built_m2, step_m, places: places.length },
  }
}

interface SegmentRow extends HealthSegment {
  readonly greenway: number
  readonly name: string
  readonly name_en: string | null
  readonly synthetic: boolean
  readonly loop: boolean | null
}

async function readGreenways(database: Database): Promise<HealthGreenway[]> {
  const { rows } = await database.query<SegmentRow>(segmentsSql)
  const { rows: toilets } = await database.query<{ greenway: number; along_m: number }>(toiletsSql)
  const ids = [...new Set(rows.map(({ greenway }) => greenway))]
  return ids.map((id) => {
    const own = rows.filter(({ greenway }) => greenway === id)
    const { name, name_en, synthetic, loop } = own[0] as SegmentRow
    return {
      ...{ id, name, name_en, synthetic, loop: loop === true, segments: own },
      toilets: toilets.filter(({ greenway }) => greenway === id).map(({ along_m }) => along_m),
    }
  })
}

type EntranceRow = Omit<GreenwayHealth['entrances'][number], 'within'>

export async function readHealth(database: Database, keeper: NetworkKeeper): Promise<GreenwayHealth> {
  const greenways = (await readGreenways(database)).map(greenwayHealth)
  const { rows: entrances } = await database.query<EntranceRow>(entrancesSql)
  const { value: farthest } = greenwayNorms.car_park_m
  return {
    reach: await reachOf(database, keeper),
    linking: null,
    greenways: greenways.map(({ figures }) => figures),
    stretches: greenways.flatMap(({ stretches }) => stretches),
    entrances: entrances.map((one) => ({
      ...one,
      within: one.car_park_m !== null && one.car_park_m <= farthest,
    })),
    synthetic: greenways.some(({ figures }) => figures.synthetic),
  }
}
