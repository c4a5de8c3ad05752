/** The report on the state of greenways, as a page to read and to print. */
import type { GreenwayHealth, Stretch } from '../../../geodata/model/answers/greenway-health.ts'
import { greenwayNorms } from '../../../geodata/model/greenway/norms.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { escaped, htmlDocument } from '../../http/html.ts'
import { kilometres, nameHtml } from '../pages/frame.ts'
import { words as pageWords } from '../pages/words.ts'
import { stretchMap } from './stretch-map.ts'
import { stretchTitles, words } from './words.ts'

interface Report {
  readonly health: GreenwayHealth
  readonly language: Language
  /** Address of the server, without a final slash. */
  readonly base: string
  readonly madeAt: Date
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

function reachText({ health: { reach }, language }: Report): string {
  if (reach === null) return `<p>${words.noReach[language]}</p>`
  const isMet = reach.share >= reach.aim
  const how = words.reachHow[language]
    .replace('#', String(reach.step_m))
    .replace('@', reach.places.toLocaleString('en'))
  return `<p>${words.reachIs[language]} <strong>${percent(reach.share)}</strong> · ${words.aim[language]} ${percent(reach.aim)} · <strong>${(isMet ? words.met : words.missed)[language]}</strong></p>
<p class="how">${escaped(how)}</p>`
}

/** Returns metres of a known length; a share that is not known is told. */
function partOf(metres: number, known: number, whole: number, language: Language): string {
  if (known === 0) return `<span class="how">${words.unknown[language]}</span>`
  const text = metres === 0 ? '0' : kilometres(metres, language)
  const share = known / whole
  return share > 0.995
    ? text
    : `${text} <span class="how">(${words.known[language]} ${percent(share)})</span>`
}

function greenwayRow(one: GreenwayHealth['greenways'][number], language: Language): string {
  const { length_m, width_known_m, light_known_m } = one
  const cells = [
    nameHtml(one.name, one.name_en, language),
    kilometres(length_m, language),
    partOf(one.narrow_walk_m, width_known_m, length_m, language),
    partOf(one.narrow_ride_m, width_known_m, length_m, language),
    partOf(one.dark_m, light_known_m, length_m, language),
    String(one.gaps),
    String(one.toilets),
    kilometres(one.longest_without_toilet_m, language),
  ]
  return `<tr><th scope="row">${cells[0]}</th>${cells
    .slice(1)
    .map((cell) => `<td>${cell}</td>`)
    .join('')}</tr>`
}

function table(heads: readonly string[], rows: readonly string[]): string {
  const head = heads.map((one) => `<th scope="col">${one}</th>`).join('')
  return `<div class="wide" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
}

function stretchRow(stretch: Stretch, { base, language }: Report): string {
  const [lon, lat] = stretch.line[Math.floor(stretch.line.length / 2)] ?? [0, 0]
  const address = `${base}/?at=${lon},${lat},16&lang=${language}`
  const km = (metres: number) => (metres / 1000).toFixed(2)
  const width =
    stretch.width_m === null ? '' : ` · ${words.least[language]} ${stretch.width_m} ${words.metres[language]}`
  return `<tr><td>${stretchTitles[stretch.kind][language]}</td><td>${km(stretch.from_m)}–${km(stretch.to_m)}</td><td>${kilometres(stretch.length_m, language)}${width}</td><td><a href="${escaped(address)}">${words.onMap[language]}</a></td></tr>`
}

function stretchSection(greenway: GreenwayHealth['greenways'][number], report: Report): string {
  const { language, health, base } = report
  const own = health.stretches.filter((stretch) => stretch.greenway === greenway.id)
  const heads = [words.kind, words.from, words.length, words.onMap].map((one) => one[language])
  return `<section><h3>${nameHtml(greenway.name, greenway.name_en, language)}</h3>
${stretchMap(own, base, language)}
${table(
  heads,
  own.map((stretch) => stretchRow(stretch, report)),
)}</section>`
}

function entranceList({ health, language }: Report): string {
  const far = health.entrances.filter(({ within }) => !within)
  if (far.length === 0) return `<p>${words.allWithin[language]}</p>`
  const rows = far.map(({ name, car_park_m }) => {
    const title = name === null ? words.nameless[language] : nameHtml(name, null, language)
    const metres = car_park_m === null ? words.noCarPark[language] : `${car_park_m} ${words.metres[language]}`
    return `<li>${title} · ${metres}</li>`
  })
  return `<ul>${rows.join('')}</ul>`
}

export function healthReport(report: Report): string {
  const { health, language, base, madeAt } = report
  const say = (name: keyof typeof words) => words[name][language]
  const heads = [
    ...(['greenway', 'length', 'narrowWalk', 'narrowRide', 'dark', 'gaps', 'toilets'] as const),
    'withoutToilet' as const,
  ].map(say)
  const made = madeAt.toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB', {
    ...{ timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'short' },
  })
  const other = language === 'zh' ? 'en' : 'zh'
  return htmlDocument({
    language,
    title: `${say('title')} · ${pageWords.product[language]}`,
    base,
    style: 'explore.css',
    head: '<meta name="robots" content="noindex">',
    body: `<h1>${say('title')}</h1>
<p class="how">${say('made')} ${escaped(made)} · ${say('source')}: ${escaped(greenwayNorms.reach_share.source[language])}</p>
${health.synthetic ? `<p class="synthetic">${pageWords.synthetic[language]}</p>` : ''}
<h2>${say('reach')}</h2>
${reachText(report)}
<h2>${say('linking')}</h2>
<p>${say('noLinking')}</p>
<h2>${say('greenways')}</h2>
${table(
  heads,
  health.greenways.map((one) => greenwayRow(one, language)),
)}
<h2>${say('entrances')}</h2>
${entranceList(report)}
<h2>${say('stretches')}</h2>
${health.greenways.map((one) => stretchSection(one, report)).join('\n')}
<p class="foot"><a href="${escaped(`${base}/?lang=${language}`)}">${pageWords.openMap[language]}</a>
<a href="?lang=${other}" hreflang="${other}">${pageWords.other[language]}</a></p>`,
  })
}
