import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chinaTime, readDate, readDateTime } from '../../../../geodata/import/read/times.ts'
import { parseTimeZone } from '../../../../geodata/import/time-zone.ts'
import { projectRoot } from '../../../house/source-files.ts'

const time = (text: string) => readDateTime(text, chinaTime)
const date = (text: string) => readDate(text, chinaTime)

describe('readDateTime', () => {
  it('reads usual forms, in China’s time zone if there is none', () => {
    for (const text of [
      '2024/5/1 8:30',
      '2024-05-01 08:30:00',
      '2024-05-01T08:30:00',
      '2024.5.1 8:30:00.000',
      '2024年5月1日 8时30分',
      '2024年5月1日 8:30',
      '２０２４／５／１　８：３０',
      '20240501083000',
      '20240501T083000',
      '2024/5/1 星期三 8:30:00',
      '2024/5/1 上午 8:30:00',
      '2024-05-01 08:30:00+08:00',
      '2024-05-01T00:30:00Z',
      '2024-05-01 00:30 UTC',
      '2024-04-30 20:30:00-04',
    ]) {
      expect(time(text), text).toBe('2024-05-01T00:30:00.000Z')
    }
    expect(time('2024/5/1 下午 3:20')).toBe('2024-05-01T07:20:00.000Z')
    expect(time('2024-05-01 12:05 AM')).toBe('2024-04-30T16:05:00.000Z')
    expect(time('2024-05-01')).toBe('2024-04-30T16:00:00.000Z')
    // China's clocks were an hour ahead in the summers of 1986 to 1991.
    expect(time('1988-07-01 08:00')).toBe('1988-06-30T23:00:00.000Z')
  })
  it('refuses impossible days and hours, numbers, and trailing text', () => {
    for (const text of [
      '2024-02-30 08:00',
      '2023-02-29',
      '2024-13-01',
      '2024-00-01',
      '12',
      '2024',
      '202405',
      '45413.354',
      '1714523400',
      '1714523400000',
      '2024-05-01 24:00',
      '2024-05-01 08:60',
      '2024-05-01 8',
      '2024-05-01 08:30 CST',
      '2024-05-01 08:30+19:00',
      '2024-05-01 about noon',
      '2024-05/01',
      '05/01/2024',
      'May 1, 2024',
      '昨天',
      '1986-05-04 02:30',
    ]) {
      expect(time(text), text).toBeNull()
    }
  })
  it('recognises how programs write no date', () => {
    for (const text of ['0000-00-00', '0000/00/00 00:00:00', '00000000', '    -  -  ', '  /  /    ']) {
      expect(time(text), text).toBe('blank')
      expect(date(text), text).toBe('blank')
    }
    for (const text of ['0', '-', '无', '0000']) expect(date(text), text).toBeNull()
  })
  it('returns every instant for any offset', () => {
    const instants = fc.date({
      min: new Date('1900-01-02'),
      max: new Date('2999-01-01'),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(instants, fc.integer({ min: -12 * 60, max: 14 * 60 }), (instant, offset) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const minutes = String(Math.abs(offset) % 60).padStart(2, '0')
        const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0')
        const text = `${local}${offset < 0 ? '-' : '+'}${hours}:${minutes}`
        expect(time(text)).toBe(instant.toISOString())
      }),
    )
  })
  it('reads the same in every zone of the machine', { timeout: 240_000 }, () => {
    const script = `
      import { chinaTime, readDate, readDateTime } from './geodata/import/read/times.ts'
      const texts = ['2024/5/1 8:30', '2024-03-10 02:30', '1988-07-01', '2024-05-01T23:30:00Z']
      console.log(JSON.stringify(texts.map((text) => [readDateTime(text, chinaTime), readDate(text, chinaTime)])))`
    const said = ['UTC', 'Asia/Shanghai', 'America/New_York'].map((TZ) => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', script]
      const { stdout, stderr } = spawnSync(process.execPath, args, {
        cwd: join(projectRoot),
        env: { ...process.env, TZ },
        encoding: 'utf8',
      })
      return stdout || stderr
    })
    expect(JSON.parse(said[0] ?? '')).toEqual([
      ['2024-05-01T00:30:00.000Z', '2024-05-01'],
      ['2024-03-09T18:30:00.000Z', '2024-03-10'],
      ['1988-06-30T15:00:00.000Z', '1988-07-01'],
      ['2024-05-01T23:30:00.000Z', '2024-05-02'],
    ])
    expect(new Set(said).size).toBe(1)
  })
})

describe('readDate', () => {
  it('reads days, and of an instant its day in the zone', () => {
    for (const text of [
      '2023-11-05',
      '2023/11/5',
      '2023.11.05',
      '20231105',
      '2023年11月5日',
      '2023-11-05 10:00',
    ]) {
      expect(date(text), text).toBe('2023-11-05')
    }
    expect(date('2023-11-04T16:00:00Z')).toBe('2023-11-05')
    expect(readDate('2023-11-04T16:00:00Z', { ...chinaTime, ignoresOffsets: true })).toBe('2023-11-04')
    expect(date('2023-02-30')).toBeNull()
    expect(date('20230230')).toBeNull()
    expect(date('2023-11-05.7')).toBeNull()
  })
})

describe('parseTimeZone', () => {
  it('accepts names and offsets', () => {
    const read = (zone: string) => readDateTime('2024-05-01 08:00', { zone: parseTimeZone(zone) })
    expect(['Asia/Tokyo', '+09:00', 'UTC+9', '+9', '+0900'].map(read)).toEqual(
      Array(5).fill('2024-04-30T23:00:00.000Z'),
    )
    expect(read('America/New_York')).toBe('2024-05-01T12:00:00.000Z')
    expect(read('UTC')).toBe('2024-05-01T08:00:00.000Z')
  })
  it('refuses other text', () => {
    for (const zone of ['Asia/Hangzhou', 'CST', '', '8', '+15', '+08:75', '北京']) {
      expect(() => parseTimeZone(zone), zone).toThrow(/--timezone should be a time zone/)
    }
  })
})
