/**
 * No text is cut at 320 px, and none is Chinese on the English page. Add a state of the page to `states`,
 * with the way to open it; all checks follow.
 */
import { expect, type Page } from '@playwright/test'
import { covered, cutTexts } from './boxes.ts'
import { test } from './browser-test.ts'
import { choose, deskReady, mapIdle, openPage, screenshot } from './page.ts'
import { report, takeStep } from './patrol-api.ts'
import { signIn } from './sample-accounts.ts'

interface State {
  readonly name: string
  /** Opens it from the page as the previous state left it. */
  readonly open: (page: Page) => Promise<void>
  readonly close?: (page: Page) => Promise<void>
}

const desk = (id: string): State => ({
  name: `desk ${id}`,
  open: async (page) => {
    await page.locator(`[data-desk-button=${id}]`).click()
    await deskReady(page)
  },
})

const back = (page: Page) => page.locator('.card-back').click()
const pressEscape = (page: Page) => page.keyboard.press('Escape')

const admin = (view: string): State => ({
  name: `administration ${view}`,
  open: async (page) => {
    if ((await page.locator('.admin-dialog').count()) === 0) {
      await page.locator('[data-control="account"]').click()
      await page.locator('[role=menuitem][data-value=admin]').click()
    }
    await page.locator(`[data-view="${view}"]`).click()
    await expect(page.locator('.admin-dialog .skeleton')).toHaveCount(0)
  },
  ...(view === 'people' ? { close: pressEscape } : {}),
})

/** The card of the first row of a list. */
const cardOf = (name: string, rows: string): State => ({
  name,
  open: async (page) => {
    await page.locator(rows).first().press('Enter')
    await expect(page.locator('article.card dl, article.card .patrol-timeline')).not.toHaveCount(0)
    await deskReady(page)
  },
  close: back,
})

const states: readonly State[] = [
  desk('greenway'),
  {
    name: 'search results',
    open: async (page) => {
      await page.getByRole('combobox').fill('青山湖')
      await expect(page.getByRole('option').first()).toBeVisible()
    },
    close: async (page) => {
      await pressEscape(page)
      await pressEscape(page)
    },
  },
  {
    name: 'nearest facilities',
    open: async (page) => {
      await page.locator('.desk .chip').nth(1).click()
      await expect(page.locator('.found li')).not.toHaveCount(0)
    },
    close: (page) => page.locator('.desk .chip').first().click(),
  },
  {
    name: 'card of a greenway',
    open: async (page) => {
      await page.locator('.desk ul.list .list-row').last().press('Enter')
      await expect(page.locator('article.card dl')).not.toHaveCount(0)
      await deskReady(page)
    },
    close: back,
  },
  {
    name: 'report of a problem',
    open: async (page) => {
      await page.locator('.report-open').click()
      await page.locator('dialog.report .chip').last().click()
    },
    close: pressEscape,
  },
  { name: 'settings', open: (page) => page.locator('[data-control="settings"]').click(), close: pressEscape },
  { name: 'map tools', open: (page) => page.locator('[data-control="tools"]').click(), close: pressEscape },
  {
    name: 'layers',
    open: async (page) => {
      await page.locator('[aria-controls=layers]').click()
      await page.locator('#layers summary').nth(1).click()
    },
    close: pressEscape,
  },
  {
    name: 'sources',
    open: (page) => page.locator('.credits summary').click(),
    close: (page) => page.locator('.credits summary').click(),
  },
  desk('patrol'),
  {
    name: 'taking a report in',
    open: (page) => page.locator('.intake-open').click(),
    close: (page) => page.locator('.intake input').first().press('Escape'),
  },
  cardOf('card of an incident', '.desk .patrol-incident'),
  cardOf('card of a unit', '.desk .patrol-unit'),
  desk('planning'),
  {
    name: 'table of parcels',
    open: async (page) => {
      const button = page.locator('.parcel-actions button[aria-expanded]')
      if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click()
      await expect(page.locator('.parcel-table tbody tr')).not.toHaveCount(0)
    },
  },
  { ...cardOf('card of a parcel', '.parcel-table .parcel-open'), close: async () => {} },
  {
    name: 'extract of a parcel',
    open: async (page) => {
      await page.locator('.extract-open').click()
      await expect(page.locator('.extract-hash')).toBeVisible()
    },
    close: pressEscape,
  },
  {
    name: 'attributes of a parcel',
    open: async (page) => {
      await page.locator('.edit-open').click()
      await expect(page.locator('.edit-fields')).toBeVisible()
    },
    close: pressEscape,
  },
  {
    name: 'versions of a parcel',
    open: async (page) => {
      await page.locator('.edit-versions summary').click()
      await expect(page.locator('.edit-list li')).not.toHaveCount(0)
    },
    close: back,
  },
  {
    name: 'check of outlines',
    open: async (page) => {
      await page.locator('.parcel-actions button:not([aria-expanded])').click()
      await deskReady(page)
    },
    close: (page) => page.getByRole('button', { name: /返回地块|Back to parcels/ }).click(),
  },
  desk('terrain3d'),
  desk('greenway'),
  admin('accounts'),
  admin('tokens'),
  admin('audit'),
  admin('people'),
]

