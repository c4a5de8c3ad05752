import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { themes } from '../../../geodata/model/tokens.ts'
import { spriteImages } from '../../../tiles/sprites/images.ts'
import { drawSheet, sheetSvg } from '../../../tiles/sprites/sheet.ts'

describe.each(themes)('sprite sheet %s', (theme) => {
  test.each([1, 2] as const)(
    'has every image at %d pixels per CSS pixel, without overlaps',
    async (ratio) => {
      const { index, png } = await drawSheet(theme, ratio)
      const { width = 0, height = 0 } = await sharp(png).metadata()
      const boxes = Object.values(index)
      expect(Object.keys(index).sort()).toEqual(
        spriteImages(theme)
          .map(({ name }) => name)
          .sort(),
      )
      for (const box of boxes) {
        expect(box.pixelRatio).toBe(ratio)
        expect(box.x + box.width).toBeLessThanOrEqual(width)
        expect(box.y + box.height).toBeLessThanOrEqual(height)
        const crossing = boxes.filter(
          (other) =>
            other !== box &&
            other.x < box.x + box.width &&
            box.x < other.x + other.width &&
            other.y < box.y + box.height &&
            box.y < other.y + other.height,
        )
        expect(crossing).toEqual([])
      }
    },
  )

  test('has a view for each image in its SVG, at the same place', async () => {
    const { index } = await drawSheet(theme, 1)
    const views = sheetSvg(theme).matchAll(/<view id="([^"]+)" viewBox="(\d+) (\d+) (\d+) (\d+)"\/>/g)
    const boxes = [...views].map(([, name = '', ...box]) => [name, box.map(Number)] as const)
    expect(Object.fromEntries(boxes)).toEqual(
      Object.fromEntries(
        Object.entries(index).map(([name, { x, y, width, height }]) => [name, [x, y, width, height]]),
      ),
    )
  })

  test('draws every image', async () => {
    const { index, png } = await drawSheet(theme, 1)
    for (const [name, { x, y, width, height }] of Object.entries(index)) {
      const { channels } = await sharp(png).extract({ left: x, top: y, width, height }).stats()
      expect(channels[3]?.max, name).toBeGreaterThan(60)
    }
  })

  test('hatches have no seam: the left edge continues the right one', async () => {
    const { index, png } = await drawSheet(theme, 2)
    for (const [name, box] of Object.entries(index).filter(([key]) => key.startsWith('hatch-'))) {
      const raw = await sharp(png)
        .extract({ left: box.x, top: box.y, width: box.width, height: box.height })
        .extractChannel(3)
        .raw()
        .toBuffer()
      const shifted = (dx: number) =>
        Array.from({ length: box.height }, (_, y) => raw[y * box.width + ((dx + box.width) % box.width)] ?? 0)
      // The alpha one pixel beyond the right edge is the left column: it may differ from its neighbour no
      // more than neighbours inside the image do.
      const step = (a: number[], b: number[]) =>
        Math.max(...a.map((value, i) => Math.abs(value - (b[i] ?? 0))))
      const inside = Math.max(
        ...Array.from({ length: box.width - 1 }, (_, x) => step(shifted(x), shifted(x + 1))),
      )
      expect(step(shifted(-1), shifted(0)), name).toBeLessThanOrEqual(inside + 8)
    }
  })
})
