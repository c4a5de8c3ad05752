/** What is done in one way: a text that shows it done by hand, and the folder or file that may. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

interface Way {
  readonly does: string
  /** Found where it is done by hand. */
  readonly byHand: RegExp
  /** What the paths of those begin with that do it for all. */
  readonly home: string
}

export const ways: readonly Way[] = [
  {
    does: 'reads the command line',
    byHand: /\bprocess\.argv\b|\bparseArgs\b|from 'commander'/,
    home: 'geodata/command-line/',
  },
]

/** Where the product's files below `root` do by hand what another does for all. */
export function detours(root: string): string[] {
  const files = sourceFiles(root, ['.ts', '.tsx']).filter((file) => !file.startsWith('tests/'))
  return files.flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    return ways.flatMap(({ does, byHand, home }) =>
      !file.startsWith(home) && byHand.test(code) ? [`${file}: ${does}`] : [],
    )
  })
}
