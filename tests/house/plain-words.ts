/** Phrases that readers who are no native speakers do not understand at once, each with a plain one. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sourceFiles } from './source-files.ts'

interface Phrase {
  readonly found: RegExp
  readonly plain: string
}

const phrases: readonly Phrase[] = [
  { found: /\banew\b/i, plain: 'again, or re-: rebuild, restart, re-encrypt' },
  { found: /\bat hand\b/i, plain: 'available, cached' },
  { found: /\bgives? back (its|how|what|a function|the function|stop|resume)\b/i, plain: 'returns …' },
  { found: /\bas many as (may|there may be)\b/i, plain: 'too many, or all N are busy' },
  { found: /\bseenOf\b/, plain: 'visibility' },
  { found: /\bby the drop\b/i, plain: 'very slowly' },
  { found: /\b(of|for|as|by) whoever asks\b/i, plain: 'the viewer' },
  { found: /\bthe database is as it was\b/i, plain: 'nothing was changed' },
  { found: /\bover (its|their) time\b/i, plain: 'expired' },
  { found: /\b(that|where) there (is|are) not\b/i, plain: 'unknown, missing, does not exist' },
  { found: /\bword of changes?\b/i, plain: 'change notification, change event' },
  { found: /\b(null|nothing|none|throws \w+) for all else\b/i, plain: 'Returns null for any other …' },
  { found: /\bin the order of their say\b/i, plain: 'in order of priority' },
  { found: /\bfor want of\b/i, plain: 'without, because … is missing' },
  { found: /\b(kept|known|keeps?) for good\b/i, plain: 'permanently' },
]

/**
 * Returns where text below `root` has such a phrase: in sources, SQL, styles and Markdown, except this rule's
 * own files.
 */
export function unplainWords(root: string): string[] {
  const documents = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map(({ name }) => name)
  const files = [...sourceFiles(root, ['.ts', '.tsx', '.sql', '.css', '.md']), ...documents]
  return files
    .filter((file) => !file.startsWith('tests/house/plain-words'))
    .flatMap((file) =>
      readFileSync(join(root, file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          phrases
            .filter(({ found }) => found.test(line))
            .map(({ found, plain }) => `${file}:${index + 1}: "${found.exec(line)?.[0]}" (${plain})`),
        ),
    )
}
