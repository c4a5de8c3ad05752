/** The page's source, chosen at build time; the other source is left out. */
import { publishedSource } from './published/published.ts'
import { serverSource } from './server.ts'
import type { Source } from './source.ts'

export const source: Source = import.meta.env.MODE === 'published' ? publishedSource : serverSource

/** Returns the address of an image of the sprite sheet; all have one file, which is fetched once. */
export function imageAddress(theme: string, name: string): string {
  const path = `/sprites/${theme}.svg#${name}`
  return source.addressOf(path) ?? path
}
