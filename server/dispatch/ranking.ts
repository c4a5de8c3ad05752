/** Ranks units for an incident by one reverse search in the network. */
import type { Queryable } from '../../geodata/database/database.ts'
import { sqlFile } from '../../geodata/database/sql.ts'
import type { NetworkProfileId, Ranking } from '../../geodata/model/answers/patrol-ranking.ts'
import type { Snap } from '../../geodata/model/network/snap.ts'
import type { Travel } from '../../geodata/model/network/times.ts'
import { type Candidate, cardFor, rankUnits } from '../../geodata/model/patrol/ranking.ts'
import { isRowId } from '../../geodata/model/row-id.ts'
import type { KeptNetwork } from '../../geodata/network/kept.ts'
import { notFound } from '../errors.ts'
import type { StoredCard } from './run-cards.ts'

const incidentSql = sqlFile(import.meta.url, 'incident.sql')
const unitsSql = sqlFile(import.meta.url, 'units.sql')

/** Walking speed in m/s from the vehicle to the incident. */
const WALK_MPS = 1.25
export const walkSeconds = (metres: number): number => metres / WALK_MPS

export interface IncidentRow {
  readonly id: number
  readonly kind: string
  readonly priority: number | null
  readonly alarm_level: number
  readonly zone_code: string | null
  readonly lon: number
  readonly lat: number
  /** All run cards, unordered. */
  readonly cards: readonly StoredCard[]
}

export interface UnitRow extends Omit<Candidate, 'network_s' | 'gap_m'> {
  readonly id: number
  readonly name: string
  readonly name_en: string | null
  readonly state: string
  readonly skills: string[]
  readonly lon: number
  readonly lat: number
}

/** Reads an incident. Throws a ProblemError of status 404 if the viewer cannot see it. */
export async function readIncident(database: Queryable, id: string): Promise<IncidentRow> {
  const { rows } = isRowId(id)
    ? await database.query<IncidentRow>({ text: incidentSql, name: 'dispatch-incident', values: [id] })
    : { rows: [] }
  const [incident] = rows
  if (incident === undefined) throw notFound({ zh: '事件', en: 'incident' }, id)
  return incident
}

/** Returns units that the viewer sees. Work on the incident with id `incident` does not count as load. */
export async function readUnits(database: Queryable, incident: number | null): Promise<UnitRow[]> {
  return (await database.query<UnitRow>({ text: unitsSql, name: 'dispatch-units', values: [incident] })).rows
}

/** Returns the fields that identify a network version. */
export const stampOf = (network: KeptNetwork) => ({
  version: network.graph.version,
  built_at: network.graph.builtAt,
  closures: network.inForce().length,
})

export interface TimedUnit extends UnitRow, Pick<Candidate, 'network_s' | 'gap_m'> {
  readonly metres: number | null
}

/** Returns the travel times of units to one place (WGS 84 degrees), by one reverse search. */
export function timesTo(
  network: KeptNetwork,
  profile: NetworkProfileId,
  place: { readonly lon: number; readonly lat: number },
  units: readonly UnitRow[],
): TimedUnit[] {
  const target = network.snap(profile, place.lon, place.lat)
  const sources = units.map((unit) => network.snap(profile, unit.lon, unit.lat))
  const travels: (Travel | null)[] =
    target === null
      ? units.map(() => null)
      : network.travels(profile).toOne(sources, target, network.closed(profile))
  return units.map((unit, n) => ({
    ...unit,
    ...withWalk(travels[n] ?? null, target),
    gap_m: sources[n]?.gapMetres ?? null,
  }))
}

/** Adds the walk from the end of the route to the place. */
function withWalk(travel: Travel | null, target: Snap | null): Pick<TimedUnit, 'network_s' | 'metres'> {
  if (travel === null || target === null) return { network_s: null, metres: null }
  const walk = target.gapMetres
  return { network_s: tenth(travel.seconds + walkSeconds(walk)), metres: Math.round(travel.metres + walk) }
}

const tenth = (value: number) => Math.round(10 * value) / 10

const noCard: Omit<StoredCard, 'id' | 'kind' | 'priority' | 'alarm_level'> & { readonly id: null } = {
  id: null,
  demand: [{ count: 1, skills: [] }],
  profile: 'vehicle',
  note_zh: null,
  note_en: null,
  synthetic: false,
}

/** Returns the ranking. Alarm level and profile default to those of the incident and its run card. */
export async function rankIncident(
  database: Queryable,
  network: KeptNetwork,
  id: string,
  asked: { readonly level?: number | undefined; readonly profile?: NetworkProfileId | undefined },
): Promise<Ranking> {
  const [incident, units] = await Promise.all([
    readIncident(database, id),
    isRowId(id) ? readUnits(database, Number(id)) : [],
  ])
  const alarm_level = asked.level ?? incident.alarm_level
  const card = cardFor(incident.cards, { ...incident, alarm_level }) ?? noCard
  const profile = asked.profile ?? card.profile
  const timed = timesTo(network, profile, incident, units)
  const { units: judged, shortfalls } = rankUnits(timed, card.demand, incident.zone_code)
  return {
    incident: incident.id,
    kind: incident.kind,
    priority: incident.priority,
    zone_code: incident.zone_code,
    lon: incident.lon,
    lat: incident.lat,
    as_of: new Date().toISOString(),
    profile,
    alarm_level,
    card: {
      id: card.id,
      demand: card.demand,
      note_zh: card.note_zh,
      note_en: card.note_en,
      synthetic: card.synthetic,
    },
    units: judged.map(({ unit, ...judgement }) => ({ ...shown(unit), ...judgement })),
    shortfalls: [...shortfalls],
    network: stampOf(network),
  }
}

/** Returns the fields of a unit that every list contains. */
export function shown(unit: TimedUnit) {
  const { code, name, name_en, zone_code, state, skills, lon, lat, load, turn_out_s, network_s, metres } =
    unit
  return {
    ...{ code, name, name_en, zone_code, state, skills, load, turn_out_s, network_s, metres },
    lon: round6(lon),
    lat: round6(lat),
    position_age_s: unit.position_age_s === null ? null : Math.max(0, Math.round(unit.position_age_s)),
  }
}

const round6 = (value: number) => Math.round(1e6 * value) / 1e6
