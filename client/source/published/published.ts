/**
 * A published copy of the map: static files in a folder, written by `npm run tiles -- publish`, with no
 * server behind them. Other builds leave out everything that asks for it.
 */
import { onServer } from '../server-path.ts'

export const isPublished: boolean = import.meta.env.MODE === 'published'

/** The file that stands for a path of the server, relative to the folder; null where none does. */
export function publishedFile(path: string): string | null {
  const { pathname, searchParams } = new URL(path, 'http://copy')
  const theme = searchParams.get('theme') ?? 'day'
  if (pathname === '/style.json') return `styles/${theme}-${searchParams.get('lang') ?? 'zh'}.json`
  if (pathname === '/legends.json') return `legends/${theme}.json`
  if (pathname === '/about') return 'about.json'
  return pathname.startsWith('/sprites/') ? pathname.slice(1) : null
}

/** Where something of the server is found, or in a copy its file; null where there is none. */
export function addressOf(path: string): string | null {
  if (!isPublished) return onServer(path)
  const file = publishedFile(path)
  return file === null ? null : new URL(file, document.baseURI).href
}

/** The address of an image of the sprite sheet. */
export function imageAddress(theme: string, name: string): string {
  const path = `/sprites/${theme}/${name}.svg`
  return addressOf(path) ?? path
}
