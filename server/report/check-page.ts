/** The page behind the code on a printed document: plain HTML, which needs no script and no style sheet. */
import type { Language, Text } from '../../geodata/model/text.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

const words = {
  printed: { zh: '所核验的散列', en: 'Hash to be checked' },
  computed: { zh: '重新计算的散列', en: 'Hash computed again' },
} satisfies Record<string, Text>

export interface CheckedDocument {
  readonly title: string
  /** Hash on the document, and the one of what it should tell. */
  readonly asked: string
  readonly sha256: string
  /** What follows from both. */
  readonly verdict: string
  readonly comment: string | null
  readonly facts: readonly (readonly [title: string, value: string])[]
  /** Where the document can be had again. */
  readonly link: { readonly address: string; readonly words: string }
  readonly disclaimer: string
}

export function checkPageOf(page: CheckedDocument, language: Language): string {
  const { title, asked, sha256, verdict, comment, link } = page
  const list = [
    ...page.facts,
    [words.printed[language], asked] as const,
    [words.computed[language], sha256] as const,
  ]
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd><code>${escaped(value)}</code></dd>`)
    .join('')
  return `<!doctype html><html lang="${language === 'zh' ? 'zh-CN' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title></head><body><main><h1>${escaped(title)}</h1><p><strong>${asked === sha256 ? '✓' : '✗'} ${escaped(verdict)}</strong></p>${comment === null ? '' : `<p>${escaped(comment)}</p>`}<dl>${list}</dl><p><a href="${escaped(link.address)}">${escaped(link.words)}</a></p><p>${escaped(page.disclaimer)}</p></main></body></html>`
}
