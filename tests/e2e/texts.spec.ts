/**
 * No text is cut at 320 px, and none is Chinese on the English page. Add a state of the page to `states`,
 * with the way to open it; all checks follow.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import { covered, cutTexts } from './boxes.ts'
import { test } from './browser-test.ts'
import { choose, deskReady, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
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

/** A further tool of leads below the desk. */
const tool = (name: string, at: number, use: (fold: Locator) => Promise<void>): State => {
  const fold = (page: Page) => page.locator('.lead-tools > details').nth(at)
  return {
    name,
    open: async (page) => {
      await fold(page).locator('summary').first().click()
      await use(fold(page))
    },
    close: (page) => fold(page).locator('summary').first().click(),
  }
}

/** A page of the dialog for leads, with every form of it open. */
const duty = (name: string, at: number): State => ({
  name: `duty: ${name}`,
  open: async (page) => {
    const dialog = page.locator('.duty-dialog')
    if ((await dialog.count()) === 0) await page.locator('[data-action=duty]').click()
    await dialog.locator('.duty-views button').nth(at).click()
    await deskReady(page)
    if (name === 'run cards') await dialog.locator('.entry .text-button').first().click()
    // The first unit with its shifts, members and rules, or all forms.
    await dialog.locator('details').evaluateAll((all) => {
      for (const one of (all as HTMLDetailsElement[]).slice(0, 5)) one.open = true
    })
  },
  ...(name === 'webhooks' ? { close: pressEscape } : {}),
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
  {
    name: 'card of a unit',
    open: async (page) => {
      await cardOf('', '.desk .patrol-unit').open(page)
      await page.locator('.patrol-card > button[aria-expanded]').first().click()
      await expect(page.locator('.patrol-card > button[aria-expanded=true]')).toBeVisible()
    },
    close: back,
  },
  tool('closed ways', 0, (fold) => fold.locator('.unfold summary').click()),
  tool('replay of a day', 1, async (fold) => {
    await fold.locator('form button').click()
    await expect(fold.locator('.replay-player, [role=status]')).not.toHaveCount(0)
  }),
  ...['rosters', 'run cards', 'devices', 'reminders', 'webhooks'].map(duty),
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
  { name: 'import of a file', open: (page) => page.locator('[data-action="import"]').click() },
  {
    name: 'check of a delivery',
    open: async (page) => {
      await page.locator('.import-panel select').first().selectOption('control_lines')
      await page.locator('.import-panel .form-actions .button').click()
      await expect(page.locator('[data-import="checked"]')).toBeVisible({ timeout: 90_000 })
    },
    close: (page) => page.locator('.import-head .icon-button').click(),
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
      '[lang^=zh], .segment, .card-head, .provenance, .toasts > [role=status], .attributes dd, .entry-name, .list-name, .credits-body, .account-name, [data-control=account], .admin-dialog option, .admin-dialog .list-row, .audit-entry, .admin-dialog .entry, .duty-body legend, .duty-body fieldset .visually-hidden, .hit, .patrol-incident-facts, .patrol-incident-words, .case-story, .case-words, .intake option, .model-labels, .extract-subject dd, .extract-subject td, .extract-subject h3, .outline-recent button, .edit-list, .edit-fields option, .delivery-faults strong'
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
    await cdp.send('Page.setFontSizes', { fontSizes: { standard: 16, fixed: 13 } })
  })
  await takeStep(page.request, incident.id, { type: 'routed', units: [{ code: 'U01', lead: true }] })
  await test.step('the page of a reporter, without scripts', async () => {
    const server = serverUrl('SAMPLE_URL')
    const made = await page.request.post(`${server}/patrol/incidents/${incident.id}/status-links`, {
      headers: { Origin: server },
    })
    const { url } = (await made.json()) as { url: string }
    await page.setViewportSize({ width: 320, height: 568 })
    for (const language of ['zh', 'en'] as const) {
      await page.goto(`${server}${new URL(url, server).pathname}?lang=${language}`)
      await expect(page.locator('ol li')).toHaveCount(2)
      const words = await page.locator('body').innerText()
      if (language === 'en') expect(words.replace('中文', '')).not.toMatch(/\p{Script=Han}/u)
      faults.push(...(await cutTexts(page)).map((fault) => `status, ${language}: ${fault}`))
    }
  })
  await test.step('the view of an officer, who has a task', async () => {
    await signIn(page, 'officer')
    await openPage(page, 'SAMPLE_URL', '?desk=patrol')
    for (const language of ['zh', 'en'] as const) {
      await choose(page, 'language', language)
      await expect(page.locator('.task').filter({ hasText: incident.number })).toBeVisible()
      const found = await cutTexts(page)
      if (language === 'en') found.push(...(await untranslated(page)))
      faults.push(...found.map((fault) => `officer, ${language}: ${fault}`))
    }
    await signIn(page, 'admin')
  })
  await takeStep(page.request, incident.id, { type: 'cancelled' })
  expect(faults).toEqual([])
})
