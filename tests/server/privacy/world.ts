/** Two zones with a few units and incidents, to distinguish one's own from others'. */
import type { Database } from '../../../geodata/database/database.ts'

const square = (west: number) => `ST_Multi(ST_MakeEnvelope(${west}, 30.2, ${west} + 0.02, 30.22, 4326))`
const point = (lon: number) => `ST_SetSRID(ST_MakePoint(${lon}, 30.21), 4326)`

/** Unit and incident 1 and 3 are in Z1, 2 in Z2; unit 3 is off shift; incident 3 is closed. */
export async function loadPatrol(database: Database): Promise<void> {
  await database.query(`
    insert into patrol_zones (code, name, area_m2, source, source_id, licence, synthetic, geom) values
      ('Z1', '一区', 1, 'test', 'z1', 'CC0', true, ${square(119.7)}),
      ('Z2', '二区', 1, 'test', 'z2', 'CC0', true, ${square(119.8)})`)
  await database.query(`
    insert into units (id, code, name, state, zone_code, members, position_at, source, source_id, licence,
      synthetic, geom) values
      (1, 'U1', '一号', 'available', 'Z1', 5, '2020-01-01T00:00Z', 'test', 'u1', 'CC0', true, ${point(119.71)}),
      (2, 'U2', '二号', 'en_route', 'Z2', 5, null, 'test', 'u2', 'CC0', true, ${point(119.81)}),
      (3, 'U3', '三号', 'off_shift', 'Z1', 5, null, 'test', 'u3', 'CC0', true, ${point(119.712)})`)
  await database.query(`
    insert into incidents (id, number, kind, state, channel, zone_code, received_at, closed_at, source, source_id,
      licence, synthetic, geom) values
      (1, 'N1', 'littering', 'received', 'call_110', 'Z1', now() - interval '1 hour', null, 'test', 'i1', 'CC0',
        true, ${point(119.711)}),
      (2, 'N2', 'littering', 'received', 'call_110', 'Z2', now() - interval '1 hour', null, 'test', 'i2', 'CC0',
        true, ${point(119.811)}),
      (3, 'N3', 'littering', 'closed', 'call_110', 'Z1', now() - interval '1 hour', now() - interval '50 minutes',
        'test', 'i3', 'CC0', true, ${point(119.712)})`)
}

/** Deletes everything that `loadPatrol` inserted. */
export async function clearPatrol(database: Database): Promise<void> {
  for (const table of ['patrol_zones', 'units', 'incidents']) await database.query(`delete from ${table}`)
}
