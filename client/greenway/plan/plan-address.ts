/**
 * A plan in the address: `plan=walk;119.759,30.256,水上森林;-;me;d:2026-12-01T19:30;a:steps,steep;n:name`. `-` is
 * an empty stop, `me` the position of who opens the link.
 */
import type { Text } from '../../../geodata/model/text.ts'
import type { AddressCodec } from '../../address.ts'

export const planProfiles = ['walk', 'run', 'ride', 'wheelchair', 'pushchair'] as const
type PlanProfile = (typeof planProfiles)[number]
export const planAvoids = ['steps', 'steep', 'unpaved'] as const
export type PlanAvoid = (typeof planAvoids)[number]

export interface Stop {
  /** WGS 84 degrees; null for an own position that is not known yet. */
  readonly at: readonly [longitude: number, latitude: number] | null
  /** Null for a place chosen on the map. */
  readonly name: Text | null
  readonly isOwn: boolean
}

interface Wish {
  readonly by: 'length' | 'time'
  /** Metres or seconds. */
  readonly amount: number
}

export interface Plan {
  readonly profile: PlanProfile
  /** At least two, from first to last; null while the reader has not chosen one. A loop uses the first. */
  readonly stops: readonly (Stop | null)[]
  readonly avoid: readonly PlanAvoid[]
  /** Time of departure in China, such as `2026-12-01T19:30`; null for now. */
  readonly depart: string | null
  readonly atNight: 'avoid' | 'name'
  /** A round trip of this length or time; null for a trip between stops. */
  readonly loop: Wish | null
}

export const emptyPlan: Plan = {
  profile: 'walk',
  stops: [null, null],
  avoid: [],
  depart: null,
  atNight: 'avoid',
  loop: null,
}

/** The most stops of a plan. */
export const MOST_STOPS = 12

const plain = (text: string) => text.replace(/[;,]/g, ' ').slice(0, 40)
const degrees = (value: number) => String(Number(value.toFixed(5)))

function writeStop(stop: Stop | null): string {
  if (!stop) return '-'
  // The reader's own position is never in links.
  if (stop.isOwn || !stop.at) return 'me'
  const place = stop.at.map(degrees).join(',')
  return stop.name ? `${place},${plain(stop.name.zh)}` : place
}

const PLACE = /^(-?\d{1,3}(?:\.\d{1,8})?),(-?\d{1,2}(?:\.\d{1,8})?)(?:,(.{1,40}))?$/

/** Returns undefined for an invalid stop. */
function readStop(text: string): Stop | null | undefined {
  if (text === '-') return null
  if (text === 'me') return { at: null, name: null, isOwn: true }
  const [, x, y, name] = PLACE.exec(text) ?? []
  const [longitude, latitude] = [Number(x), Number(y)]
  if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85)) return undefined
  return { at: [longitude, latitude], name: name === undefined ? null : { zh: name, en: name }, isOwn: false }
}

const DEPART = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/

function readWish(text: string): Wish | null {
  const [, amount, unit] = /^(\d{1,6})(m|s)$/.exec(text) ?? []
  if (amount === undefined) return null
  return { by: unit === 'm' ? 'length' : 'time', amount: Number(amount) }
}

/** Returns a plan with an option; null if the option is invalid. */
function withOption(plan: Plan, key: string, text: string): Plan | null {
  switch (key) {
    case 'a':
      return { ...plan, avoid: planAvoids.filter((one) => text.split(',').includes(one)) }
    case 'd':
      return DEPART.test(text) && !Number.isNaN(Date.parse(`${text}Z`)) ? { ...plan, depart: text } : null
    case 'n':
      return { ...plan, atNight: text === 'name' ? 'name' : 'avoid' }
    case 'l': {
      const loop = readWish(text)
      return loop && { ...plan, loop }
    }
    default:
      return null
  }
}

export const planCodec: AddressCodec<Plan | null> = {
  write(plan) {
    if (!plan) return null
    const { profile, stops, avoid, depart, atNight, loop } = plan
    return [
      profile,
      ...stops.map(writeStop),
      ...(depart ? [`d:${depart}`] : []),
      ...(avoid.length > 0 ? [`a:${avoid.join(',')}`] : []),
      ...(atNight === 'name' ? ['n:name'] : []),
      ...(loop ? [`l:${loop.amount}${loop.by === 'length' ? 'm' : 's'}`] : []),
    ].join(';')
  },
  read(text) {
    const [named, ...tokens] = text.split(';')
    const profile = planProfiles.find((one) => one === named)
    if (!profile) return null
    let plan: Plan | null = { ...emptyPlan, profile, stops: [] }
    for (const token of tokens) {
      const [, key = '', value = ''] = /^([a-z]):(.*)$/.exec(token) ?? []
      if (key !== '') plan = plan && withOption(plan, key, value)
      else {
        const stop = readStop(token)
        plan = plan && stop !== undefined ? { ...plan, stops: [...plan.stops, stop] } : null
      }
    }
    if (!plan || plan.stops.length > MOST_STOPS) return null
    const missing = Math.max(0, 2 - plan.stops.length)
    return { ...plan, stops: [...plan.stops, ...Array.from({ length: missing }, () => null)] }
  },
}
