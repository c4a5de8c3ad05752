/** Rows of every layer, some of them in the zone and the town of the tests' limited viewers. */

import { type Viewer, type ViewerRole, viewerRoles } from '../../../geodata/access/viewer.ts'
import type { Database } from '../../../geodata/database/database.ts'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { loadFixture } from '../../tiles/vector/fixture.ts'

/** Two towns, squares of some 10 km far from the other rows, with a plan and a parcel in each. */
const towns = [
  ['T1', 'ST_MakeEnvelope(118.0, 29.0, 118.1, 29.1, 4326)'],
  ['T2', 'ST_MakeEnvelope(118.2, 29.0, 118.3, 29.1, 4326)'],
] as const

const provenance = "'access', $1, 'CC0', true, $2::bigint"
const site = (town: string) => `ST_Multi(ST_Buffer(ST_Centroid(${town}), 0.001))`

async function addTown(database: Database, code: string, square: string, id: number): Promise<void> {
  await database.query(
    `insert into administrative_areas (code, kind, name, source, source_id, licence, synthetic, id, geom)
     values ($1, 'town', $1, ${provenance}, ST_Multi(${square}))`,
    [code, id],
  )
  await database.query(
    `insert into parcels (parcel_code, land_use, state, tenure, area_m2, town_code, source, source_id, licence, synthetic, id, geom)
     values ($1, '0701', 'built', 'G', 1, $1, ${provenance}, ${site(square)})`,
    [code, id],
  )
  await database.query(
    `insert into plans (plan_code, name, state, land_use, area_m2, town_code, source, source_id, licence, synthetic, id, geom)
     values ($1, $1, 'draft', '0701', 1, $1, ${provenance}, ${site(square)})`,
    [code, id],
  )
  await database.query(
    `insert into facilities (kind, name, source, source_id, licence, synthetic, id, geom)
     values ('toilet', $1, ${provenance}, ST_Centroid(${square}))`,
    [code, id],
  )
}

/** Two of the incidents and one of the two units are in zone Z2, one incident is in none. */
export async function loadWorld(database: Database): Promise<void> {
  await loadFixture(database)
  await database.query("update units set zone_code = 'Z2' where id = 2")
  await database.query("update incidents set zone_code = 'Z2' where id in (2, 3)")
  await database.query('update incidents set zone_code = null where id = 4')
  // The rows above have fixed ids; those of restricted layers are random.
  for (const { id, restricted } of catalogue) {
    if (!restricted) await database.query(`alter table ${id} alter column id restart with 1000`)
  }
  for (const [i, [code, square]] of towns.entries()) await addTown(database, code, square, 101 + i)
}

/** A viewer of each role; the limited ones are limited to Z1 and T1. */
export const viewers: readonly Viewer[] = viewerRoles.map((role: ViewerRole) => ({
  role,
  ...(role === 'public' ? {} : { account: 7 }),
  ...(/(officer|lead)_limited/.test(role) ? { zones: ['Z1'] } : {}),
  ...(role.endsWith('planner_limited') ? { towns: ['T1'] } : {}),
}))
