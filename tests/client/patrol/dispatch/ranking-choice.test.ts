import { expect, test } from 'vitest'
import { durationText } from '../../../../client/patrol/dispatch/duration.ts'
import { isBarred, proposed, toggled, unitsOf } from '../../../../client/patrol/dispatch/ranking-choice.ts'
import { demandText, shortText } from '../../../../client/patrol/dispatch/run-card.tsx'
import { reasonText } from '../../../../client/patrol/dispatch/unit-reasons.ts'
import type { RankedUnit, RankingReason } from '../../../../geodata/model/answers/patrol-ranking.ts'

const reason = (code: RankingReason['code'], weight: RankingReason['weight'] = 'chooses'): RankingReason => ({
  ...{ code, weight, params: {} },
})

const unit = (code: string, rank: number | null, chosen: boolean, reasons: RankingReason[]): RankedUnit => ({
  ...{ code, name: code, name_en: null, zone_code: 'Z01', state: 'available', skills: [], lon: 120, lat: 30 },
  ...{ position_age_s: 10, load: 0, rank, seconds: 200, turn_out_s: 60, network_s: 140, metres: 900, chosen },
  ...{ lead: code === 'U02', reasons },
})

const units = [
  unit('U01', 1, true, [reason('chosen'), reason('assigned', 'notes')]),
  unit('U02', 2, true, [reason('chosen')]),
  unit('U03', 3, false, [reason('not_needed', 'passes_over')]),
  unit('U04', null, false, [reason('off_shift', 'bars')]),
]

test('units for the run card are selected, and the lead is that of the ranking', () => {
  expect(proposed(units, 'routed')).toEqual({ codes: ['U01', 'U02'], lead: 'U02' })
  expect(unitsOf(proposed(units, 'routed'))).toEqual([
    { code: 'U01', lead: false },
    { code: 'U02', lead: true },
  ])
  expect(units.map(isBarred)).toEqual([false, false, false, true])
})

test('additional units are only those not yet assigned, and none becomes the lead', () => {
  expect(proposed(units, 'units_added')).toEqual({ codes: ['U02'], lead: null })
  expect(toggled({ codes: [], lead: null }, 'U03', 'units_added')).toEqual({ codes: ['U03'], lead: null })
})

test('one of the selected units is always the lead', () => {
  const without = toggled(proposed(units, 'routed'), 'U02', 'routed')
  expect(without).toEqual({ codes: ['U01'], lead: 'U01' })
  expect(toggled(without, 'U01', 'routed')).toEqual({ codes: [], lead: null })
  expect(toggled({ codes: [], lead: null }, 'U03', 'routed')).toEqual({ codes: ['U03'], lead: 'U03' })
})

test('reasons, demand and shortfalls are shown in both languages', () => {
  const old: RankingReason = { code: 'position_old', weight: 'bars', params: { seconds: 960, limit_s: 600 } }
  expect(reasonText(old, 'zh')).toBe('位置过旧：16 分钟')
  expect(reasonText({ ...old, code: 'skill_lacking', params: { skills: ['公安', '消防'] } }, 'en')).toBe(
    'lacks a force asked for: Police, Fire Service',
  )
  expect(reasonText({ ...old, code: 'busy', params: { incidents: 2 } }, 'zh')).toBe('在办其他事件：2 起')
  expect(reasonText({ ...old, code: 'chosen', params: {} }, 'zh')).toBe('可最先到达')
  const card = { id: 1, note_zh: null, note_en: null, synthetic: false }
  const demand = [
    { count: 1, skills: ['公安'] },
    { count: 2, skills: [] },
  ]
  expect(demandText({ ...card, demand }, 'zh')).toBe('公安 1 组、任一巡查组 2 组')
  const short = { skills: ['公安'], wanted: 2, found: 1, reasons: [{ code: 'off_shift' as const, count: 2 }] }
  expect(shortText(short, 'zh')).toBe('公安 缺 1 组（不在班 2）')
  expect(shortText({ ...short, reasons: [] }, 'en')).toBe('Police missing 1 units (no unit has these skills)')
})

test.each([
  [42, '40 秒', '40 s'],
  [260, '4 分 20 秒', '4 min 20 s'],
  [300, '5 分钟', '5 min'],
  [754, '13 分钟', '13 min'],
])('%d seconds are "%s" and "%s"', (seconds, zh, en) => {
  expect(durationText(seconds, 'zh')).toBe(zh)
  expect(durationText(seconds, 'en')).toBe(en)
})
