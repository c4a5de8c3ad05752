/** The slice with the characters of a first visit, made by `npm run fonts`: one file of each weight. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const inFolder = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export const rangesFile = inFolder('first.json')

/** The CSS unicode-range of each weight. */
export const firstRanges: Readonly<Record<string, string>> = existsSync(rangesFile)
  ? z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(rangesFile, 'utf8')))
  : {}

export const firstFile = (weight: number): string => inFolder(`noto-sans-sc-first-${weight}-normal.woff2`)

/** Names the content of a file, which browsers keep for ever. */
export function firstDigest(weight: number): string {
  return createHash('sha256')
    .update(readFileSync(firstFile(weight)))
    .digest('hex')
    .slice(0, 8)
}
