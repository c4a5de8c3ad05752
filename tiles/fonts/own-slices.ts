/** The slices of characters that are drawn together, made by `npm run fonts`: one file for each weight. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

/** In the order in which the map looks for a character. */
export const ownSlices = ['first', 'desks'] as const
export type OwnSlice = (typeof ownSlices)[number]

const inFolder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const rangesFile = inFolder('ranges.json')

const weights = z.record(z.string(), z.string())

/** The CSS unicode-range of each slice and weight. */
export const ownRanges: Readonly<Record<OwnSlice, Readonly<Record<string, string>>>> = existsSync(rangesFile)
  ? z.record(z.enum(ownSlices), weights).parse(JSON.parse(readFileSync(rangesFile, 'utf8')))
  : { first: {}, desks: {} }

export const ownFile = (slice: OwnSlice, weight: number): string =>
  inFolder(`noto-sans-sc-${slice}-${weight}-normal.woff2`)

/** Names the content of a file, which browsers keep for ever. */
export function ownDigest(slice: OwnSlice, weight: number): string {
  return createHash('sha256')
    .update(readFileSync(ownFile(slice, weight)))
    .digest('hex')
    .slice(0, 8)
}
