/**
 * No text is cut at 320 px, and none is Chinese on the English page. The states of the
 * page are in text-states.ts.
 */
import { expect, type Page } from '@playwright/test'
import { covered, cutTexts } from './boxes.ts'
import { test } from './browser-test.ts'
import { choose, mapIdle, openPage, screenshot, serverUrl } from './page.ts'
import { joinUnit, report, takeStep } from './patrol-api.ts'
import { signIn } from './sample-accounts.ts'
import { desk, states } from './text-states.ts'

/** Returns Chinese text on the English page, except names and data. */
function untranslated(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const data =
      '[lang^=zh], .segment, .card-head, .provenance, .toasts > [role=status], .attributes dd, .entry-name, .list-name, .credits-body, .account-name, [data-control=account], .admin-dialog option, .admin-dialog .list-row, .audit-entry, .admin-dialog .entry, .duty-body legend, .duty-body .visually-hidden, .hit, .patrol-incident-facts, .patrol-incident-words, .case-story, .case-words, .task h4 span, .task-words, .intake option, .model-labels, .extract-subject dd, .extract-subject td, .extract-subject h3, .extract-why, .outline-recent button, .edit-list, .edit-fields option, .delivery-faults strong'
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
  // Other tests on this server put the officer into other units.
  await joinUnit(page.request, 'officer', 'U01')
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
