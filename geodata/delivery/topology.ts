/** Overlaps, slivers, gaps, and the control lines that must not meet. */
import type { DeliveryProfile } from '../model/planning/delivery/profile.ts'
import type { Text } from '../model/text.ts'
import { type Gap, gapsOf } from './gaps.ts'
import type { CheckHooks } from './hooks.ts'
import { type Overlap, overlapsOf } from './overlaps.ts'
import { indexOf, type PlacedArea, type Plane } from './plane-areas.ts'
import type { Tally } from './tally.ts'

const overlapping: Text = { zh: '检查重叠', en: 'Checking overlaps' }
const gapping: Text = { zh: '检查缝隙', en: 'Checking gaps' }
const EVERY = 500

export async function checkTopology(
  areas: readonly PlacedArea[],
  plane: Plane,
  profile: DeliveryProfile,
  tally: Tally,
  hooks: CheckHooks,
): Promise<void> {
  const index = indexOf(areas)
  const isExclusive = (one: PlacedArea, other: PlacedArea) =>
    one.group !== other.group &&
    profile.exclusive?.values.includes(one.group) === true &&
    profile.exclusive.values.includes(other.group)
  const isSame = (one: PlacedArea, other: PlacedArea) =>
    profile.overlap !== undefined && (profile.overlap.within === undefined || one.group === other.group)
  if (profile.overlap || profile.exclusive) {
    const found = overlapsOf(areas, index, (one, other) => isSame(one, other) || isExclusive(one, other))
    await each(found, overlapping, areas.length, hooks, (overlap) => {
      const isLarge = overlap.area_m2 >= profile.sliver_m2
      const code = !isLarge ? '3203' : isExclusive(overlap.one, overlap.other) ? '3301' : '3201'
      tally.add(code, overlapFault(overlap, plane), [overlap.one.ordinal, overlap.other.ordinal])
    })
  }
  if (profile.gaps) {
    await each(gapsOf(areas, index, profile.gaps.width_m), gapping, 0, hooks, (gap) => {
      tally.add(
        '3202',
        gapFault(gap, plane),
        gap.near.map(({ ordinal }) => ordinal),
      )
    })
  }
}

/** Takes what a search finds; null marks its progress, at which others get their turn. */
async function each<T>(
  found: Iterable<T | null>,
  step: Text,
  total: number,
  { signal, onProgress }: CheckHooks,
  take: (one: T) => void,
): Promise<void> {
  let done = 0
  for (const one of found) {
    if (one !== null) take(one)
    else if (++done % EVERY === 0) {
      onProgress?.(step, total > 0 ? done / total : undefined)
      await new Promise(setImmediate)
      signal?.throwIfAborted()
    }
  }
}

const nameOf = ({ name, ordinal }: PlacedArea) => name ?? `#${ordinal}`

function overlapFault({ one, other, loops, area_m2 }: Overlap, plane: Plane) {
  const [first, second] = one.ordinal < other.ordinal ? [one, other] : [other, one]
  const size = area_m2.toFixed(2)
  return {
    feature: second.ordinal,
    name: second.name,
    at: plane.middleOf(loops),
    area_m2,
    shape: plane.shapeOf(loops),
    text: {
      zh: `“${nameOf(second)}”（第 ${second.ordinal} 个）与“${nameOf(first)}”（第 ${first.ordinal} 个）重叠 ${size} m²`,
      en: `"${nameOf(second)}" (feature ${second.ordinal}) and "${nameOf(first)}" (feature ${first.ordinal}) overlap by ${size} m²`,
    },
  }
}

function gapFault({ loop, area_m2, near }: Gap, plane: Plane) {
  const [one, other] = near
  const size = area_m2.toFixed(2)
  const names = [one, other].flatMap((each) => (each === undefined ? [] : [`“${nameOf(each)}”`]))
  const quoted = [one, other].flatMap((each) => (each === undefined ? [] : [`"${nameOf(each)}"`]))
  return {
    feature: one?.ordinal ?? null,
    name: one?.name ?? null,
    at: plane.middleOf([loop]),
    area_m2,
    shape: plane.shapeOf([loop]),
    text: {
      zh: `${names.join('与') || '要素'}之间有缝隙 ${size} m²`,
      en: `There is a gap of ${size} m² between ${quoted.join(' and ') || 'features'}`,
    },
  }
}
