import { execFileSync } from 'node:child_process'
import OpeningHoursReference from 'opening_hours'
import { describe, expect, it, test } from 'vitest'
import { parseOpeningHours } from '../../../geodata/model/opening-hours.ts'
import { lacksShared, sharedData } from '../../environment/shared-data.ts'

/** Place of the reference: it needs a country for holidays, and text for coordinates. */
const china = { lat: '30.25', lon: '120.1', address: { country_code: 'cn', state: '浙江省' } }
/** Odd, so that the looks fall on all parts of an hour. */
const STEP_MS = 59 * 60_000
const LOOKS = 170
/** A Monday of a week without holidays. */
const MONDAY = Date.UTC(2026, 10, 23)

/** Returns whether the reference is open at the looks of a week; null if it does not understand the text. */
function referenceWeek(text: string): readonly boolean[] | null {
  try {
    const hours = new OpeningHoursReference(text, china as never)
    const unknown: boolean[] = []
    const week = Array.from({ length: LOOKS }, (_, n) => {
      const china = new Date(MONDAY + n * STEP_MS + 60_000)
      // The reference uses the zone of the process.
      const local = new Date(
        2026,
        china.getUTCMonth(),
        china.getUTCDate(),
        china.getUTCHours(),
        china.getUTCMinutes(),
      )
      unknown.push(hours.getUnknown(local))
      return hours.getState(local)
    })
    return unknown.some(Boolean) ? null : week
  } catch {
    return null
  }
}

function ownWeek(text: string): readonly boolean[] | null {
  const hours = parseOpeningHours(text)
  if (!hours) return null
  return Array.from(
    { length: LOOKS },
    (_, n) => hours.at(MONDAY + n * STEP_MS + 60_000 - 8 * 3_600_000).isOpen,
  )
}

describe('opening hours', () => {
  it.each([
    'Mo-Fr 08:00-12:00,13:00-17:00; Sa 09:00-12:00',
    'Mo-Su 19:00-02:00',
    'Fr-Mo 10:00-18:00',
    'Mo-Su 08:00-20:00; Tu off',
    'Nov-Mar 09:00-16:00; Apr-Oct 08:00-18:00',
    'Mo-Fr 08:00-17:00, Sa 10:00-12:00',
    '24/7',
  ])('%s is as in opening_hours.js', (text) => expect(ownWeek(text)).toEqual(referenceWeek(text)))

  test.skipIf(lacksShared('data/osm/westlake_10km.osm.pbf'))(
    'equal opening_hours.js on all distinct values of the extract, or are unknown',
    () => {
      const xml = execFileSync(
        'osmium',
        [
          'tags-filter',
          '-R',
          '-f',
          'osm',
          '-o',
          '-',
          sharedData('osm/westlake_10km.osm.pbf'),
          'opening_hours',
        ],
        { encoding: 'utf8', maxBuffer: 1e8 },
      )
      const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" }
      const values = new Set(
        [...xml.matchAll(/k="opening_hours" v="([^"]*)"/g)].map(([, text = '']) =>
          text.replace(/&(\w+);/g, (_, name: string) => entities[name] ?? ''),
        ),
      )
      expect(values.size).toBeGreaterThan(300)
      const weeks = [...values].map((text) => ({ text, own: ownWeek(text), reference: referenceWeek(text) }))
      const wrong = weeks.filter(
        ({ own, reference }) => own && reference && JSON.stringify(own) !== JSON.stringify(reference),
      )
      expect(wrong.map(({ text }) => text)).toEqual([])
      const missed = weeks.filter(({ own, reference }) => own === null && reference !== null)
      // Free text in Chinese, and times without an end.
      expect(missed.length).toBeLessThan(values.size * 0.04)
    },
  )
})
