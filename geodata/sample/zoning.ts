/**
 * Chooses the use of a block by probabilities of its quarter. Codes are level 2 classes of the 2023 guide;
 * the pattern (centre, housing with schools, industry by the railway, green along the water) is invented.
 */
import type { Random } from './random.ts'

export type Quarter =
  | 'centre'
  | 'mixed'
  | 'housing'
  | 'research'
  | 'industry'
  | 'waterside'
  | 'oldtown'
  | 'village'
type Weights = Readonly<Record<string, number>>

/** Use of the first lot of a block. */
const blockUses: Readonly<Record<Quarter, Weights>> = {
  centre: { '0902': 4, '0901': 4, '0801': 1.2, '0803': 1, '1401': 0.9, '1403': 0.5, '0701': 2, '0806': 0.5 },
  mixed: {
    '0701': 9,
    '0901': 1.6,
    '0902': 0.8,
    '0804': 1.3,
    '0806': 0.4,
    '1401': 0.9,
    '0801': 0.4,
    '0805': 0.3,
  },
  housing: {
    '0701': 11,
    '0804': 1.2,
    '1401': 1,
    '0901': 0.6,
    '0702': 0.4,
    '0807': 0.3,
    '0805': 0.2,
    '16': 0.2,
  },
  research: { '0802': 6, '0701': 3, '0902': 1.2, '0804': 1.2, '1401': 0.8, '1001': 1, '16': 0.5 },
  industry: {
    '1001': 11,
    '1101': 1.4,
    '0802': 0.8,
    '1402': 0.8,
    '16': 0.4,
    '1302': 0.2,
    '1301': 0.15,
    '1208': 0.3,
  },
  waterside: { '1401': 5, '0701': 2.5, '0903': 0.5, '0803': 0.4, '1402': 0.8, '0904': 0.3 },
  oldtown: {
    '0701': 8,
    '0901': 2.4,
    '0801': 0.6,
    '0804': 0.8,
    '0803': 0.3,
    '1403': 0.2,
    '1401': 0.5,
    '0702': 0.5,
    '1503': 0.1,
  },
  village: { '0703': 12, '0702': 0.5, '1403': 0.3 },
}

/** Other possible uses of the lots in such a block, with weights. */
const companions: Readonly<Record<string, Weights>> = {
  '0701': { '0701': 24, '0702': 1, '0901': 2, '1401': 0.8, '0804': 0.6, '1303': 0.15, '0801': 0.15 },
  '0901': { '0901': 8, '0902': 2, '0701': 3, '1403': 0.4, '1208': 0.3 },
  '0902': { '0902': 8, '0901': 2.5, '1401': 0.6, '1208': 0.2 },
  '1001': { '1001': 30, '1303': 0.4, '1402': 0.5, '1309': 0.2, '1310': 0.2, '1101': 0.8 },
  '0802': { '0802': 10, '0902': 1.4, '1401': 0.6, '1306': 0.2 },
  '0801': { '0801': 5, '0702': 1, '0901': 1, '1403': 0.5 },
}

/** Target size of lots of a use in square metres. */
const lotAreas: Readonly<Record<string, number>> = {
  '0701': 13000,
  '0702': 4000,
  '0703': 1500,
  '0801': 7000,
  '0802': 12000,
  '0803': 9000,
  '0804': 24000,
  '0805': 16000,
  '0806': 13000,
  '0807': 7000,
  '0901': 4200,
  '0902': 5600,
  '0903': 9000,
  '0904': 6000,
  '1001': 11000,
  '1101': 18000,
  '1208': 6000,
  '1301': 12000,
  '1302': 14000,
  '1401': 13000,
  '1402': 10000,
  '1403': 8000,
  '1503': 5000,
  '16': 16000,
}

export function chooseBlockUse(random: Random, quarter: Quarter): string {
  return random.weighted(blockUses[quarter])
}

/** Uses that take a whole block; lots of others are mixed as usual in the quarter. */
const alone = new Set(['1401', '1402', '16', '0703', '0804'])

export function chooseLotUse(random: Random, blockUse: string, quarter: Quarter): string {
  const weights = companions[blockUse]
  if (weights) return random.weighted(weights)
  return alone.has(blockUse)
    ? blockUse
    : quarter === 'village'
      ? '0703'
      : random.weighted(companions['0701'] ?? {})
}

/** Returns the target lot size in square metres; smaller in an old town. */
export function lotArea(use: string, quarter: Quarter): number {
  return (lotAreas[use] ?? 9000) * (quarter === 'oldtown' ? 0.34 : quarter === 'centre' ? 0.8 : 1)
}
