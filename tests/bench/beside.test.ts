import { expect, test } from 'vitest'
import { ratiosBeside } from './measure/beside.ts'

test('compares rows with the rows of the other checkout that match them', () => {
  const row = { layers: 'roads', z: 14, perSecond: 200, serverCpu: 0.5, databaseCpu: 0, p50: 3 }
  expect(
    ratiosBeside([
      { ...row, server: 'shuangxi' },
      { ...row, server: 'shuangxi', z: 16 },
      { ...row, server: 'martin', perSecond: 10 },
      { ...row, server: 'beside', perSecond: 100, serverCpu: 0.4 },
    ]),
  ).toEqual([{ layers: 'roads', z: 14, perSecond: 2, serverCpu: 0.8 }])
})

test('compares nothing without another checkout', () => {
  expect(ratiosBeside([{ server: 'shuangxi', how: 'gzip', perSecond: 1 }])).toEqual([])
})
