/** Tells leads of units that leave the route to their incident. */
import type { Database, DatabaseClient } from '../../../geodata/database/database.ts'
import { sqlFile } from '../../../geodata/database/sql.ts'
import { cardFor } from '../../../geodata/model/patrol/ranking.ts'
import {
  onRoute,
  type RouteLimits,
  type RouteWatch,
  watchRoute,
} from '../../../geodata/model/patrol/route-watch.ts'
import type { SeenFix } from '../../../geodata/model/patrol/zone-crossings.ts'
import type { NetworkKeeper } from '../../../geodata/network/keeper.ts'
import type { KeptNetwork } from '../../../geodata/network/kept.ts'
import { readIncident } from '../ranking.ts'
import { routeBetween } from '../unit-route.ts'

const underWaySql = sqlFile(import.meta.url, 'under-way.sql')
const storeSql = sqlFile(import.meta.url, 'store-routes.sql')

interface UnderWay extends SeenFix, RouteWatch {
  readonly incident: number
  readonly number: string
  readonly toLon: number
  readonly toLat: number
  readonly unit: number
  readonly sentAt: Date
  /** Null until a route is planned. */
  readonly network: string | null
  readonly line: readonly (readonly [number, number])[] | null
  readonly seenAt: number
}

/**
 * Returns the function that looks at all units under way once, for all servers on the database. It returns the
 * number of routes that it followed.
 */
export function routeFollower(
  database: Database,
  keeper: Pick<NetworkKeeper, 'current'>,
  limits: RouteLimits,
): () => Promise<number> {
  return () =>
    database.transaction(async (client) => {
      const { rows } = await client.query<{ ours: boolean }>(
        "select pg_try_advisory_xact_lock(hashtext('unit_routes')) as ours",
      )
      if (!rows[0]?.ours) return 0
      const units = (await client.query<UnderWay>({ text: underWaySql, name: 'units-under-way' })).rows
      const network = units.length > 0 ? await keeper.current() : undefined
      const routes: object[] = []
      for (const unit of units) if (network) routes.push(...(await followed(client, network, unit, limits)))
      await client.query({ text: storeSql, name: 'store-routes', values: [JSON.stringify(routes)] })
      return routes.length
    })
}

/** Identifies ways and closures: if they change, another route may be right. */
const stampOf = (network: KeptNetwork) =>
  `${network.graph.version} ${network
    .inForce()
    .map(({ id }) => id)
    .join()}`

async function followed(
  client: DatabaseClient,
  network: KeptNetwork,
  unit: UnderWay,
  limits: RouteLimits,
): Promise<object[]> {
  const { incident, number, sentAt } = unit
  const stamp = stampOf(network)
  const stored = { incident, number, unit: unit.unit, sentAt, network: stamp }
  if (unit.line === null || unit.network !== stamp) {
    const line = await planned(client, network, unit)
    if (line === null) return []
    return [{ ...stored, line: geometryOf(line), ...onRoute, seenAt: new Date(unit.at), hasLeft: false }]
  }
  if (unit.at <= unit.seenAt)
    return [{ ...stored, line: geometryOf(unit.line), ...watchOf(unit), hasLeft: false }]
  const { watch, told } = watchRoute(unit, unit, unit.line, limits)
  const seen = { ...unit, ...watch, seenAt: unit.at }
  return [{ ...stored, line: geometryOf(unit.line), ...watchOf(seen), hasLeft: told === 'left' }]
}

const geometryOf = (coordinates: readonly (readonly [number, number])[]) => ({
  type: 'LineString',
  coordinates,
})

const watchOf = ({ seenAt, awaySince, metres, isTold }: UnderWay) => ({
  seenAt: new Date(seenAt),
  awaySince: awaySince === null ? null : new Date(awaySince),
  metres,
  isTold,
})

/** Returns the route from where the unit is, for the profile of the run card; null if there is none. */
async function planned(
  client: DatabaseClient,
  network: KeptNetwork,
  { incident, toLon, toLat, lon, lat }: UnderWay,
) {
  const row = await readIncident(client, String(incident))
  const profile = cardFor(row.cards, row)?.profile ?? 'vehicle'
  return routeBetween(network, profile, { lon, lat }, { lon: toLon, lat: toLat })?.line ?? null
}
