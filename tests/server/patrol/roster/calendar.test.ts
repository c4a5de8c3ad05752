import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { readCalendar, writeCalendar } from '../../../../server/patrol/roster/calendar.ts'

const span = { from: Date.parse('2026-11-01T00:00:00+08:00'), to: Date.parse('2026-12-01T00:00:00+08:00') }

const calendar = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => ['BEGIN:VEVENT', 'DTSTAMP:20261101T000000Z', ...lines, 'END:VEVENT']
const starts = (text: string) =>
  readCalendar(text, span).shifts.map(({ startsAt }) =>
    new Date(startsAt + 8 * 3_600_000).toISOString().slice(5, 16),
  )

// Shifts are in China standard time, independent of the zone of the server.
describe.each(['Asia/Shanghai', 'America/New_York', 'UTC'])('with TZ=%s', (zone) => {
  beforeEach(() => {
    vi.stubEnv('TZ', zone)
  })
  afterEach(() => {
    vi.unstubAllEnvs()
  })

  test('the zone is in force', () => {
    expect(new Date(0).getHours()).toBe({ 'Asia/Shanghai': 8, 'America/New_York': 19, UTC: 0 }[zone])
  })

  test('times in the zone of China, without a zone, in UTC, and whole days are read correctly', () => {
    const text = calendar(
      ...event(
        'UID:a',
        'DTSTART;TZID=Asia/Shanghai:20261102T080000',
        'DTEND;TZID=Asia/Shanghai:20261102T160000',
      ),
      ...event('UID:b', 'DTSTART:20261103T080000', 'DURATION:PT8H'),
      ...event('UID:c', 'DTSTART:20261104T000000Z', 'DTEND:20261104T080000Z'),
      ...event('UID:d', 'DTSTART;VALUE=DATE:20261105', 'DTEND;VALUE=DATE:20261106'),
    )
    expect(starts(text)).toEqual(['11-02T08:00', '11-03T08:00', '11-04T08:00', '11-05T00:00'])
  })

  test('a repeating shift has its moved and cancelled occurrences', () => {
    const text = calendar(
      ...event(
        ...[
          'UID:r',
          'DTSTART;TZID=Asia/Shanghai:20261026T220000',
          'DTEND;TZID=Asia/Shanghai:20261027T060000',
        ],
        ...[
          'RRULE:FREQ=WEEKLY;BYDAY=MO,TH;UNTIL=20261119T140000Z',
          'EXDATE;TZID=Asia/Shanghai:20261105T220000',
        ],
      ),
      ...event(
        ...['UID:r', 'RECURRENCE-ID;TZID=Asia/Shanghai:20261109T220000'],
        ...['DTSTART;TZID=Asia/Shanghai:20261109T180000', 'DTEND;TZID=Asia/Shanghai:20261110T020000'],
      ),
      ...event(
        ...['UID:r', 'RECURRENCE-ID;TZID=Asia/Shanghai:20261112T220000', 'STATUS:CANCELLED'],
        ...['DTSTART;TZID=Asia/Shanghai:20261112T220000', 'DTEND;TZID=Asia/Shanghai:20261113T060000'],
      ),
    )
    expect(starts(text)).toEqual(['11-02T22:00', '11-09T18:00', '11-16T22:00', '11-19T22:00'])
  })

  test('a list of days includes its first day', () => {
    const text = calendar(
      ...event(
        ...['UID:l', 'DTSTART;TZID=Asia/Shanghai:20261102T080000', 'DURATION:PT12H'],
        'RDATE;TZID=Asia/Shanghai:20261107T080000,20261111T080000',
      ),
    )
    expect(starts(text)).toEqual(['11-02T08:00', '11-07T08:00', '11-11T08:00'])
  })
})

test('a written calendar is read with the same shifts', () => {
  const text = calendar(
    ...event('UID:single', 'DTSTART:20261103T080000', 'DURATION:PT8H', 'SUMMARY:早班，甲、乙\\; 丙'),
    ...event('UID:rule', 'DTSTART:20261104T080000', 'DURATION:PT8H', 'RRULE:FREQ=DAILY;INTERVAL=3'),
  )
  const read = readCalendar(text, span)
  const written = writeCalendar(
    '巡查一组',
    read.shifts,
    read.rules.map(({ calendar: one }) => one),
  )
  const again = readCalendar(written, span)
  const order = (shifts: typeof read.shifts) => [...shifts].sort((a, b) => a.startsAt - b.startsAt)
  expect(order(again.shifts)).toEqual(order(read.shifts))
  expect(again.rules).toHaveLength(1)
  expect(written.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1)
  expect(written.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
})

test.each([
  ['nothing at all', 'An iCalendar file was expected'],
  [calendar(...event('UID:a', 'DTSTART;TZID=Mars/Base:20261102T080000', 'DURATION:PT8H')), 'Mars/Base'],
  [calendar(...event('UID:a', 'DTSTART:20261102T080000')), 'needs a start and an end'],
  [calendar(...event('UID:a', 'DTSTART:20261102T080000', 'DURATION:P3D')), 'at most 48 h'],
  [calendar(...event('DTSTART:20261102T080000', 'DURATION:PT8H')), 'needs a UID'],
  [
    calendar(...event('UID:a', 'DTSTART:20261102T080000', 'DURATION:PT8H', 'RRULE:FREQ=MINUTELY')),
    'Too many shifts',
  ],
  [
    calendar(...event('UID:a', 'DTSTART:19700101T080000', 'DURATION:PT1H', 'RRULE:FREQ=SECONDLY')),
    'Too many shifts',
  ],
])('refuses %#, and says why', (text, why) => {
  expect(() => readCalendar(text, span)).toThrow(why)
})
