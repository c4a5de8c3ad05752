/** What all pages of greenways and places share: head for search engines and shared links, figures, foot. */
import type { Language } from '../../../geodata/model/text.ts'
import type { Bounds } from '../../../geodata/model/tile.ts'
import { escaped, htmlDocument, htmlLanguage } from '../../http/html.ts'
import { words } from './words.ts'

/** Addresses of one page. */
export interface Addresses {
  /** Of the server, without a final slash. */
  readonly base: string
  /** Path of the page below it, such as `/explore/greenways/1`. */
  readonly path: string
}

/** Size that networks show for shared links (https://ogp.me), in pixels. */
const [CARD_WIDTH, CARD_HEIGHT] = [1200, 630]

export const inLanguage = ({ base, path }: Addresses, language: Language): string =>
  `${base}${path}?lang=${language}`

/** Returns the address of a map picture of an area. */
export function pictureAddress(base: string, bounds: Bounds, language: Language): string {
  const query = new URLSearchParams({
    bbox: bounds.map((value) => value.toFixed(5)).join(),
    layers: 'land_cover,water,buildings,roads,greenways',
    ...{ width: String(CARD_WIDTH), height: String(CARD_HEIGHT), lang: language },
  })
  return `${base}/pictures/map?${query}`
}

interface Frame {
  readonly addresses: Addresses
  readonly language: Language
  readonly title: string
  readonly description: string
  /** Address of a picture, for shared links. */
  readonly picture: string | null
  /** JSON-LD of schema.org. */
  readonly structured: Readonly<Record<string, unknown>>
  readonly body: string
}

const meta = (property: string, content: string) =>
  `<meta property="${property}" content="${escaped(content)}">`

/** JSON inside a script element must not end it. */
const dataBlock = (value: object) =>
  `<script type="application/ld+json">${JSON.stringify(value).replaceAll('<', '\\u003c')}</script>`

function headOf({ addresses, language, title, description, picture, structured }: Frame): string {
  const own = inLanguage(addresses, language)
  return [
    `<meta name="description" content="${escaped(description)}">`,
    `<link rel="canonical" href="${escaped(own)}">`,
    ...(['zh', 'en'] as const).map(
      (one) =>
        `<link rel="alternate" hreflang="${htmlLanguage(one)}" href="${escaped(inLanguage(addresses, one))}">`,
    ),
    meta('og:type', 'website'),
    meta('og:site_name', words.product[language]),
    meta('og:title', title),
    meta('og:description', description),
    meta('og:url', own),
    meta('og:locale', language === 'zh' ? 'zh_CN' : 'en_GB'),
    ...(picture === null
      ? []
      : [
          meta('og:image', picture),
          meta('og:image:width', String(CARD_WIDTH)),
          meta('og:image:height', String(CARD_HEIGHT)),
          '<meta name="twitter:card" content="summary_large_image">',
        ]),
    dataBlock({
      '@context': 'https://schema.org',
      url: own,
      inLanguage: htmlLanguage(language),
      ...structured,
    }),
  ].join('\n')
}

/** Returns the HTML of a page. */
export function framedPage(frame: Frame): string {
  const { addresses, language, title, body } = frame
  const other = language === 'zh' ? 'en' : 'zh'
  return htmlDocument({
    language,
    title: `${title} · ${words.product[language]}`,
    base: addresses.base,
    style: 'explore.css',
    head: headOf(frame),
    body: `${body}
<p class="foot"><a href="${escaped(`${addresses.base}/explore?lang=${language}`)}">${words.all[language]}</a>
<a href="${escaped(inLanguage(addresses, other))}" hreflang="${htmlLanguage(other)}" lang="${htmlLanguage(other)}">${words.other[language]}</a></p>`,
  })
}

/** Returns a list of terms and values; values are HTML, and null leaves a row out. */
export function definitions(rows: readonly (readonly [term: string, value: string | null])[]): string {
  const shown = rows.flatMap(([term, value]) =>
    value === null ? [] : [`<dt>${escaped(term)}</dt><dd>${value}</dd>`],
  )
  return `<dl>${shown.join('')}</dl>`
}

/** Returns a name in the language of the page; a Chinese name on an English page is marked as such. */
export function nameHtml(name: string, nameEn: string | null, language: Language): string {
  if (language === 'zh') return escaped(name)
  return nameEn === null ? `<span lang="zh-Hans">${escaped(name)}</span>` : escaped(nameEn)
}

export const nameText = (name: string, nameEn: string | null, language: Language): string =>
  language === 'en' ? (nameEn ?? name) : name

export const kilometres = (metres: number, language: Language): string =>
  `${(metres / 1000).toFixed(metres < 10_000 ? 2 : 1)} ${language === 'zh' ? '公里' : 'km'}`
