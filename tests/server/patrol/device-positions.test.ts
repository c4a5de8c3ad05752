/** Positions of devices that arrive late, are implausible or were taken off duty. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sampleWalk } from '../../../server/patrol/start-sample-walk.ts'
import { type Actor, by } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { ago, bearer, serveDevices } from './device-world.ts'

describeOnDatabase('positions of devices', (db) => {
  let devices: Awaited<ReturnType<typeof serveDevices>>
  beforeAll(async () => {
    devices = await serveDevices(db())
  })
  afterAll(() => devices.close())

  it('of an hour offline are added to the track, and the unit never moves back in time', async () => {
    await devices.forget()
    const token = await devices.tokenOf({ name: 'offline', unit_id: 1 })
    await devices.send(`/patrol/devices/osmand?id=${token}&lat=30.21&lon=119.75`)
    const now = await devices.unit(1)
    const positions = Array.from({ length: 3600 }, (_, n) => ({
      ...{ at: ago(3700 - n), lon: 119.75 - (3700 - n) * 1e-5, lat: 30.21, accuracy_m: 5 },
    }))
    const answer = await devices.send('/patrol/devices/positions', { positions }, bearer(token))
    expect(answer.body).toEqual({ stored: 3600, known: 0, quarantined: 0, dropped: 0, current: false })
    expect(await devices.unit(1)).toEqual(now)
    const twice = await devices.send(
      '/patrol/devices/positions',
      { positions: positions.slice(0, 50) },
      bearer(token),
    )
    expect(twice.body).toMatchObject({ stored: 0, known: 50 })
    const gpx = (points: string) =>
      `<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg>${points}</trkseg></trk></gpx>`
    const point = (seconds: number) =>
      `<trkpt lat="30.21" lon="119.7"><ele>3</ele><time>${ago(seconds)}</time></trkpt>`
    const type = { ...bearer(token), 'Content-Type': 'application/gpx+xml' }
    const track = gpx(`${point(7200)}${point(7190)}<trkpt lat="30.2" lon="119.7"/>`)
    expect((await devices.send('/patrol/devices/positions', track, type)).body).toMatchObject({ stored: 2 })
    expect((await devices.send('/patrol/devices/positions', track.slice(0, 200), type)).body.titles.en).toBe(
      'Bad GPX',
    )
  })

  it('are quarantined if implausible, and leads see the reason', async () => {
    await devices.forget()
    const token = await devices.tokenOf({ name: '疑', unit_id: 1 })
    const at = (seconds: number, lon: number, accuracy_m = 5) => ({
      at: ago(seconds),
      lon,
      lat: 30.21,
      accuracy_m,
    })
    const positions = [
      ...[at(50, 119.71), at(45, 119.7101), at(40, 119.9), at(35, 119.7102), at(30, 119.7102, 900)],
      { ...at(0, 119.71), at: new Date(Date.now() + 900_000).toISOString() },
    ]
    const answer = await devices.send('/patrol/devices/positions', { positions }, bearer(token))
    expect(answer.body).toEqual({ stored: 3, known: 0, quarantined: 3, dropped: 0, current: true })
    expect(await devices.unit(1)).toMatchObject({ lon: 119.7102, accuracy: 5 })
    const list = async (who: Actor) =>
      (await devices.send('/patrol/positions/quarantine', undefined, by(who), 'GET')).body
    expect((await list('lead')).positions.map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'accuracy',
      'clock_ahead',
      'speed',
    ])
    expect((await list('leadOfZ1')).positions[0]).toMatchObject({ unit: 'U1', device: '疑' })
    expect((await list('leadOfZ2')).positions).toEqual([])
    const { rows } = await db().query(
      "select count(*)::int as n from audit.entries where object = 'position_quarantine'",
    )
    expect(rows[0]?.n).toBe(3)
  })

  it('are dropped off shift, and late positions of a past shift are stored', async () => {
    await devices.forget()
    const token = await devices.tokenOf({ name: 'roster', unit_id: 3 })
    await db().query(`insert into unit_shifts (unit_id, uid, starts_at, ends_at)
      values (3, 'over', now() - interval '3 hours', now() - interval '1 hour')`)
    const positions = [240, 170, 65, 50, 0].map((minutes) => ({
      at: ago(minutes * 60),
      lon: 119.71,
      lat: 30.21,
    }))
    const answer = await devices.send('/patrol/devices/positions', { positions }, bearer(token))
    expect(answer.body).toEqual({ stored: 2, known: 0, quarantined: 0, dropped: 3, current: false })
    expect(await devices.stored(3)).toBe(2)
    expect(await devices.unit(3)).toMatchObject({ at: null })
    const now = await devices.send(`/patrol/devices/osmand?id=${token}&lat=30.21&lon=119.71`)
    expect(now).toMatchObject({ status: 200, counts: 'stored=0, known=0, quarantined=0, off-shift=1' })
    // On shift again: positions from off shift are not stored.
    await db().query(
      "insert into unit_check_ins (unit_id, kind, at) values (3, 'begin', now() - interval '5 minutes')",
    )
    const way = [
      { at: ago(400), lon: 119.71, lat: 30.211 },
      { at: ago(200), lon: 119.71, lat: 30.211 },
      { at: ago(1), lon: 119.71, lat: 30.211 },
    ]
    expect(
      (await devices.send('/patrol/devices/positions', { positions: way }, bearer(token))).body,
    ).toMatchObject({
      stored: 2,
      dropped: 1,
      current: true,
    })
  })

  it('of sample units move slowly along a greenway, and real devices have priority', async () => {
    await devices.forget()
    await db().query(
      `with line as (select ST_GeomFromText('LINESTRING(119.71 30.21, 119.712 30.21)', 4326) as geom),
       way as (
         insert into greenways (id, name, length_m, source, source_id, licence, synthetic, geom)
         select 1, '示例', 192, 'sample:test', 'g', 'CC0', true, ST_Multi(geom) from line returning id
       )
       insert into greenway_segments (greenway_id, ordinal, length_m, source, source_id, licence, synthetic, geom)
       select way.id, 1, 192, 'sample:test', 's', 'CC0', true, line.geom from way, line`,
    )
    await db().query("update units set source = 'sample:test' where id = 1")
    await db().query(
      'update units set geom = ST_SetSRID(ST_MakePoint(119.71, 30.21), 4326), heading = 90 where id = 1',
    )
    const walk = sampleWalk(db())
    const start = Date.now() - 600_000
    const places: number[] = []
    for (let step = 0; step < 16; step++) {
      // The other units do not belong to the sample.
      expect(await walk(start + step * 30_000)).toBe(1)
      places.push((await devices.unit(1))?.lon as number)
    }
    expect(places[0]).toBeCloseTo(119.71025, 4)
    expect(Math.max(...places)).toBeLessThanOrEqual(119.712)
    // The unit has turned at the end of the greenway.
    expect(places[15]).toBeLessThan(119.711)
    expect((await devices.unit(1))?.heading).toBe(270)
    expect(await devices.stored(1)).toBe(16)
    expect(await devices.stored(2)).toBe(0)
    const token = await devices.tokenOf({ name: '真', unit_id: 1 })
    await devices.send(`/patrol/devices/osmand?id=${token}&lat=30.2101&lon=119.7101`)
    expect(await walk(Date.now())).toBe(0)
  })
})
