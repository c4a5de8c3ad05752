import { describe, expect, it } from 'vitest'
import { emptyPlan, type Plan, planCodec, type Stop } from '../../../../client/greenway/plan/plan-address.ts'
import { departure, requestPath } from '../../../../client/greenway/plan/plan-request.ts'
import { inOrder, moved, withEmpty, without, withVia } from '../../../../client/greenway/plan/stops.ts'
import { differences, durationWords, nightText, whyText } from '../../../../client/greenway/plan/words.ts'
import { turnText } from '../../../../geodata/model/routes/turn-words.ts'

const stop = (longitude: number, latitude: number, name: string | null = null): Stop => ({
  at: [longitude, latitude],
  name: name === null ? null : { zh: name, en: name },
  isOwn: false,
})
const full: Plan = {
  profile: 'wheelchair',
  stops: [stop(119.75915, 30.25602, '水上森林'), null, stop(119.8, 30.25)],
  avoid: ['steps', 'unpaved'],
  depart: '2026-12-01T19:30',
  atNight: 'name',
  loop: { by: 'time', amount: 3600 },
}

describe('a plan in the address', () => {
  it('is the same after it was written and read', () => {
    for (const plan of [full, emptyPlan, { ...emptyPlan, stops: [null, null, null] }]) {
      const text = planCodec.write(plan)
      expect(text && planCodec.read(text)).toEqual(plan)
    }
    expect(planCodec.write(full)).toBe(
      'wheelchair;119.75915,30.25602,水上森林;-;119.8,30.25;d:2026-12-01T19:30;a:steps,unpaved;n:name;l:3600s',
    )
    expect(planCodec.write(null)).toBeNull()
  })

  it('never contains the own position of the reader', () => {
    const own: Stop = { at: [119.7, 30.2], name: null, isOwn: true }
    expect(planCodec.write({ ...emptyPlan, stops: [own, null] })).toBe('walk;me;-')
    expect(planCodec.read('walk;me;-')?.stops[0]).toEqual({ at: null, name: null, isOwn: true })
  })

  it.each([
    'fly;-;-',
    'walk;200,30;-',
    'walk;1,2;d:yesterday',
    'walk;1,2;l:far',
    'walk;z:1',
    `walk${';-'.repeat(13)}`,
  ])('is nothing for %j', (text) => expect(planCodec.read(text)).toBeNull())

  it('asks for a trip only with both ends, in the time of China', () => {
    expect(requestPath(emptyPlan, 0)).toBeNull()
    expect(requestPath({ ...emptyPlan, stops: [stop(1, 2), null] }, 0)).toBeNull()
    const trip = requestPath({ ...full, loop: null }, 0)
    const query = new URLSearchParams(trip?.split('?')[1])
    expect(Object.fromEntries(query)).toEqual({
      from: '119.759150,30.256020',
      to: '119.800000,30.250000',
      alternatives: '2',
      profile: 'wheelchair',
      depart: '2026-12-01T19:30:00+08:00',
      avoid: 'steps,unpaved',
      at_night: 'name',
    })
    expect(requestPath(full, 0)).toMatch(/^\/routes\/loops\?from=119.*&duration_s=3600$/)
    expect(departure(null, Date.UTC(2026, 11, 1, 20, 5, 59))).toBe('2026-12-02T04:05:00+08:00')
  })
})

describe('the stops of a plan', () => {
  const [a, b, c, d] = [stop(1, 1, 'a'), stop(2, 2, 'b'), stop(3, 3, 'c'), stop(4, 4, 'd')]
  const names = (stops: Plan['stops']) => stops.map((one) => one?.name?.zh ?? '-').join('')

  it('move, come and go, and keep two ends', () => {
    expect(names(moved([a, b, c], 2, -1))).toBe('acb')
    expect(names(moved([a, b, c], 0, -1))).toBe('abc')
    expect(names(withEmpty([a, b]))).toBe('a-b')
    expect(names(without([a, b, c], 1))).toBe('ac')
    expect(names(without([a, c], 1))).toBe('a-')
  })

  it('get a dragged place on its leg', () => {
    expect(names(withVia([a, b, c], d, 500, [0, 1000, 2000]))).toBe('adbc')
    expect(names(withVia([a, b, c], d, 1500, [0, 1000, 2000]))).toBe('abdc')
    expect(names(withVia([a, null, c], d, 1500, [0, 2000]))).toBe('a-dc')
  })

  it('take the order of the server', () => {
    expect(names(inOrder([a, b, c, d], [0, 2, 1, 3]))).toBe('acbd')
    expect(names(inOrder([a, b, c], [0, 1]))).toBe('abc')
  })
})

describe('words about routes', () => {
  const route = {
    length_m: 1000,
    duration_s: 800,
    ascent_m: 10,
    warnings: [],
    parts: [],
    night: { dusk: null, dawn: null, dark_m: 0, unlit_m: 0, unknown_m: 0 },
  }

  it('tell how an alternative differs, and nothing of equal ones', () => {
    const other = {
      ...route,
      length_m: 700,
      ascent_m: 40,
      warnings: [{ kind: 'steps' as const, from_m: 0, to_m: 5, reason: null, until: null }],
    }
    expect(differences(other, route).map(({ zh }) => zh)).toEqual(['短 300 米', '多爬 30 米', '有台阶'])
    expect(differences(route, other).map(({ en }) => en)).toEqual([
      '300 m longer',
      '30 m less climb',
      'no steps',
    ])
    expect(differences(route, route)).toEqual([])
  })

  it('tell times, turns and reasons in both languages', () => {
    expect([durationWords(20, 'zh'), durationWords(3900, 'zh'), durationWords(3900, 'en')]).toEqual([
      '1 分钟',
      '1 小时 05 分',
      '1 h 05 min',
    ])
    const turn = { kind: 'left', name: '环湖绿道', name_en: 'Lake greenway' } as const
    expect([turnText(turn, 'zh'), turnText(turn, 'en')]).toEqual([
      '左转，沿环湖绿道',
      'Turn left along Lake greenway',
    ])
    const why = {
      kind: 'closure',
      name: '滨湖路',
      name_en: null,
      closure: 1,
      reason: '积水',
      reason_en: null,
      from: null,
      until: null,
      extra_s: 180,
    } as const
    expect(whyText(why, 'zh')).toBe('绕开封闭的滨湖路；积水；恢复时间未定；多用 3 分钟')
    expect(whyText({ ...why, kind: 'avoid', name: null, reason: 'steps' }, 'en')).toBe(
      'As you chose, avoids steps; longer by 3 min',
    )
  })

  it('tell the dark part, and nothing by day', () => {
    expect(nightText(route, 'zh')).toBeNull()
    const night = { ...route.night, dusk: '2026-12-01T09:30:00Z', dark_m: 1200, unlit_m: 300 }
    expect(nightText({ night }, 'zh')).toBe('天黑 17:30 · 天黑后走 1.2 公里 · 无照明 300 米')
  })
})
