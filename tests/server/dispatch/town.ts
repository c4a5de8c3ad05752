/**
 * A small synthetic town on a grid of about 100 m, with ways that share nodes, units and one incident:
 *
 *     7---8---9
 *     |   |   |
 *     4---5---6
 *     |   |   |
 *     1---2---3
 */
import type { Database } from '../../../geodata/database/database.ts'

export const at = (node: number): readonly [number, number] => [
  Number((119.7 + 0.001 * ((node - 1) % 3)).toFixed(3)),
  Number((30.2 + 0.001 * Math.floor((node - 1) / 3)).toFixed(3)),
]
const line = (nodes: readonly number[]) =>
  `st_setsrid(st_geomfromtext('linestring(${nodes.map((node) => at(node).join(' ')).join()})'), 4326)`
const point = (node: number) => `st_setsrid(st_makepoint(${at(node).join()}), 4326)`
const provenance = "'town', true, 'CC0'"

export async function addRoad(
  database: Database,
  key: string,
  nodes: readonly number[],
  kind = 'residential',
) {
  await database.query(
    `insert into roads (class, name, nodes, source_id, source, synthetic, licence, geom)
     values ('${kind}', '${key}街', '{${nodes.join()}}', 'way/${key}', ${provenance}, ${line(nodes)})`,
  )
}

interface Unit {
  readonly code: string
  readonly node: number
  readonly skills?: readonly string[]
  readonly state?: string
  readonly zone?: string
  /** Seconds since the last position. */
  readonly age?: number
  readonly members?: number
}

export async function addUnit(
  database: Database,
  { code, node, skills = [], state = 'available', zone = 'Z1', age = 10, members = 5 }: Unit,
) {
  await database.query(
    `insert into units (code, name, state, zone_code, members, skills, position_at, source_id, source, synthetic, licence, geom)
     values ($1, $1, $2, $3, $4, $5, now() - make_interval(secs => $6), $1, ${provenance}, ${point(node)})`,
    [code, state, zone, members, [...skills], age],
  )
}

/** Adds an incident at a node; returns its id. */
export async function addIncident(database: Database, node: number, kind = 'injury'): Promise<number> {
  const { rows } = await database.query<{ id: number }>(
    `insert into incidents (number, kind, channel, zone_code, priority, source_id, source, synthetic, licence, geom)
     values ($1, $2, 'call_110', 'Z1', 2, $1, ${provenance}, ${point(node)}) returning id`,
    [`I-${node}-${kind}`, kind],
  )
  return Number(rows[0]?.id)
}

export async function addZone(database: Database, code: string) {
  await database.query(
    `insert into patrol_zones (code, name, area_m2, source_id, source, synthetic, licence, geom)
     values ($1, $1, 1, $1, ${provenance}, st_multi(st_makeenvelope(119.69, 30.19, 119.71, 30.21, 4326)))`,
    [code],
  )
}

/** Adds the streets of the town. */
export async function addStreets(database: Database) {
  await addRoad(database, 'south', [1, 2, 3])
  await addRoad(database, 'middle', [4, 5, 6])
  await addRoad(database, 'north', [7, 8, 9])
  await addRoad(database, 'west', [1, 4, 7])
  await addRoad(database, 'centre', [2, 5, 8])
  await addRoad(database, 'east', [3, 6, 9])
}
