import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, test } from 'vitest'
import { catalogue } from '../../../geodata/model/catalogue.ts'
import { facilityKinds } from '../../../geodata/model/codes.ts'
import { landUseClasses } from '../../../geodata/model/land-use.ts'
import { languages } from '../../../geodata/model/text.ts'
import { themes } from '../../../geodata/model/tokens.ts'
import { spriteImages } from '../../../tiles/sprites/images.ts'
import { slots } from '../../../tiles/style/layer-style.ts'
import { layerStyles } from '../../../tiles/style/layer-styles.ts'
import { composeLegends, composeStyle } from '../../../tiles/style/style.ts'

const base = 'http://127.0.0.1:8080'
const variants = themes.flatMap((theme) => languages.map((language) => [theme, language] as const))

describe.each(variants)('style %s %s', (theme, language) => {
  const style = composeStyle({ theme, language, base })

  test('conforms to the style specification', () => {
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([])
  })

  test('requests nothing from other servers', () => {
    const urls = JSON.stringify(style).match(/https?:\/\/[^"]*/g) ?? []
    expect(urls.filter((url) => !url.startsWith(`${base}/`))).toEqual([])
  })

  test('contains nothing that older programs refuse, and no state of a page', () => {
    expect(style.glyphs).toBe(`${base}/fonts/{fontstack}/{range}.pbf`)
    expect(Object.values(style.sources).map(({ type }) => type)).not.toContain('geojson')
    expect(JSON.stringify(style.layers)).not.toContain('hillshade-method')
  })

  test('has each layer once, in drawing order', () => {
    const ids = style.layers.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    const order = style.layers.flatMap(({ metadata }) => {
      const slot = (metadata as Record<string, unknown> | undefined)?.['shuangxi:slot']
      return typeof slot === 'string' ? [slots.indexOf(slot as (typeof slots)[number])] : []
    })
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })

  test('draws labels only in its own fonts', () => {
    const known = Object.keys(style['font-faces'] ?? {})
    const used = style.layers.flatMap((layer) =>
      layer.type === 'symbol' && Array.isArray(layer.layout?.['text-font']) ? layer.layout['text-font'] : [],
    )
    expect(used.length).toBeGreaterThan(5)
    for (const font of used) expect(known).toContain(font)
  })
})

describe.each(themes)('legends %s', (theme) => {
  const legends = composeLegends(theme)
  const images = new Set(spriteImages(theme).map(({ name }) => name))

  test.each(catalogue.map(({ id }) => id))('%s has a style and a legend', (id) => {
    expect(layerStyles[id]).toBeDefined()
    expect(
      composeStyle({ theme, language: 'zh', base }).layers.some((layer) => layer.id.startsWith(`${id}:`)),
    ).toBe(true)
    const entries = legends[id] ?? []
    expect(entries.length).toBeGreaterThan(0)
    for (const entry of entries) {
      expect(entry.colour).toMatch(/^#[0-9a-fA-F]{6}$/)
      expect(entry.title.zh).not.toBe('')
      expect(entry.title.en).not.toBe('')
      if (entry.image) expect(images).toContain(entry.image)
    }
  })

  test('parcels have the colours of the norm, and swatches those of the map', () => {
    const style = composeStyle({ theme, language: 'zh', base })
    const fill = style.layers.find(({ id }) => id === 'parcels:fill')
    const ground = style.layers.find(({ type }) => type === 'background')?.paint
    const channels = (colour: string) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
    const land = channels((ground as Record<string, string>)['background-color'] ?? '')
    const paint = fill?.paint as Record<string, unknown[]>
    const opacity = Number(paint['fill-opacity']?.at(-1))
    const match = paint['fill-color'] ?? []
    const colours = new Map((legends.parcels ?? []).map(({ code, colour }) => [code, colour]))
    expect(colours.size).toBe(landUseClasses.size)
    for (const [code, { colour }] of landUseClasses) {
      expect(match[match.indexOf(code) + 1], code).toBe(colour)
      const drawn = channels(colour).map(
        (value, index) => opacity * value + (1 - opacity) * (land[index] ?? 0),
      )
      const swatch = channels(colours.get(code) ?? '')
      for (const [index, value] of drawn.entries())
        expect(Math.abs(value - (swatch[index] ?? -1))).toBeLessThan(1)
    }
    expect(match[match.indexOf('0701') + 1]).toBe('#FFFF2D')
  })

  test('every kind of facility has an icon', () => {
    for (const kind of Object.keys(facilityKinds)) expect(images).toContain(`facility-${kind}`)
  })
})

test('incidents and parcels load nothing until they are visible', () => {
  const style = composeStyle({ theme: 'day', language: 'zh', base })
  for (const layer of style.layers) {
    if (/^(incidents|parcels|plans|units|control_lines|patrol_zones):/.test(layer.id)) {
      expect(layer.layout?.visibility, layer.id).toBe('none')
    }
  }
  expect(style.sources).toHaveProperty('parcels')
})
