import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Makes way for a first start: what an earlier one left half-made (nothing was ever stored in it)
 * is removed. Gives a function that says the directory is whole.
 */
export function beginDirectory(directory: string): { readonly isNew: boolean; finish(): void } {
  const marker = `${directory}.unfinished`
  if (existsSync(marker)) rmSync(directory, { recursive: true, force: true })
  const isNew = !existsSync(join(directory, 'PG_VERSION'))
  if (isNew) writeFileSync(marker, '')
  return { isNew, finish: () => rmSync(marker, { force: true }) }
}
