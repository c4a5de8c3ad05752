/** Chooses the buildings on a lot by its use, and the density of such lots. */
import type { Rect } from './blocks.ts'
import type { Mass } from './massing.ts'
import { courtyard, halls, houses, podium, school, shrink, slabs, towers, whole } from './massing.ts'
import type { Random } from './random.ts'
import type { Quarter } from './zoning.ts'

interface Programme {
  /** A code of buildingKinds. */
  readonly kind: string
  readonly masses: readonly Mass[]
}

type Builder = (random: Random, lot: Rect, quarter: Quarter) => Programme

const housing: Builder = (random, lot, quarter) => {
  if (quarter === 'oldtown') {
    const low = random.chance(0.55)
    return {
      kind: 'residential',
      masses: low ? houses(random, lot) : slabs(random, lot, random.pick([5, 6, 6, 7])),
    }
  }
  const style = random.weighted({ low: 1.4, middle: 4, high: 3.4, tower: 2 })
  if (style === 'tower') return { kind: 'residential', masses: towers(random, lot, random.integer(20, 32)) }
  const levels = { low: 6, middle: 11, high: 18 }[style]
  return { kind: 'residential', masses: slabs(random, lot, levels) }
}

const offices: Builder = (random, lot, quarter) => ({
  kind: 'office',
  masses: podium(random, lot, quarter === 'centre' ? random.integer(14, 34) : random.integer(8, 18)),
})

const shops: Builder = (random, lot, quarter) => ({
  kind: 'commercial',
  masses:
    quarter === 'oldtown'
      ? houses(random, lot)
      : random.chance(0.35)
        ? podium(random, lot, random.integer(8, 20))
        : courtyard(random, lot, random.integer(2, 5), 4.8),
})

const civic: Builder = (random, lot) => ({
  kind: 'public',
  masses: courtyard(random, lot, random.integer(3, 7), 4),
})
const small: Builder = (random, lot) => ({
  kind: 'other',
  masses: whole(shrinkTo(lot), random.integer(1, 2), 4.5),
})

const builders: Readonly<Record<string, Builder>> = {
  '0701': housing,
  '0702': civic,
  '0703': (random, lot) => ({ kind: 'residential', masses: houses(random, lot) }),
  '0801': civic,
  '0802': (random, lot) => ({
    kind: 'office',
    masses: random.chance(0.5)
      ? courtyard(random, lot, random.integer(4, 9), 4.2)
      : podium(random, lot, random.integer(8, 16)),
  }),
  '0803': civic,
  '0804': (random, lot) => ({ kind: 'education', masses: school(random, lot) }),
  '0805': (_random, lot) => ({ kind: 'public', masses: whole(shrinkTo(lot), 2, 9) }),
  '0806': (random, lot) => ({ kind: 'public', masses: courtyard(random, lot, random.integer(6, 12), 4) }),
  '0807': civic,
  '0901': shops,
  '0902': offices,
  '0903': shops,
  '0904': shops,
  '1001': (random, lot) => ({ kind: 'industrial', masses: halls(random, lot) }),
  '1101': (random, lot) => ({ kind: 'industrial', masses: halls(random, lot) }),
  '1208': small,
  '1301': small,
  '1302': small,
  '1303': small,
  '1306': small,
  '1309': small,
  '1310': small,
  '1503': (random, lot) => ({ kind: 'religious', masses: courtyard(random, lot, 1, 7) }),
}

/** Returns the middle of a lot, for a small building. */
function shrinkTo(lot: Rect): Rect {
  return shrink(lot, Math.min(lot.u1 - lot.u0, lot.v1 - lot.v0) * 0.28)
}

/** Returns undefined for uses without buildings. */
export function programmeFor(use: string): Builder | undefined {
  return builders[use]
}
