/** Back undoes the last step, whatever was closed by its own button in between. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { BackTrail, readSteps, type Step, type View } from '../../../client/page/back-trail.ts'

const start: View = {
  desk: 'greenway',
  card: null,
  dialog: null,
  import: false,
  layers: false,
  sheet: false,
  search: false,
  plan: false,
}

/** A browser with entries before the page, and the page's own. */
class Browser {
  view: View
  isOpen = true
  readonly #trail: BackTrail
  readonly entries: (readonly Step[])[] = [[]]
  #at = 0

  constructor(view: View = start) {
    this.view = view
    this.#trail = new BackTrail(view)
  }

  change(change: Partial<View>): void {
    this.view = { ...this.view, ...change }
    const needed = this.#trail.record(this.view)
    if (needed === 'push') this.entries.splice(++this.#at, Number.POSITIVE_INFINITY, this.#trail.steps)
    if (needed === 'replace') this.entries[this.#at] = this.#trail.steps
  }

  go(by: -1 | 1): void {
    if (this.#at + by >= this.entries.length) return
    this.#at += by
    if (this.#at < 0) {
      this.isOpen = false
      return
    }
    const { view, skipsOn } = this.#trail.travel(this.entries[this.#at] ?? [])
    this.view = view
    this.entries[this.#at] = this.#trail.steps
    if (skipsOn) this.go(-1)
  }
}

test('Back undoes the last step first, then leaves the page', () => {
  const browser = new Browser()
  browser.change({ desk: 'planning' })
  browser.change({ card: 'parcels.1' })
  browser.change({ layers: true })
  browser.go(-1)
  expect(browser.view).toEqual({ ...start, desk: 'planning', card: 'parcels.1' })
  browser.go(-1)
  expect(browser.view).toEqual({ ...start, desk: 'planning' })
  browser.go(-1)
  expect(browser.view).toEqual(start)
  browser.go(-1)
  expect(browser.isOpen).toBe(false)
})

test('Back skips what was closed by its own button', () => {
  const browser = new Browser()
  browser.change({ layers: true })
  browser.change({ card: 'parcels.1' })
  browser.change({ layers: false })
  browser.go(-1)
  expect(browser.view).toEqual(start)
  browser.go(-1)
  expect(browser.isOpen).toBe(false)
})

test('opening and closing the same thing repeatedly adds one entry', () => {
  const browser = new Browser()
  for (let times = 0; times < 10; times++) {
    browser.change({ layers: true })
    browser.change({ layers: false })
  }
  expect(browser.entries).toHaveLength(2)
  browser.go(-1)
  expect(browser.isOpen).toBe(false)
})

test('Back returns from a card to the card that opened it; closing closes both', () => {
  const browser = new Browser()
  browser.change({ card: 'parcels.1' })
  browser.change({ card: 'control_lines.2' })
  browser.go(-1)
  expect(browser.view.card).toBe('parcels.1')
  browser.go(1)
  expect(browser.view.card).toBe('control_lines.2')
  browser.change({ card: null })
  browser.go(-1)
  expect(browser.isOpen).toBe(false)
})

test('after a link to a card, Back leaves the page', () => {
  const browser = new Browser({ ...start, card: 'parcels.1' })
  browser.go(-1)
  expect(browser.isOpen).toBe(false)
  const closed = new Browser({ ...start, card: 'parcels.1' })
  closed.change({ card: null })
  closed.go(-1)
  expect(closed.isOpen).toBe(false)
})

test('every change of desk can be undone', () => {
  const browser = new Browser()
  browser.change({ desk: 'patrol' })
  browser.change({ desk: 'greenway' })
  browser.go(-1)
  expect(browser.view.desk).toBe('patrol')
})

test('a reloaded page keeps the steps in its address and skips what the reload closed', () => {
  const before = new BackTrail(start)
  before.record({ ...start, desk: 'patrol' })
  before.record({ ...start, desk: 'patrol', layers: true })
  const kept = readSteps(JSON.parse(JSON.stringify({ steps: before.steps }))) ?? []
  expect(kept).toHaveLength(2)
  const after = new BackTrail({ ...start, desk: 'patrol' }, kept)
  const first = after.travel(kept.slice(0, 1))
  expect(first).toEqual({ view: { ...start, desk: 'patrol' }, skipsOn: true })
  expect(after.travel([])).toEqual({ view: start, skipsOn: false })
})

test('entries of other pages and damaged ones are ignored', () => {
  for (const state of [null, 7, {}, { steps: 1 }, { steps: [1] }, { steps: [[{ part: 'x' }]] }])
    expect(readSteps(state)).toBeNull()
  expect(readSteps({ steps: [] })).toEqual([])
})

const change = fc.oneof(
  fc.record({ desk: fc.constantFrom('greenway', 'patrol', 'planning') }),
  fc.record({ card: fc.constantFrom(null, 'parcels.1', 'parcels.2') }),
  fc.record({ dialog: fc.constantFrom(null, 'account', 'admin') }),
  fc.record({ layers: fc.boolean() }),
  fc.record({ sheet: fc.boolean() }),
  fc.record({ search: fc.boolean(), card: fc.constantFrom(null, 'parcels.1') }),
  fc.constantFrom('back' as const, 'forward' as const),
)

test('property: each press of Back changes the view or leaves the page, and always ends outside', () => {
  fc.assert(
    fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
      const browser = new Browser()
      for (const one of changes) {
        if (!browser.isOpen) return
        if (one === 'forward') browser.go(1)
        else if (one === 'back') browser.go(-1)
        else browser.change(one)
      }
      for (let presses = 0; browser.isOpen; presses++) {
        expect(presses).toBeLessThan(40)
        const seen = JSON.stringify(browser.view)
        browser.go(-1)
        if (browser.isOpen) expect(JSON.stringify(browser.view)).not.toBe(seen)
        else
          expect(browser.view).toMatchObject({
            card: null,
            dialog: null,
            import: false,
            layers: false,
            sheet: false,
          })
      }
    }),
    { numRuns: 500 },
  )
})
