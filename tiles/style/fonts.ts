/**
 * Noto Sans SC from npm, cut into slices by Unicode range: the map style and the page load only the
 * slices whose characters they draw, from this server, and share them in the browser's cache.
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { tokens } from '../../geodata/model/tokens.ts'

const require = createRequire(import.meta.url)
const root = dirname(require.resolve('@fontsource/noto-sans-sc/package.json'))

interface Slice {
  /** `4` or `latin`, as in the file's name. */
  readonly name: string
  readonly range: string
}

/** Latin first: of two slices that cover a character, the map takes the first. */
const slices: readonly Slice[] = Object.entries(
  z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(join(root, 'unicode.json'), 'utf8'))),
)
  .map(([key, range]) => ({ name: key.replace(/[[\]]/g, ''), range }))
  .sort((a, b) => Number(b.name === 'latin') - Number(a.name === 'latin'))

const weights = Object.values(tokens.type.weight)
const fileName = (slice: Slice, weight: number) => `noto-sans-sc-${slice.name}-${weight}-normal.woff2`
const files = new Set(weights.flatMap((weight) => slices.map((slice) => fileName(slice, weight))))

/** The names of all font files. */
export const fontFiles: ReadonlySet<string> = files

/** The path on disk of a font file of this name, or undefined where there is no such file. */
export function fontFile(name: string): string | undefined {
  return files.has(name) ? join(root, 'files', name) : undefined
}

/** The style's `font-faces`: both font stacks, by Unicode range. */
export function fontFaces(base: string): Record<string, { url: string; 'unicode-range': string[] }[]> {
  const stack = (weight: number) =>
    slices.map((slice) => ({
      url: `${base}/fonts/${fileName(slice, weight)}`,
      'unicode-range': slice.range.split(','),
    }))
  return {
    [tokens.type.mapRegular]: stack(tokens.type.weight.regular),
    [tokens.type.mapBold]: stack(tokens.type.weight.strong),
  }
}

/** The same slices as a stylesheet for the page. */
export function fontStylesheet(): string {
  // Later rules win in CSS, so latin comes last here.
  return weights
    .flatMap((weight) =>
      [...slices]
        .reverse()
        .map(
          (slice) =>
            `@font-face{font-family:'Noto Sans SC';font-display:swap;font-weight:${weight};src:url(${fileName(slice, weight)}) format('woff2');unicode-range:${slice.range}}`,
        ),
    )
    .join('\n')
}
