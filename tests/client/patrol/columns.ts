/** Arbitrary answers of `/patrol/incidents/points`, and their decoded columns. */
import fc from 'fast-check'
import { decodeColumns } from '../../../client/patrol/incident-columns.ts'

const kindCodes = ['crowding', 'littering', 'open_fire']
const zoneCodes = ['A', 'B']
const TWO_YEARS = 730 * 86_400
/** 2024-11-23 in UTC, in seconds. */
export const EPOCH = 1_732_320_000

const outcomes = ['met', 'breached', 'running'] as const
const allOutcomes = outcomes.flatMap((a) => outcomes.flatMap((b) => outcomes.map((c) => [a, b, c] as const)))

interface Incident {
  readonly time: number
  readonly kind: number
  readonly zone: number
  /** Index into `allOutcomes`. */
  readonly outcome?: number
}

export function answerOf(incidents: readonly Incident[], epoch = EPOCH) {
  const sorted = [...incidents].sort((a, b) => a.time - b.time)
  const first = sorted[0]?.time ?? 0
  return {
    epoch: sorted.length > 0 ? epoch : null,
    count: sorted.length,
    id: sorted.map((_, index) => index + 1),
    lon: sorted.map((_, index) => 120 + index / 1e5),
    lat: sorted.map((_, index) => 30 + index / 1e5),
    received_s: sorted.map(({ time }) => time - first),
    kind: sorted.map(({ kind }) => kind),
    kinds: kindCodes,
    zone: sorted.map(({ zone }) => zone),
    zones: zoneCodes,
    outcome: sorted.map(({ outcome = 0 }) => outcome),
    outcomes: allOutcomes,
    synthetic: true,
  }
}

export const answers = fc
  .record({
    incidents: fc.array(
      fc.record({
        time: fc.integer({ min: 0, max: TWO_YEARS }),
        kind: fc.integer({ min: 0, max: kindCodes.length - 1 }),
        zone: fc.integer({ min: -1, max: zoneCodes.length - 1 }),
        outcome: fc.integer({ min: 0, max: allOutcomes.length - 1 }),
      }),
      { maxLength: 200 },
    ),
    epoch: fc.integer({ min: EPOCH - 86_400, max: EPOCH + 86_400 }),
  })
  .map(({ incidents, epoch }) => answerOf(incidents, epoch))

export const columnsOf = answers.map((answer) => decodeColumns(answer))

export const ranges = fc
  .tuple(fc.integer({ min: 0, max: TWO_YEARS }), fc.integer({ min: 0, max: TWO_YEARS }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

export const traits = fc.record({
  kinds: fc.uniqueArray(fc.constantFrom(...kindCodes)).map((values) => new Set(values)),
  hours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })).map((values) => new Set(values)),
  weekdays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })).map((values) => new Set(values)),
})
