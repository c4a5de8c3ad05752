import { readdirSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

/** The root of the project. */
export const projectRoot = resolve(import.meta.dirname, '../..')

const folders = ['client', 'server', 'geodata', 'tiles', 'tests']

/**
 * Returns paths below `root`, with forward slashes, of all files in the project's folders with one of the
 * endings.
 */
export function sourceFiles(root: string, endings: readonly string[]): string[] {
  const found: string[] = []
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (entry.name === 'fixtures' || entry.name === 'golden') continue
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else if (endings.some((ending) => entry.name.endsWith(ending))) {
        found.push(relative(root, path).replaceAll('\\', '/'))
      }
    }
  }
  for (const entry of readdirSync(root, { withFileTypes: true })) {
    if (entry.isDirectory() && folders.includes(entry.name)) walk(join(root, entry.name))
  }
  return found.sort()
}
