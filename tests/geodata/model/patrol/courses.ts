/** Arbitrary courses of incidents, some without a stage, as in imports and in reports of patrols. */
import fc from 'fast-check'
import type { Course } from '../../../../geodata/model/patrol/clocks.ts'

const RECEIVED = Date.parse('2026-11-30T08:00:00Z')
const at = (seconds: number) => new Date(RECEIVED + seconds * 1000).toISOString()
const step = fc.option(fc.integer({ min: 0, max: 2_400 }))

export const courses: fc.Arbitrary<Course> = fc
  .record({
    received: fc.integer({ min: -5_000, max: 0 }),
    ...{ routed: step, arrived: step, fed_back: step, closed: step },
    state: fc.constantFrom('received', 'routed', 'arrived', 'fed_back', 'closed'),
  })
  .map(({ received, state, ...steps }) => {
    const after = (seconds: number | null) => (seconds === null ? null : at(received + seconds))
    return {
      state,
      received_at: at(received),
      routed_at: after(steps.routed),
      arrived_at: after(steps.arrived),
      fed_back_at: after(steps.fed_back),
      closed_at: after(steps.closed),
    }
  })
