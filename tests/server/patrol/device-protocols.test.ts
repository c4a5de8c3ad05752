/** Devices send positions of units with different protocols. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { by } from '../../environment/acting.ts'
import { describeOnDatabase } from '../../environment/databases.ts'
import { soon } from '../../environment/soon.ts'
import { ago, bearer, serveDevices } from './device-world.ts'

const SECOND = 1000
const basic = (token: string) => ({
  Authorization: `Basic ${Buffer.from(`unit:${token}`).toString('base64')}`,
})

describeOnDatabase('devices', (db) => {
  let devices: Awaited<ReturnType<typeof serveDevices>>
  beforeAll(async () => {
    devices = await serveDevices(db())
  })
  afterAll(() => devices.close())

  it('are registered by leads in their zones, and tokens are shown once', async () => {
    const added = await devices.add({ name: '一号车', unit_id: 1 }, 'leadOfZ1')
    expect(added).toMatchObject({ status: 201, body: { token: expect.stringMatching(/^[\w-]{43}$/) } })
    expect((await devices.add({ name: '二号车', unit_id: 2 }, 'leadOfZ1')).status).toBe(404)
    expect((await devices.add({ name: '网关' }, 'leadOfZ1')).status).toBe(403)
    expect((await devices.add({ name: 'x', unit_id: 1 }, 'officer')).status).toBe(403)
    expect((await devices.add({ name: 'x', external_id: '7' })).status).toBe(400)
    const list = await devices.send('/patrol/devices', undefined, by('leadOfZ1'), 'GET')
    expect(list.body.devices).toMatchObject([{ name: '一号车', unit: 'U1', last_at: null }])
    expect(list.text).not.toContain(added.body.token)
    const path = `/patrol/devices/osmand?id=${added.body.token}&lat=30.21&lon=119.71`
    expect((await devices.send(path, undefined, {}, 'GET')).status).toBe(200)
    expect(
      (await devices.send(`/patrol/devices/${added.body.id}`, undefined, by('leadOfZ1'), 'DELETE')).status,
    ).toBe(204)
    await soon(async () => expect((await devices.send(path, undefined, {}, 'GET')).status).toBe(400))
  })

  it('send OsmAnd reports as URL parameters, as a form and as JSON', async () => {
    await devices.forget()
    const token = await devices.tokenOf({ name: 'osmand', unit_id: 1 })
    const seconds = Math.floor(Date.now() / SECOND) - 50
    const query = `?id=${token}&lat=30.211&lon=119.711&timestamp=${seconds}&speed=10&bearing=370&accuracy=6.5&batt=80`
    expect(await devices.send(`/patrol/devices/osmand${query}`, undefined, {}, 'GET')).toMatchObject({
      ...{ status: 200, text: '', counts: 'stored=1, known=0, quarantined=0, off-shift=0' },
    })
    expect(await devices.unit(1)).toEqual({
      at: new Date(seconds * SECOND),
      accuracy: 6.5,
      heading: 10,
      lon: 119.711,
      lat: 30.211,
    })
    const again = await devices.send(`/patrol/devices/osmand${query}`)
    expect(again.counts).toBe('stored=0, known=1, quarantined=0, off-shift=0')
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const china = new Date((seconds + 10) * SECOND + 8 * 3_600_000)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ')
    await devices.send(
      '/patrol/devices/osmand',
      `deviceid=${token}&location=30.212,119.712&timestamp=${encodeURIComponent(china)}`,
      form,
    )
    expect(await devices.unit(1)).toMatchObject({
      at: new Date((seconds + 10) * SECOND),
      lon: 119.712,
      lat: 30.212,
    })
    // The format of Traccar Client 9.
    const location = {
      ...{
        event: 'motionchange',
        is_moving: false,
        uuid: '0e9a2473-a9a7-4c00-997b-fb97d2154e75',
        odometer: 0,
      },
      timestamp: ago(20),
      coords: {
        ...{
          latitude: 30.213,
          longitude: 119.713,
          accuracy: 3.8,
          speed: -1,
          speed_accuracy: 0.26,
          heading: -1,
        },
        ...{ heading_accuracy: -1, altitude: 35.7, altitude_accuracy: 3.8 },
      },
      ...{
        activity: { type: 'still', confidence: 100 },
        battery: { is_charging: false, level: 0.79 },
        extras: {},
      },
    }
    expect((await devices.send('/patrol/devices/osmand', { location, device_id: token })).status).toBe(200)
    expect(await devices.unit(1)).toMatchObject({ accuracy: 3.8, heading: null, lon: 119.713 })
    const list = [5, 4, 3].map((seconds) => ({ ...location, timestamp: ago(seconds) }))
    expect(
      (await devices.send('/patrol/devices/osmand', { location: list, device_id: token })).counts,
    ).toContain('stored=3')
    expect(
      (await devices.send('/patrol/devices/osmand', { location, device_id: 'x'.repeat(43) })).status,
    ).toBe(404)
    expect((await devices.send(`/patrol/devices/osmand?id=${'x'.repeat(43)}&lat=1&lon=1`)).status).toBe(400)
    expect((await devices.send('/patrol/devices/osmand?lat=1&lon=1')).status).toBe(400)
    expect((await devices.send(`/patrol/devices/osmand?id=${token}&lat=abc&lon=1`)).body.titles.zh).toBe(
      '位置有误',
    )
    expect((await devices.send(`/patrol/devices/osmand?id=${token}&cell=460,00,1,2`)).status).toBe(200)
  })

  it('send OwnTracks messages, and an unknown message does not block the queue of the app', async () => {
    await devices.forget()
    const token = await devices.tokenOf({ name: 'owntracks', unit_id: 1, datum: 'gcj02' })
    const tst = Math.floor(Date.now() / SECOND) - 20
    const location = {
      _type: 'location',
      tid: 'u1',
      lat: 30.2101,
      lon: 119.7101,
      acc: 12,
      cog: 90,
      vel: 20,
      tst,
      topic: 'owntracks/u/1',
    }
    const post = (body: unknown, as = token) => devices.send('/patrol/devices/owntracks', body, basic(as))
    expect(await post(location)).toMatchObject({
      status: 200,
      text: '[]',
      counts: expect.stringContaining('stored=1'),
    })
    // GCJ-02 coordinates differ by about 500 m here.
    const { lon, lat, heading } = (await devices.unit(1)) ?? {}
    expect([lon, lat, heading]).toEqual([expect.closeTo(119.7054, 3), expect.closeTo(30.2125, 3), 90])
    for (const body of [
      ...[{ _type: 'status' }, { _type: 'encrypted', data: 'x' }, { _type: 'location' }, [], 'nonsense', ''],
      { ...location, lat: 'x' },
      { ...location, tst: 1e300 },
      { ...location, tst: tst - 30 * 86_400 },
    ])
      expect(await post(body), JSON.stringify(body)).toMatchObject({ status: 200, text: '[]' })
    expect((await post(location, 'x'.repeat(43))).status).toBe(401)
  })

  it('send positions and events through a Traccar server', async () => {
    await devices.forget()
    const gateway = (await devices.add({ name: 'Traccar' })).body
    await devices.add({
      name: '对讲机 7',
      unit_id: 1,
      gateway_id: gateway.id,
      external_id: '860000000000007',
    })
    const twice = await devices.add({
      name: 'x',
      unit_id: 1,
      gateway_id: gateway.id,
      external_id: '860000000000007',
    })
    expect(twice.status).toBe(409)
    // PositionData of Traccar 6, as written by its ObjectMapper.
    const position = {
      ...{ id: 12, attributes: { batteryLevel: 80, motion: true }, deviceId: 3, protocol: 'jt808' },
      ...{
        serverTime: '2026-11-30T08:00:03.000+00:00',
        deviceTime: ago(30),
        fixTime: ago(30),
        outdated: false,
      },
      ...{
        valid: true,
        latitude: 30.2105,
        longitude: 119.7105,
        altitude: 12,
        speed: 5.4,
        course: 45,
        address: null,
      },
      ...{ accuracy: 0, network: null, geofenceIds: null },
    }
    const device = {
      id: 3,
      attributes: {},
      groupId: 0,
      name: '7',
      uniqueId: '860000000000007',
      status: 'online',
    }
    const post = (body: object, token = gateway.token) =>
      devices.send('/patrol/devices/traccar', body, bearer(token))
    expect(await post({ position, device })).toMatchObject({
      status: 200,
      counts: expect.stringContaining('stored=1'),
    })
    expect(await devices.unit(1)).toMatchObject({ lon: 119.7105, heading: 45, accuracy: null })
    expect(
      (await post({ position: { ...position, fixTime: ago(9), outdated: true }, device })).counts,
    ).toContain('stored=0')
    expect(
      (await post({ position: { ...position, fixTime: ago(8), valid: false }, device })).counts,
    ).toContain('quarantined=1')
    const event = { id: 1, type: 'alarm', attributes: { alarm: 'sos' }, deviceId: 3, eventTime: ago(1) }
    expect((await post({ event, position, device })).status).toBe(200)
    expect((await post({ event, position, device })).status).toBe(200)
    const { rows } = await db().query('select kind, unit_id, acknowledged_at from patrol_alarms')
    expect(rows).toEqual([{ kind: 'sos', unit_id: 1, acknowledged_at: null }])
    expect((await post({ event: { ...event, type: 'deviceOnline', attributes: {} }, device })).status).toBe(
      200,
    )
    expect((await post({ position, device: { ...device, uniqueId: 'other' } })).status).toBe(404)
    expect((await post({ position, device }, 'x'.repeat(43))).status).toBe(401)
  })
})
