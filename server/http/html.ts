/** HTML pages that the server writes itself: readable without scripts, and by search engines. */
import type { Language } from '../../geodata/model/text.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Returns a text as HTML, also inside quoted attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

export interface HtmlPage {
  readonly language: Language
  readonly title: string
  /** URL of the style sheet. */
  readonly style: string
  /** Elements of the head beside title, style and icon. */
  readonly head?: string
  /** HTML inside `main`. */
  readonly body: string
}

export const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-Hans' : 'en')

/** Returns a whole document. */
export function htmlDocument({ language, title, style, head = '', body }: HtmlPage): string {
  return `<!doctype html>
<html lang="${htmlLanguage(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${escaped(style)}">
${head}
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`
}
