/** A proposal for a parcel: blocks, floor area, storeys, people, and the limit that binds. */
import { inset, overlap, type PlaneArea, type PlanePoint, sizeOf } from './area.ts'
import { envelopeOf, type LimitId, type ParcelLimits, smallest } from './limits.ts'

/** `block`: one block along the setback; `rows`: parallel bars. */
type MassingForm = 'block' | 'rows'

/** What is asked for; limits may allow less. */
export interface MassingWish {
  readonly form: MassingForm
  readonly far: number
  /** Percent. */
  readonly density: number
  /** Metres. */
  readonly height: number
  readonly setback: number
  readonly storey_height: number
  /** Metres of each bar and from bar to bar; only of rows. */
  readonly bar_depth: number
  readonly bar_gap: number
  /** Degrees that façades face away from south, positive to the west. */
  readonly turn: number
  /** Floor area of one person in m². */
  readonly person_m2: number
}

export interface Massing {
  readonly blocks: PlaneArea
  readonly parcel_m2: number
  readonly footprint_m2: number
  readonly storeys: number
  /** Height of the blocks in metres. */
  readonly height_m: number
  readonly gfa_m2: number
  readonly far: number
  /** Percent. */
  readonly density: number
  readonly people: number
  /** The limit that keeps floor area from growing. */
  readonly binding: LimitId
}

/** Floor area of one person in dwellings: the census of 2020 (第七次全国人口普查，家庭户人均住房建筑面积). */
export const PERSON_M2 = 41.76

/** Returns the proposal for a parcel. Limits win over wishes; no storey is built that no limit allows. */
export function massingOf(parcel: PlaneArea, limits: ParcelLimits, wish: MassingWish): Massing {
  const envelope = envelopeOf(parcel, { ...limits, setback: Math.max(limits.setback, wish.setback) })
  const { parcel_m2, buildable } = envelope
  const wished = (parcel_m2 * wish.density) / 100
  const target = Math.min(wished, envelope.footprint_m2)
  const blocks = wish.form === 'rows' ? barsOf(buildable, wish, target) : blockOf(buildable, target)
  const footprint_m2 = sizeOf(blocks)
  const gfa = smallest([
    ['far', limits.far_max === null ? null : limits.far_max * parcel_m2],
    ['wish', wish.far * parcel_m2],
  ])
  const [highest, height] = smallest([
    ['height', limits.height_max],
    ['wish', wish.height],
  ]) ?? ['wish', wish.height]
  const byHeight = Math.floor(height / wish.storey_height + 1e-9)
  const byArea = footprint_m2 === 0 || gfa === null ? 0 : Math.floor(gfa[1] / footprint_m2 + 1e-9)
  const storeys = Math.max(0, Math.min(byHeight, byArea))
  const gfa_m2 = storeys * footprint_m2
  return {
    ...{ blocks, parcel_m2, footprint_m2, storeys, gfa_m2, height_m: storeys * wish.storey_height },
    far: parcel_m2 === 0 ? 0 : gfa_m2 / parcel_m2,
    density: parcel_m2 === 0 ? 0 : (footprint_m2 / parcel_m2) * 100,
    people: Math.floor(gfa_m2 / wish.person_m2),
    binding: bindingOf(byArea <= byHeight ? (gfa?.[0] ?? 'wish') : highest, footprint_m2, envelope, wished),
  }
}

/** A larger footprint would help only where the height binds; then its own limit counts too. */
function bindingOf(
  upward: LimitId,
  footprint: number,
  envelope: { readonly footprint_m2: number; readonly footprint_limit: LimitId },
  wished: number,
): LimitId {
  if (footprint === 0) return 'setback'
  if (upward !== 'wish') return upward
  return wished > envelope.footprint_m2 ? envelope.footprint_limit : 'wish'
}

/** Halvings of a search over metres: to less than a millimetre over 100 m. */
const HALVINGS = 18

/** Returns the buildable area, drawn in until its size is the target. */
function blockOf(buildable: PlaneArea, target: number): PlaneArea {
  if (sizeOf(buildable) <= target) return buildable
  let [low, high] = [0, Math.sqrt(sizeOf(buildable))]
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2
    if (sizeOf(inset(buildable, middle)) > target) low = middle
    else high = middle
  }
  return inset(buildable, high)
}

/** Returns bars across the buildable area from its northern end, as many metres of them as the target allows. */
function barsOf(buildable: PlaneArea, wish: MassingWish, target: number): PlaneArea {
  const points = buildable.flat(2)
  if (points.length === 0) return []
  const angle = (-wish.turn * Math.PI) / 180
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [cx, cy] = points[0] ?? [0, 0]
  const turned = points.map(
    ([x, y]) => [(x - cx) * cos + (y - cy) * sin, (y - cy) * cos - (x - cx) * sin] as const,
  )
  const us = turned.map(([u]) => u)
  const vs = turned.map(([, v]) => v)
  const [left, right, bottom, top] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)]
  const back = (u: number, v: number): PlanePoint => [cx + u * cos - v * sin, cy + u * sin + v * cos]
  const slice = (from: number, to: number, v: number): PlaneArea =>
    overlap(buildable, [
      [[back(from, v - wish.bar_depth), back(to, v - wish.bar_depth), back(to, v), back(from, v)]],
    ])
  const bars: PlaneArea[] = []
  let left_m2 = target
  for (let v = top; v - wish.bar_depth >= bottom - 1e-6 && left_m2 > 1; v -= wish.bar_depth + wish.bar_gap) {
    const bar = shortened((to) => slice(left, to, v), left, right, left_m2)
    if (sizeOf(bar) > 0) bars.push(bar)
    left_m2 -= sizeOf(bar)
  }
  return bars.flat()
}

function shortened(cut: (to: number) => PlaneArea, left: number, right: number, most: number): PlaneArea {
  const whole = cut(right)
  if (sizeOf(whole) <= most) return whole
  let [low, high] = [left, right]
  for (let round = 0; round < HALVINGS; round++) {
    const middle = (low + high) / 2
    if (sizeOf(cut(middle)) > most) high = middle
    else low = middle
  }
  return cut(low)
}
