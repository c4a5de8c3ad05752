import { describe, expect, it } from 'vitest'
import { cssColour, rampAlpha, rampColours } from '../../../client/patrol/colour-ramp.ts'
import { themes, tokens } from '../../../geodata/model/tokens.ts'
import { lightness, seen, visionNames } from './colour-vision.ts'

describe.each(themes)('the density ramp by %s', (theme) => {
  const colours = rampColours(theme, 64)

  it.each(visionNames)('has monotonic lightness for %s sight', (sight) => {
    const steps = colours.map((colour) => lightness(seen(colour, sight)))
    const signs = steps.slice(1).map((step, index) => Math.sign(step - (steps[index] ?? 0)))
    const wanted = theme === 'day' ? -1 : 1
    expect(signs.filter((sign) => sign !== wanted)).toEqual([])
  })

  it.each(visionNames)(
    'is even for %s sight: no tenth of the ramp has more than a quarter of its lightness range',
    (sight) => {
      const tenths = rampColours(theme, 11).map((colour) => lightness(seen(colour, sight)))
      const span = Math.abs((tenths.at(-1) ?? 0) - (tenths[0] ?? 0))
      const widths = tenths.slice(1).map((one, index) => Math.abs(one - (tenths[index] ?? 0)) / span)
      expect(Math.max(...widths)).toBeLessThan(0.25)
      expect(Math.min(...widths)).toBeGreaterThan(0.03)
    },
  )

  it('has a lightness range of at least 45, so that low and high densities can be distinguished', () => {
    const [first = 0, last = 0] = [colours[0], colours.at(-1)].map((one) =>
      one ? lightness(seen(one, 'common')) : 0,
    )
    expect(Math.abs(last - first)).toBeGreaterThan(45)
  })

  it('ends with a lightness that differs strongly from the basemap', () => {
    const land = Number.parseInt(tokens.map[theme].land.slice(1), 16)
    const ground = lightness(seen([land >> 16, (land >> 8) & 255, land & 255], 'common'))
    const most = colours.at(-1)
    expect(most && Math.abs(lightness(seen(most, 'common')) - ground)).toBeGreaterThan(45)
  })

  it('begins and ends with the colours of the design tokens', () => {
    const hex = [colours[0], colours.at(-1)].map(
      (colour) => `#${(colour ?? [0, 0, 0]).map((one) => one.toString(16).padStart(2, '0')).join('')}`,
    )
    expect(hex).toEqual([tokens.heat[theme][0], tokens.heat[theme].at(-1)])
  })
})

it('a higher density is more opaque', () => {
  const alphas = Array.from({ length: 11 }, (_, part) => rampAlpha(part / 10))
  expect(alphas).toEqual([...alphas].sort((a, b) => a - b))
  expect(alphas[0]).toBeGreaterThan(0)
  expect(alphas.at(-1)).toBeLessThan(255)
})

it('colours are written for style sheets', () => {
  expect(cssColour([1, 20, 255])).toBe('rgb(1, 20, 255)')
})
