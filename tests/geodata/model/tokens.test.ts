import { describe, expect, test } from 'vitest'
import { tokenStylesheet } from '../../../geodata/model/token-stylesheet.ts'
import { themes, tokens } from '../../../geodata/model/tokens.ts'

const linear = (hex: string): [number, number, number] => {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }
  return [channel(1), channel(3), channel(5)]
}

/** Returns the lightness in OKLab, 0 to 1. */
function lightness(hex: string): number {
  const [r, g, b] = linear(hex)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s
}

/** Returns the contrast ratio of WCAG 2. */
function contrast(one: string, other: string): number {
  const luminance = (hex: string) => {
    const [r, g, b] = linear(hex)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

describe.each(themes)('tokens %s', (theme) => {
  const page = tokens.page[theme]

  test.each([
    ['text', 'surface'],
    ['text', 'sunken'],
    ['muted', 'surface'],
    ['muted', 'sunken'],
    ['muted', 'hover'],
    ['accent', 'surface'],
    ['accent', 'accentSoft'],
    ['onAccent', 'accent'],
    ['danger', 'dangerSoft'],
    ['warning', 'warningSoft'],
  ] as const)('%s is readable on %s', (ink, ground) => {
    expect(contrast(page[ink], page[ground])).toBeGreaterThanOrEqual(4.5)
  })

  test('labels are readable on their halo', () => {
    const map = tokens.map[theme]
    for (const ink of ['label', 'labelMuted', 'labelRoad', 'labelWater', 'labelGreen'] as const) {
      expect(contrast(map[ink], map.halo), ink).toBeGreaterThanOrEqual(4.5)
    }
  })

  test('the density ramp is monotonic in even steps of lightness', () => {
    const steps = tokens.heat[theme].map(lightness)
    const differences = steps.slice(1).map((value, index) => value - (steps[index] ?? 0))
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length
    expect(Math.sign(mean)).toBe(theme === 'day' ? -1 : 1)
    for (const difference of differences) expect(Math.abs(difference / mean - 1)).toBeLessThan(0.05)
  })
})

test('the stylesheet has both themes, and the system’s by default', () => {
  const css = tokenStylesheet()
  expect(css).toContain(`--colour-surface:${tokens.page.day.surface}`)
  expect(css).toContain(':root[data-theme=night]')
  expect(css).toContain('prefers-color-scheme:dark')
})
