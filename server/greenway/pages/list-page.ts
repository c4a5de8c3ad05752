/** The list of all pages, and the sitemap (https://www.sitemaps.org/protocol.html). */
import type { Language } from '../../../geodata/model/text.ts'
import { escaped, htmlLanguage } from '../../http/html.ts'
import { type Addresses, framedPage, inLanguage, kilometres, nameHtml } from './frame.ts'
import { codeTitle } from './greenway-page.ts'
import { words } from './words.ts'

/** A row of listed.sql. */
export interface ListedPage {
  readonly layer: 'greenways' | 'facilities'
  readonly id: number
  readonly name: string
  readonly name_en: string | null
  readonly kind: string | null
  readonly length_m: number | null
  readonly synthetic: boolean
}

const pathOf = ({ layer, id }: ListedPage) => `/explore/${layer}/${id}`

function item(page: ListedPage, base: string, language: Language): string {
  const address = inLanguage({ base, path: pathOf(page) }, language)
  const link = `<a href="${escaped(address)}">${nameHtml(page.name, page.name_en, language)}</a>`
  return `<li>${link}${page.length_m === null ? '' : ` ${kilometres(page.length_m, language)}`}</li>`
}

export function listPage(pages: readonly ListedPage[], base: string, language: Language): string {
  const list = (some: readonly ListedPage[]) =>
    `<ul>${some.map((page) => item(page, base, language)).join('')}</ul>`
  const greenways = pages.filter(({ layer }) => layer === 'greenways')
  const facilities = pages.filter(({ layer }) => layer === 'facilities')
  const kinds = [...new Set(facilities.map(({ kind }) => kind ?? ''))]
  const some = (wanted: string) => facilities.filter(({ kind }) => kind === wanted)
  const sections = kinds.map(
    (kind) => `<h3>${escaped(codeTitle('facilityKinds', kind, language))}</h3>${list(some(kind))}`,
  )
  return framedPage({
    addresses: { base, path: '/explore' },
    ...{ language, title: words.explore[language], description: words.exploreDescription[language] },
    picture: null,
    structured: { '@type': 'CollectionPage', name: words.explore[language] },
    body: `<h1>${words.explore[language]}</h1>
${pages.some(({ synthetic }) => synthetic) ? `<p class="synthetic">${words.synthetic[language]}</p>` : ''}
<p><a class="open" href="${escaped(`${base}/?lang=${language}`)}">${words.openMap[language]}</a></p>
<h2>${words.greenways[language]}</h2>
${list(greenways)}
${sections.length === 0 ? '' : `<h2>${words.facilities[language]}</h2>\n${sections.join('\n')}`}`,
  })
}

/** Returns the sitemap: each page in both languages, with links between them. */
export function sitemap(pages: readonly ListedPage[], base: string): string {
  const entry = (path: string) => {
    const addresses: Addresses = { base, path }
    const links = (['zh', 'en'] as const).map(
      (one) =>
        `<xhtml:link rel="alternate" hreflang="${htmlLanguage(one)}" href="${escaped(inLanguage(addresses, one))}"/>`,
    )
    return (['zh', 'en'] as const)
      .map((one) => `<url><loc>${escaped(inLanguage(addresses, one))}</loc>${links.join('')}</url>`)
      .join('\n')
  }
  return `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
${['/explore', ...pages.map(pathOf)].map(entry).join('\n')}
</urlset>
`
}
