import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec'
import { expect, test } from 'vitest'
import { catalogue, isPublic } from '../../../geodata/model/catalogue.ts'
import { languages } from '../../../geodata/model/text.ts'
import { themes } from '../../../geodata/model/tokens.ts'
import { publishedArchives, publishedStyle } from '../../../tiles/publish/published-style.ts'

const archives = publishedArchives()
const names = new Set(archives.map(({ name }) => name))

test('every public layer is in one archive, and no other layer is', () => {
  const held = archives.flatMap(({ layers }) => layers).sort()
  const wanted = catalogue.filter(isPublic).map(({ id }) => id)
  expect(held).toEqual([...wanted, 'contours'].sort())
  expect(held).not.toContain('units')
  expect(held).not.toContain('incidents')
})

test.each(themes.flatMap((theme) => languages.map((language) => [theme, language] as const)))(
  'the style by %s in %s is valid, relative and reads only archives',
  (theme, language) => {
    const style = publishedStyle(theme, language, names)
    expect(validateStyleMin(style).map(({ message }) => message)).toEqual([])
    const urls = JSON.stringify(style).match(/"(url|sprite)":"[^"]*"/g) ?? []
    expect(urls.length).toBeGreaterThan(100)
    for (const url of urls) expect(url).toMatch(/:"(\.\/|pmtiles:\/\/archives\/)/)
    const drawn = style.layers.map(({ id }) => id.split(':')[0])
    expect(drawn).toContain('roads')
    expect(drawn).not.toContain('patrol_zones')
  },
)

test('layers without an archive are not drawn', () => {
  const style = publishedStyle('day', 'zh', new Set(['basemap']))
  expect(Object.keys(style.sources).sort()).toEqual(['basemap'])
  expect(style.layers.some(({ id }) => id === 'relief')).toBe(false)
})
