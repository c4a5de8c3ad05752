/** Rows of roads: attributes of each class, with bridges over water and tunnels through hills. */
import type { Grid } from './grid.ts'
import { sample } from './grid.ts'
import type { Line } from './plane.ts'
import type { RoadRow } from './rows.ts'
import { cutByKind } from './stretches.ts'

interface Standard {
  readonly surface: string
  readonly width: number
  readonly speed: number | null
  readonly lit: boolean
}

const standards: Readonly<Record<string, Standard>> = {
  motorway: { surface: 'asphalt', width: 33, speed: 100, lit: false },
  trunk: { surface: 'asphalt', width: 36, speed: 80, lit: true },
  primary: { surface: 'asphalt', width: 30, speed: 60, lit: true },
  secondary: { surface: 'asphalt', width: 22, speed: 50, lit: true },
  tertiary: { surface: 'asphalt', width: 12, speed: 40, lit: true },
  residential: { surface: 'concrete', width: 5, speed: 20, lit: true },
  track: { surface: 'gravel', width: 3.5, speed: 20, lit: false },
  footway: { surface: 'paving', width: 2, speed: null, lit: false },
  path: { surface: 'earth', width: 1.2, speed: null, lit: false },
  steps: { surface: 'stone_steps', width: 1.5, speed: null, lit: false },
  rail: { surface: 'unknown', width: 12, speed: 160, lit: false },
  metro: { surface: 'unknown', width: 10, speed: 80, lit: false },
}

export interface RoadBrief {
  readonly class: string
  readonly name?: string | null
  readonly name_en?: string | null
  readonly ref?: string | null
  readonly line: Line
  /** Metres to water; a road over it is a bridge. */
  readonly water: Grid
  /** Ground above this many metres is tunnelled, if the class has tunnels. */
  readonly tunnelAbove?: { readonly heights: Grid; readonly metres: number }
}

export function roadRows({
  class: kind,
  name = null,
  name_en = null,
  ref = null,
  line,
  water,
  tunnelAbove,
}: RoadBrief): RoadRow[] {
  const standard = standards[kind] ?? { surface: 'unknown', width: 4, speed: null, lit: false }
  const onFoot = ['footway', 'path', 'steps'].includes(kind)
  const row = {
    class: kind,
    name,
    name_en,
    ref,
    surface: standard.surface,
    width_m: standard.width,
    max_speed: standard.speed,
    lit: standard.lit,
    foot: kind === 'motorway' || kind === 'rail' || kind === 'metro' ? 'no' : 'yes',
    bicycle:
      kind === 'motorway' || kind === 'rail' || kind === 'metro' || kind === 'steps'
        ? 'no'
        : onFoot
          ? 'dismount'
          : 'yes',
  }
  if (kind === 'metro') return [{ ...row, tunnel: true, level: -1, geom: line }]
  const kindAt = (x: number, y: number) => {
    if (tunnelAbove && sample(tunnelAbove.heights, x, y) > tunnelAbove.metres) return 'tunnel'
    return sample(water, x, y) < 0 ? 'bridge' : 'ground'
  }
  return cutByKind(line, ([x, y]) => kindAt(x, y), 24).map(({ kind: on, line: geom }) => ({
    ...row,
    bridge: on === 'bridge',
    tunnel: on === 'tunnel',
    level: on === 'bridge' ? 1 : on === 'tunnel' ? -1 : 0,
    geom,
  }))
}
