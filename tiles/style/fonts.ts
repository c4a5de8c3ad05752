/**
 * Noto Sans SC from npm, cut into slices by Unicode range: the map style and the page load only the
 * slices whose characters they draw, from this server, and share them in the browser's cache.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { tokens } from '../../geodata/model/tokens.ts'
import { ownDigest, ownFile, ownRanges, ownSlices } from '../fonts/own-slices.ts'

const require = createRequire(import.meta.url)
const root = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))

interface Slice {
  /** `4` or `latin`, as in the file's name. */
  readonly name: string
  readonly range: string
  /** True if the slice contains a code point. */
  covers(code: number): boolean
  /** The path of its file at a weight. */
  path(weight: number): string
}

/** Latin first: if two slices contain a character, the map uses the first. */
export const fontSlices: readonly Slice[] = Object.entries(
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, 'unicode.json'), 'utf8'))),
)
  .map(([key, range]) => sliceOf(key.replace(/[[\]]/g, ''), range))
  .sort((a, b) => Number(b.name === 'latin') - Number(a.name === 'latin'))

const fileName = (slice: string, weight: number) => `noto-sans-sc-${slice}-${weight}-normal.woff2`

/** Returns a slice by its CSS unicode-range: `U+4e00-4e0f,U+4e11`. */
function sliceOf(name: string, range: string): Slice {
  const spans = range.split(',').map((span) => {
    const [first = '', last = first] = span.replace('U+', '').split('-')
    return [Number.parseInt(first, 16), Number.parseInt(last, 16)] as const
  })
  return {
    name,
    range,
    covers: (code) => spans.some(([first, last]) => code >= first && code <= last),
    path: (weight) => join(root, 'files', fileName(name, weight)),
  }
}

const weights = Object.values(tokens.type.weight)

interface FontFile {
  readonly name: string
  readonly path: string
  readonly range: string
}

/**
 * Returns the files of a weight, in the map's order: of files with the same character it takes the first.
 * After Latin come the slices made here, each of which spares a reader dozens of others.
 */
function filesOf(weight: number): FontFile[] {
  const [latin, ...others] = fontSlices.map((slice) => ({
    name: fileName(slice.name, weight),
    path: slice.path(weight),
    range: slice.range,
  }))
  const own = ownSlices.map((slice) => ({
    name: `${fileName(slice, weight).replace('.woff2', '')}-${ownDigest(slice, weight)}.woff2`,
    path: ownFile(slice, weight),
    range: ownRanges[slice][weight] ?? '',
  }))
  return latin ? [latin, ...own, ...others] : []
}

const fontsByWeight: ReadonlyMap<number, readonly FontFile[]> = new Map(
  weights.map((weight) => [weight, filesOf(weight)]),
)
const paths = new Map([...fontsByWeight.values()].flat().map(({ name, path }) => [name, path]))

/** The names of all font files. */
export const fontFiles: ReadonlySet<string> = new Set(paths.keys())

/** Returns the path of a font file, or undefined if there is no such file. */
export function fontFile(name: string): string | undefined {
  return paths.get(name)
}

/** The font stacks that the style draws labels in, by name, with their weights. */
export const fontStacks: ReadonlyMap<string, number> = new Map([
  [tokens.type.mapRegular, tokens.type.weight.regular],
  [tokens.type.mapBold, tokens.type.weight.strong],
])

/** Glyph URL for clients without `font-faces` (MapLibre before 5.11). */
export const glyphsTemplate = (base: string): string => `${base}/fonts/{fontstack}/{range}.pbf`

/** Returns the style's `font-faces`: both font stacks, by Unicode range. */
export function fontFaces(base: string): Record<string, { url: string; 'unicode-range': string[] }[]> {
  const stack = (weight: number) =>
    (fontsByWeight.get(weight) ?? []).map(({ name, range }) => ({
      url: `${base}/fonts/${name}`,
      'unicode-range': range.split(','),
    }))
  return Object.fromEntries([...fontStacks].map(([name, weight]) => [name, stack(weight)]))
}

/** Returns the same slices as a stylesheet for the page. */
export function fontStylesheet(): string {
  // Later rules win in CSS, so latin comes last here.
  return weights
    .flatMap((weight) =>
      [...(fontsByWeight.get(weight) ?? [])]
        .reverse()
        .map(
          ({ name, range }) =>
            `@font-face{font-family:'Noto Sans SC';font-display:swap;font-weight:${weight};src:url(${name}) format('woff2');unicode-range:${range}}`,
        ),
    )
    .join('\n')
}
