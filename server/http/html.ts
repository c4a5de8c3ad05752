/** HTML pages that the server writes itself: readable without scripts, and by search engines. */
import type { Language } from '../../geodata/model/text.ts'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Returns a text as HTML, also inside quoted attributes. */
export const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => escapes[character] ?? '')

export interface HtmlPage {
  readonly language: Language
  readonly title: string
  /** Address of the server, without a final slash. */
  readonly base: string
  /** Path of the style sheet below it. */
  readonly style: string
  /** Elements of the head beside title, style and icon. */
  readonly head?: string
  /** HTML inside `main`. */
  readonly body: string
}

export const htmlLanguage = (language: Language): string => (language === 'zh' ? 'zh-Hans' : 'en')

/** Returns a whole document. Browsers fetch this server's Chinese fonts only where the system has none. */
export function htmlDocument({ language, title, base, style, head = '', body }: HtmlPage): string {
  return `<!doctype html>
<html lang="${htmlLanguage(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${escaped(`${base}/${style}`)}">
<link rel="stylesheet" href="${escaped(`${base}/fonts/noto-sans-sc.css`)}">
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
