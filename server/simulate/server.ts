/** What the simulation asks of a server, over HTTP as everyone does. */
import { z } from 'zod'
import { CommandError } from '../../geodata/command-line/command.ts'
import { type PatrolUnit, unitsSchema } from '../../geodata/model/answers/patrol.ts'
import { addedDeviceSchema } from '../../geodata/model/answers/patrol-device.ts'
import { appendedEventSchema } from '../../geodata/model/answers/patrol-incident.ts'
import { rankingSchema, unitRouteSchema } from '../../geodata/model/answers/patrol-ranking.ts'
import type { Place } from './walk.ts'

const linesSchema = z.object({
  features: z.array(
    z.object({ geometry: z.object({ type: z.string(), coordinates: z.array(z.unknown()) }) }),
  ),
})

export class SimulatedServer {
  readonly #url: string
  readonly #token: string
  readonly #signal: AbortSignal

  /** `token` is an API token of a lead, with the scopes read and write. */
  constructor(url: string, token: string, signal: AbortSignal) {
    this.#url = url.replace(/\/$/, '')
    this.#token = token
    this.#signal = signal
  }

  async units(): Promise<readonly PatrolUnit[]> {
    return unitsSchema.parse(await this.#ask('GET', '/patrol/units')).units
  }

  /** Roads and greenways around a place, as lines. */
  async waysAround([lon, lat]: Place): Promise<Place[][]> {
    const box = [lon - 0.015, lat - 0.012, lon + 0.015, lat + 0.012].map((one) => one.toFixed(5)).join()
    const layers = await Promise.all(
      ['greenway_segments', 'roads'].map(async (layer) =>
        linesSchema.parse(await this.#ask('GET', `/collections/${layer}/items?limit=3000&bbox=${box}`)),
      ),
    )
    return layers
      .flatMap(({ features }) => features)
      .flatMap(({ geometry: { type, coordinates } }) =>
        type === 'MultiLineString' ? coordinates : [coordinates],
      )
      .map((line) =>
        z
          .array(z.array(z.number()))
          .parse(line)
          .map(([x = 0, y = 0]): Place => [x, y]),
      )
  }

  async addDevice(unit: number, name: string): Promise<{ readonly id: number; readonly token: string }> {
    const { id, token } = addedDeviceSchema.parse(
      await this.#ask('POST', '/patrol/devices', { name, unit_id: unit }),
    )
    return { id, token: token ?? '' }
  }

  async addShift(unit: number, startsAt: Date, endsAt: Date): Promise<void> {
    const shift = {
      starts_at: startsAt.toISOString(),
      ends_at: endsAt.toISOString(),
      summary: '模拟 · simulated',
    }
    await this.#ask('POST', `/patrol/units/${unit}/shifts`, shift)
  }

  async revokeDevice(device: number): Promise<void> {
    await this.#ask('DELETE', `/patrol/devices/${device}`, undefined, AbortSignal.timeout(5_000))
  }

  async takeIn(report: object): Promise<number> {
    return appendedEventSchema.parse(await this.#ask('POST', '/patrol/incidents', report)).incident.id
  }

  async append(incident: number, event: object): Promise<void> {
    await this.#ask('POST', `/patrol/incidents/${incident}/events`, event)
  }

  async firstUnit(incident: number): Promise<string | undefined> {
    const { units } = rankingSchema.parse(await this.#ask('GET', `/patrol/incidents/${incident}/ranking`))
    return units.find(({ rank }) => rank === 1)?.code
  }

  async route(incident: number, unit: string): Promise<readonly Place[]> {
    const path = `/patrol/incidents/${incident}/route?unit=${encodeURIComponent(unit)}`
    const { geometry } = unitRouteSchema.parse(await this.#ask('GET', path))
    return geometry.coordinates.map(([x = 0, y = 0]): Place => [x, y])
  }

  /** By OsmAnd’s query, as Traccar Client sends it. */
  async sendOsmand(token: string, [lon, lat]: Place): Promise<void> {
    const query = new URLSearchParams({ id: token, lat: lat.toFixed(6), lon: lon.toFixed(6), accuracy: '6' })
    await this.#send(`/patrol/devices/osmand?${query}&timestamp=${Date.now()}`, {})
  }

  /** As OwnTracks does. */
  async sendOwntracks(token: string, [lon, lat]: Place): Promise<void> {
    const body = { _type: 'location', tid: 'si', tst: Math.floor(Date.now() / 1000), lon, lat, acc: 6 }
    const authorization = `Basic ${Buffer.from(`simulate:${token}`).toString('base64')}`
    await this.#send('/patrol/devices/owntracks', { authorization }, body)
  }

  async sendBatch(token: string, positions: readonly object[]): Promise<void> {
    await this.#send('/patrol/devices/positions', { authorization: `Bearer ${token}` }, { positions })
  }

  /** A device that is not heard goes on; the next position comes soon. */
  async #send(path: string, headers: Record<string, string>, body?: object): Promise<void> {
    await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.any([this.#signal, AbortSignal.timeout(20_000)]),
    }).then(
      (answer) => answer.arrayBuffer(),
      () => undefined,
    )
  }

  async #ask(
    method: string,
    path: string,
    body?: object,
    signal: AbortSignal = this.#signal,
  ): Promise<unknown> {
    const answer = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${this.#token}`,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal,
    }).catch((error: unknown) => {
      signal.throwIfAborted()
      throw new CommandError(
        { zh: `无法连接 ${this.#url}。`, en: `${this.#url} cannot be reached.` },
        { cause: error },
      )
    })
    const text = await answer.text()
    if (answer.ok) return text === '' ? undefined : JSON.parse(text)
    throw new CommandError({
      zh: `${method} ${path} 的回答是 ${answer.status}：${text.slice(0, 300)}`,
      en: `${method} ${path} was answered with ${answer.status}: ${text.slice(0, 300)}`,
    })
  }
}
