/** States of the page whose texts are checked: add one with the way to open it; all checks of texts.spec.ts follow. */
import { expect, type Locator, type Page } from '@playwright/test'
import { deskReady } from './page.ts'

interface State {
  readonly name: string
  /** Opens it from the page as the previous state left it. */
  readonly open: (page: Page) => Promise<void>
  readonly close?: (page: Page) => Promise<void>
}

/** Opens a desk. */
export const desk = (id: string): State => ({
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

export const states: readonly State[] = [
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
