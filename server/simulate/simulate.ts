/**
 * Moves units along the ways of a server and causes incidents, which the first unit of the ranking is sent to. Devices
 * speak the real protocols. What it makes says of itself that it is simulated.
 */
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { incidentKinds } from '../../geodata/model/codes.ts'
import type { SimulatedServer } from './server.ts'
import { type Place, Walker, waysOf } from './walk.ts'

export interface Plan {
  readonly units: number
  /** Hours before now whose tracks are made first. */
  readonly hours: number
  /** How many times as fast as in earnest units move and cases go. */
  readonly speed: number
  /** In an hour of the simulation, of all units together. */
  readonly incidentsPerHour: number
  /** Seconds after which it ends; until it is interrupted without them. */
  readonly seconds?: number | undefined
}

/** Metres a second on patrol, and on the way to an incident; faster than 60 nobody believes a position. */
const PATROL_MPS = 3.5
const DRIVE_MPS = 12
const FASTEST_MPS = 50
/** Seconds between positions of the past. */
const PAST_STEP_S = 10
const BATCH = 1_800
/** Seconds of a case, in earnest. */
const CASE = { accept: 20, resolve: 120, feedBack: 60, close: 30 } as const

interface Unit {
  readonly id: number
  readonly code: string
  readonly walker: Walker
  readonly token: string
  readonly device: number
  readonly isOsmand: boolean
}

type Say = (zh: string, en: string) => void

export async function simulate(
  server: SimulatedServer,
  plan: Plan,
  signal: AbortSignal,
  say: Say,
): Promise<void> {
  const units = await prepare(server, plan)
  say(`${units.length} 个巡查组上岗。`, `${units.length} units are on shift.`)
  try {
    await makePast(server, units, plan, signal)
    if (plan.hours > 0)
      say(`已补出前 ${plan.hours} 小时的轨迹。`, `Tracks of the last ${plan.hours} hours are made.`)
    await live(server, units, plan, signal, say)
  } finally {
    for (const { device } of units) await server.revokeDevice(device).catch(() => undefined)
  }
}

async function prepare(server: SimulatedServer, { units: count, hours }: Plan): Promise<Unit[]> {
  const units: Unit[] = []
  for (const { id, code, lon, lat } of (await server.units()).slice(0, count)) {
    const ways = waysOf(await server.waysAround([lon, lat]))
    if (ways.size === 0) continue
    const { id: device, token } = await server.addDevice(id, `模拟 ${code} · simulated`)
    const hour = 3_600_000
    // A shift lasts two days at most.
    await server.addShift(id, new Date(Date.now() - hours * hour - 60_000), new Date(Date.now() + 12 * hour))
    units.push({
      id,
      code,
      walker: new Walker(ways, Math.random),
      token,
      device,
      isOsmand: units.length % 2 === 0,
    })
  }
  return units
}

async function makePast(
  server: SimulatedServer,
  units: readonly Unit[],
  { hours }: Plan,
  signal: AbortSignal,
) {
  const end = Date.now() - 5_000
  for (const { walker, token } of units) {
    let batch: object[] = []
    for (let at = end - hours * 3_600_000; at < end; at += PAST_STEP_S * 1000) {
      signal.throwIfAborted()
      const [lon, lat] = walker.advance(PATROL_MPS * PAST_STEP_S)
      batch.push({ at: new Date(at).toISOString(), lon, lat, accuracy_m: 6 })
      if (batch.length < BATCH) continue
      await server.sendBatch(token, batch)
      batch = []
    }
    if (batch.length > 0) await server.sendBatch(token, batch)
  }
}

async function live(
  server: SimulatedServer,
  units: readonly Unit[],
  plan: Plan,
  signal: AbortSignal,
  say: Say,
) {
  const { speed, incidentsPerHour, seconds = Number.POSITIVE_INFINITY } = plan
  const until = Date.now() + seconds * 1000
  const gapMs = incidentsPerHour > 0 ? 3_600_000 / incidentsPerHour / speed : Number.POSITIVE_INFINITY
  let next = Date.now() + Math.min(gapMs, 2_000)
  let open = 0
  // Cases that have begun come to their end.
  for (let before = Date.now(); Date.now() < until || open > 0; ) {
    await pause(1000, undefined, { signal })
    const elapsed = (Date.now() - before) / 1000
    before = Date.now()
    await Promise.all(
      units.map(async ({ walker, token, isOsmand }) => {
        const pace = (walker.isFollowing ? DRIVE_MPS : PATROL_MPS) * speed
        const place = walker.advance(Math.min(pace, FASTEST_MPS) * elapsed)
        await (isOsmand ? server.sendOsmand(token, place) : server.sendOwntracks(token, place))
      }),
    )
    if (Date.now() < next || Date.now() > until) continue
    next = Date.now() + gapMs
    const place = units[Math.floor(Math.random() * units.length)]?.walker.place
    if (!place) continue
    open += 1
    void runCase(server, units, { place, speed }, signal, say)
      .catch((error) => ended(error, signal, say))
      .finally(() => {
        open -= 1
      })
  }
}

function ended(error: unknown, signal: AbortSignal, say: Say): void {
  if (signal.aborted) return
  const text = error instanceof Error ? error.message : String(error)
  say(`一起事件没有走完：${text}`, `An incident did not come to its end: ${text}`)
}

interface Where {
  readonly place: Place
  readonly speed: number
}

async function runCase(
  server: SimulatedServer,
  units: readonly Unit[],
  { place, speed }: Where,
  signal: AbortSignal,
  say: Say,
) {
  const kinds = Object.keys(incidentKinds)
  const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? 'other'
  const now = () => new Date().toISOString()
  const wait = (seconds: number) => pause((seconds * 1000) / speed, undefined, { signal })
  const [lon, lat] = [place[0] + (Math.random() - 0.5) * 0.004, place[1] + (Math.random() - 0.5) * 0.003]
  const words = '模拟事件 · simulated'
  const id = await server.takeIn({ key: randomUUID(), at: now(), kind, channel: 'patrol', words, lon, lat })
  const append = (type: string, more: object = {}) =>
    server.append(id, { key: randomUUID(), at: now(), type, ...more })
  const code = await server.firstUnit(id)
  const unit = units.find((one) => one.code === code)
  if (!unit) return say(`事件 ${id}：没有可派的巡查组。`, `Incident ${id}: no unit can be sent.`)
  await append('routed', { units: [{ code: unit.code, lead: true }] })
  await wait(CASE.accept)
  await append('accepted', { unit: unit.code })
  unit.walker.follow(await server.route(id, unit.code))
  while (unit.walker.isFollowing) await pause(500, undefined, { signal })
  await append('arrived', { unit: unit.code })
  await wait(CASE.resolve)
  await append('resolved')
  await wait(CASE.feedBack)
  await append('fed_back')
  await wait(CASE.close)
  await append('closed')
  say(`事件 ${id}：${unit.code} 已办结。`, `Incident ${id}: closed by ${unit.code}.`)
}
