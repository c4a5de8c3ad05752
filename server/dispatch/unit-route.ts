/** The route of a unit to an incident. */
import type { z } from 'zod'
import type { Queryable } from '../../geodata/database/database.ts'
import type { NetworkProfileId, unitRouteSchema } from '../../geodata/model/answers/patrol-ranking.ts'
import { pathLine } from '../../geodata/model/network/path.ts'
import type { KeptNetwork } from '../../geodata/network/kept.ts'
import { notFound, ProblemError } from '../errors.ts'
import { readIncident, readUnits, stampOf, walkSeconds } from './ranking.ts'

interface Asked {
  readonly id: string
  readonly unit: string
  readonly profile: NetworkProfileId
}

/** Returns the route. Throws ProblemErrors: 404 for an unknown incident or unit, 409 if there is no route. */
export async function routeOfUnit(
  database: Queryable,
  network: KeptNetwork,
  { id, unit: code, profile }: Asked,
): Promise<z.infer<typeof unitRouteSchema>> {
  const incident = await readIncident(database, id)
  const unit = (await readUnits(database, incident.id)).find((one) => one.code === code)
  if (unit === undefined) throw notFound({ zh: '巡查组', en: 'unit' }, code)
  const route = routeBetween(network, profile, unit, incident)
  if (route === null) throw noWay(code)
  const { network_s } = route
  return {
    type: 'Feature',
    geometry: {
      type: 'LineString',
      coordinates: route.line,
    },
    properties: {
      unit: code,
      incident: incident.id,
      profile,
      seconds: unit.turn_out_s + network_s,
      turn_out_s: unit.turn_out_s,
      network_s,
      metres: route.metres,
      network: stampOf(network),
    },
  }
}

interface Place {
  readonly lon: number
  readonly lat: number
}

/**
 * Returns the fastest way from one place to another, with the walk at its end; null if there is none. The line
 * begins and ends at the places, both off the network.
 */
export function routeBetween(network: KeptNetwork, profile: NetworkProfileId, start: Place, end: Place) {
  const from = network.snap(profile, start.lon, start.lat)
  const to = network.snap(profile, end.lon, end.lat)
  const route = from && to && network.travels(profile).route(from, to, network.closed(profile))
  if (!route) return null
  const way = pathLine(network.graph, route.arcs, from, to)
  const line = [[start.lon, start.lat], ...way, [end.lon, end.lat]] as const
  return {
    network_s: Math.round(10 * (route.seconds + walkSeconds(to.gapMetres))) / 10,
    metres: Math.round(route.metres + to.gapMetres),
    line: line.map(([lon, lat]): [number, number] => [round(lon), round(lat)]),
  }
}

const round = (degrees: number) => Math.round(1e6 * degrees) / 1e6

const noWay = (code: string) =>
  new ProblemError(
    409,
    { zh: '无法到达', en: 'No way' },
    {
      zh: `没有可从 ${code} 通往该事件的路：可能已封闭，或两地不在同一路网。`,
      en: `No way leads from ${code} to this incident: ways may be closed, or the two are not connected.`,
    },
  )
