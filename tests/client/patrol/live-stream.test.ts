import { expect, test } from 'vitest'
import { movedUnits } from '../../../client/patrol/live-stream.ts'
import type { PatrolUnit } from '../../../geodata/model/answers/patrol.ts'

const unit = (id: number): PatrolUnit => ({
  ...{ id, code: `U${id}`, name: `${id} 组`, name_en: null, state: 'available', zone_code: 'Z1', members: 5 },
  ...{ vehicle: null, phone: null, skills: ['公安'], position_at: null, accuracy_m: null, heading: null },
  ...{ lon: 120, lat: 30, synthetic: true, off_route: null },
})

test('units in an event of the stream move, and others are unchanged', () => {
  const moved = {
    ...{ id: 2, code: 'U2', zone: 'Z2', state: 'on_scene' as const, at: '2026-11-01T08:00:00.000Z' },
    ...{ lon: 120.1, lat: 30.1, accuracy: 5, heading: 90 },
  }
  const units = movedUnits([unit(1), unit(2), unit(3)], { units: [moved], gone: [3] })
  expect(units).toEqual([
    unit(1),
    {
      ...unit(2),
      ...{ zone_code: 'Z2', state: 'on_scene', position_at: moved.at, lon: 120.1, lat: 30.1 },
      ...{ accuracy_m: 5, heading: 90 },
    },
  ])
})
