/** An open map shows changes in the database without a reload. */
import { expect, type Page } from '@playwright/test'
import pg from 'pg'
import { test } from './browser-test.ts'
import { mapIdle, openPage } from './page.ts'

/** A square of some 500 m in the hills, where the extract has only woods. */
const centre = [120.063, 30.2165] as const
const source = 'live-tiles.spec'

async function onDatabase(sql: string, values: readonly unknown[] = []): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.REAL_DATABASE_URL })
  await client.connect()
  try {
    await client.query(sql, [...values])
  } finally {
    await client.end()
  }
}

/** Returns the colour beside the middle of the window, where the parcel's label is, as red, green, blue. */
async function colourInside(page: Page): Promise<readonly number[]> {
  await page.evaluate(() => {
    const gl = document.querySelector<HTMLCanvasElement>('canvas.maplibregl-canvas')?.getContext('webgl2')
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4))
  })
  const { width = 0, height = 0 } = page.viewportSize() ?? {}
  const clip = { x: Math.round(width / 2) + 70, y: Math.round(height / 2) + 50, width: 4, height: 4 }
  const { default: sharp } = await import('sharp')
  return [
    ...(
      await sharp(await page.screenshot({ clip }))
        .removeAlpha()
        .raw()
        .toBuffer()
    ).subarray(0, 3),
  ]
}

const difference = (a: readonly number[], b: readonly number[]) =>
  Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0))))

test.use({ draws: true })
test.afterEach(() => onDatabase('delete from parcels where source = $1', [source]))

test('a parcel appears, changes its use and disappears, while the page stays open', async ({ page }) => {
  await openPage(page, 'REAL_URL', `?desk=planning&relief=0&at=${centre.join(',')},15.5`)
  let loads = 0
  page.on('load', () => loads++)
  // Without parcels the desk says so, and nothing fails.
  await expect(page.getByRole('alert')).toHaveCount(0)
  const before = await colourInside(page)

  await onDatabase(
    `insert into parcels (parcel_code, land_use, state, tenure, area_m2, source, source_id, licence, synthetic, geom)
     values ('1', '0701', 'built', 'G', 1, $1, '1', 'CC0', true,
       ST_Multi(ST_Expand(ST_SetSRID(ST_MakePoint($2, $3), 4326), 0.003)))`,
    [source, ...centre],
  )
  await expect.poll(async () => difference(await colourInside(page), before)).toBeGreaterThan(20)
  await mapIdle(page)
  const residential = await colourInside(page)

  await onDatabase("update parcels set land_use = '1401' where source = $1", [source])
  await expect.poll(async () => difference(await colourInside(page), residential)).toBeGreaterThan(20)

  await test.step('unmodified tiles during a map move leave the map idle', async () => {
    // Tiles on both sides are loaded before.
    const canvas = page.locator('canvas.maplibregl-canvas')
    for (const key of ['ArrowRight', 'ArrowLeft']) {
      await canvas.press(key)
      await mapIdle(page)
    }
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let asked = 0
    await page.route('**/tiles/parcels/**', async (route) => {
      asked += 1
      await held
      await route.continue()
    })
    await onDatabase("update parcels set holder = 'another' where source = $1", [source])
    await expect.poll(() => asked).toBeGreaterThan(0)
    await canvas.press('ArrowRight')
    await expect(page.locator('html')).toHaveAttribute('data-map-state', 'loading')
    // The frames of the move are drawn, and wait for the delayed tiles.
    await page.waitForTimeout(1500)
    await expect(page.locator('html')).toHaveAttribute('data-map-state', 'loading')
    release()
    await expect(page.locator('html')).toHaveAttribute('data-map-state', 'idle')
    await page.unroute('**/tiles/parcels/**')
  })

  await onDatabase('delete from parcels where source = $1', [source])
  await expect.poll(async () => difference(await colourInside(page), before)).toBeLessThan(6)
  expect(loads).toBe(0)
})