/** Returns Chinese text on the English page, except names and data. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const data =
      '[lang^=zh], .segment, .card-head, .provenance, .toasts > [role=status], .attributes dd, .entry-name, .list-name, .credits-body, .account-name, [data-control=account], .admin-dialog option, .admin-dialog .list-row, .audit-entry, .admin-dialog .entry, .hit, .patrol-incident-facts, .patrol-incident-words, .case-story, .case-reasons, .case-demand, .case-short, .case-words, .intake option, .model-labels, .extract-subject dd, .extract-subject td, .extract-subject h3, .outline-recent button, .edit-list, .edit-fields option'
    return [...document.querySelectorAll('#page *')].flatMap((element) => {
      if (!element.checkVisibility({ visibilityProperty: true }) || element.closest(data)) return []
      const own = [...element.childNodes]
        .filter((node) => node.nodeType === 3)
        .map((node) => node.textContent)
      const texts = [...own, element.getAttribute('aria-label'), element.getAttribute('title')]
      return texts
        .filter((text) => /\p{Script=Han}/u.test(text ?? ''))
        .map((text) => `${element.className}: ${text}`)
    })
  })
}

/** Positions of units are half an hour old: lost contact has the longest words, with any speed of the tests. */
async function loseContact(page: Page): Promise<void> {
  await page.route('**/patrol/units', async (route) => {
    const answer = await route.fetch()
    const { units, ...rest } = (await answer.json()) as { units: object[] }
    const position_at = new Date(Date.now() - 30 * 60_000).toISOString()
    const json = { ...rest, units: units.map((unit) => ({ ...unit, position_at })) }
    await route.fulfill({ response: answer, json })
  })
}

/** Answers tiles of features with nothing, because only texts matter here; the model keeps its ground. */
async function drawNothing(page: Page): Promise<void> {
  const isDrawn = ({ pathname }: URL) => /\/tiles\/(?!terrain)[^/]+\/\d+\/\d+\/\d+/.test(pathname)
  await page.route(isDrawn, (route) => route.fulfill({ status: 204 }))
}

test('at 320 px no text of any state is cut or untranslated in either language', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 568 })
  await signIn(page, 'admin')
  const incident = await report(page.request, [120.0905, 30.2312], 3)
  await loseContact(page)
  await drawNothing(page)
  await openPage(page, 'SAMPLE_URL')
  const faults: string[] = []
  for (const language of ['zh', 'en'] as const) {
    await choose(page, 'language', language)
    await mapIdle(page)
    for (const { name, open, close } of states) {
      await open(page)
      const found = await cutTexts(page)
      if (language === 'en') found.push(...(await untranslated(page)))
      faults.push(...found.map((fault) => `${name}, ${language}: ${fault}`))
      await close?.(page)
    }
  }
  await test.step('with text of twice the size, on a phone and a desktop', async () => {
    const cdp = await page.context().newCDPSession(page)
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
    await choose(page, 'language', 'zh')
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 })
      for (const id of ['greenway', 'patrol', 'planning', 'terrain3d']) {
        await desk(id).open(page)
        await mapIdle(page)
        const found = [...(await cutTexts(page)), ...(await covered(page))]
        faults.push(...found.map((fault) => `200 %, ${id}, ${width}: ${fault}`))
        await screenshot(page, `large-text-${id}-${width}`)
      }
    }
  })
  await takeStep(page.request, incident.id, { type: 'cancelled' })
  expect(faults).toEqual([])
})
