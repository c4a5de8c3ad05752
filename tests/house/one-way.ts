/**
 * Finds second implementations of what has one: a pattern that shows it, and the folder or file where it
 * belongs.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

interface Way {
  readonly does: string
  /** Matches another implementation. */
  readonly byHand: RegExp
  /** Prefix of the paths where the implementation belongs. */
  readonly home: string
  /** Files that look similar but do something else, each with the difference. */
  readonly apart?: Readonly<Record<string, string>>
}

export const ways: readonly Way[] = [
  {
    does: 'reads the command line',
    byHand: /\bprocess\.argv\b|\bparseArgs\b|from 'commander'/,
    home: 'geodata/command-line/',
  },
  {
    does: 'computes once',
    // `const x = kept.get(key); if (x) return x`, `kept.get(key) ?? make()` before `kept.set`, `x ??= make().catch(`.
    byHand:
      /const (\w+) = [^\n?]*\.get\([^\n?]*\)\s+if \(\1( !== undefined)?\) return (await )?\1\n|= ([\w.#]+)\.get\([^\n]*\) \?\? (?!new )[\w.#[\]]+\([^\n]*\n[^\n]*\4\.set\(|\?\?= [^\n]*\.catch\(/,
    home: 'geodata/model/memo.ts',
    apart: {
      'server/accounts/identity-cache.ts': 'expires in seconds, and is notified of every changed account',
      'server/features/select/matched.ts': 'asks the planner first, and keeps only what is slow to count',
      'tiles/archive/base.ts': 'reads one after the other, and keeps texts, for there may be millions',
      'tiles/glyphs/glyph-thread.ts': 'is bounded by bytes, which are known only when a range is drawn',
    },
  },
  {
    does: 'spells the address of a tile',
    byHand: /\$\{[\w.]*\bz\}\/\$\{|\[1-9\]\\+d\{0,[5-9]\}/,
    home: 'geodata/model/tile.ts',
    apart: { 'tiles/cache/tile-name.ts': 'joins the key of every tile from memory, in one step' },
  },
  {
    does: 'writes problem documents',
    byHand: /Content-Type['"]?: ['"`]?application\/problem\+json/,
    home: 'server/http/problem.ts',
    apart: { 'server/http/http-server.ts': 'answers what is no HTTP, on the bare connection' },
  },
  {
    // A pattern with as many digits as an id may have.
    does: 'checks the id of a row',
    byHand: /\\d\{[01],1[4-9]\}/,
    home: 'geodata/model/row-id.ts',
    apart: {
      'server/features/select/cursor.ts': 'carries values of any integer column, which may be negative',
      'server/http/parameters.ts': 'reads numbers of any kind, within the bounds of each parameter',
    },
  },
]

/** Returns where the product's files below `root` implement something again. */
export function detours(root: string): string[] {
  const files = sourceFiles(root, ['.ts', '.tsx']).filter((file) => !file.startsWith('tests/'))
  return files.flatMap((file) => {
    const code = readFileSync(join(root, file), 'utf8')
    return ways.flatMap(({ does, byHand, home, apart = {} }) =>
      !file.startsWith(home) && !(file in apart) && byHand.test(code) ? [`${file}: ${does}`] : [],
    )
  })
}
