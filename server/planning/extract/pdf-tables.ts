/** The tables of one piece of ground: plans, land use, indicators, surroundings, neighbours, history. */
import type {
  ExtractContent,
  ExtractSubject,
  Surroundings,
} from '../../../geodata/model/answers/planning-extract.ts'
import { changedTitles } from '../../../geodata/model/planning/changed-columns.ts'
import { coverageTitles } from '../../../geodata/model/planning/coverage.ts'
import { indicatorTitles, verdictTitles } from '../../../geodata/model/planning/indicators.ts'
import type { Language } from '../../../geodata/model/text.ts'
import type { Report } from '../../report/report.ts'
import { areaText, metresText, momentText, percentText, squareMetres } from './pdf-numbers.ts'
import { aspectWords, words } from './pdf-words.ts'

export interface Printing {
  readonly subject: ExtractSubject
  readonly around: Surroundings | null
  readonly content: ExtractContent
  readonly language: Language
}

export function printPlans(report: Report, { subject, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  const { plans } = subject
  report.heading(`${say('plans')} · ${coverageTitles[plans.result][language]}`, 2)
  if (plans.list.length === 0) {
    report.paragraph(`${say('covered')} ${percentText(plans.covered_percent)}`)
    return
  }
  report.table(
    [
      { title: say('plans'), share: 4 },
      { title: say('state'), share: 2 },
      { title: say('landUse'), share: 3.4 },
      { title: `${say('size')} m²`, share: 2.4, align: 'right' },
      { title: say('share'), share: 1.8, align: 'right' },
      { title: say('heightLimit'), share: 1.6, align: 'right' },
    ],
    plans.list.map((plan) => [
      `${plan.code} ${(language === 'en' ? plan.name_en : null) ?? plan.name}`,
      plan.state_title[language],
      `${plan.land_use.code} ${plan.land_use.title[language]}`,
      squareMetres(plan.area_m2),
      percentText(plan.percent),
      plan.height_max_m === null ? '' : metresText(plan.height_max_m),
    ]),
  )
}

export function printLandUse(report: Report, { subject, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  const { actual, planned, actual_unknown_percent } = subject.land_use
  const rows = (title: string, list: typeof actual) =>
    list.map(({ land_use, area_m2, percent }) => [
      title,
      `${land_use.code} ${land_use.title[language]}${land_use.detail_title ? ` · ${land_use.detail_title[language]}` : ''}`,
      squareMetres(area_m2),
      percentText(percent),
    ])
  report.heading(say('landUse'), 2)
  report.table(
    [
      { title: '', share: 2 },
      { title: say('landUse'), share: 5 },
      { title: `${say('size')} m²`, share: 2.4, align: 'right' },
      { title: say('share'), share: 1.8, align: 'right' },
    ],
    [
      ...rows(say('actual'), actual),
      ...(actual_unknown_percent > 0.01
        ? [[say('actual'), say('unknown'), '', percentText(actual_unknown_percent)]]
        : []),
      ...rows(say('planned'), planned),
    ],
  )
}

export function printIndicators(report: Report, { subject, language }: Printing): void {
  if (subject.indicators.length === 0) return
  const say = (name: keyof typeof words) => words[name][language]
  report.heading(say('indicators'), 2)
  report.table(
    [
      { title: say('indicator'), share: 3 },
      { title: say('value'), share: 1.6, align: 'right' },
      { title: say('limits'), share: 2.4, align: 'right' },
      { title: say('verdict'), share: 2 },
      { title: say('binding'), share: 4 },
    ],
    subject.indicators.map(({ id, value, min, max, verdict, limited_by }) => [
      indicatorTitles[id][language],
      String(Math.round(value * 100) / 100),
      min === null && max === null ? '' : `${min ?? ''} – ${max ?? ''}`,
      verdictTitles[verdict][language],
      limited_by === null
        ? min === null && max === null
          ? ''
          : say('own')
        : `${limited_by.title[language]} ${limited_by.name ?? ''} ${metresText(limited_by.height_m)}`,
    ]),
  )
}

export function printAround(report: Report, { subject, around, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  const { count, footprint_m2, highest_m } = subject.buildings
  const terrain = around?.terrain ?? null
  report.heading(say('terrain'), 2)
  report.facts([
    [
      say('buildings'),
      `${count} · ${areaText(footprint_m2, language)}${highest_m === null ? '' : ` · ≤ ${metresText(highest_m)}`}`,
    ],
    [say('elevation'), terrain && `${terrain.lowest_m}–${terrain.highest_m} m（${terrain.source}）`],
    [say('slope'), terrain && terrain.mean_slope_percent !== null ? `${terrain.mean_slope_percent}%` : null],
    [say('aspect'), terrain?.aspect ? aspectWords[terrain.aspect]?.[language] : null],
  ])
  const reach = around?.walking?.reach ?? []
  if (reach.length === 0) return
  report.heading(say('walking'), 3)
  report.table(
    [
      { title: say('facility'), share: 3 },
      { title: say('nearest'), share: 5 },
      { title: say('minutes'), share: 1.4, align: 'right' },
      { title: 'm', share: 1.4, align: 'right' },
      { title: say('count'), share: 1.4, align: 'right' },
    ],
    reach.map(({ title, name, seconds, metres, within_15_minutes }) => [
      title[language],
      name ?? '',
      String(Math.ceil(seconds / 60)),
      String(metres),
      String(within_15_minutes),
    ]),
  )
}

export function printNeighbours(report: Report, { subject, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  if (subject.neighbours.length > 0) {
    report.heading(say('neighbours'), 2)
    report.table(
      [
        { title: say('code'), share: 4 },
        { title: say('landUse'), share: 4 },
        { title: say('border'), share: 2, align: 'right' },
      ],
      subject.neighbours.map(({ code, land_use, shared_m }) => [
        code,
        `${land_use.code} ${land_use.title[language]}`,
        metresText(shared_m),
      ]),
    )
  }
  if (subject.parcel !== null || subject.parcels.length === 0) return
  report.heading(say('touched'), 2)
  report.table(
    [
      { title: say('code'), share: 4 },
      { title: say('landUse'), share: 4 },
      { title: `${say('size')} m²`, share: 2.4, align: 'right' },
      { title: say('share'), share: 2, align: 'right' },
    ],
    subject.parcels
      .filter(({ counts }) => counts)
      .map(({ code, land_use, area_m2, percent }) => [
        code,
        `${land_use.code} ${land_use.title[language]}`,
        squareMetres(area_m2),
        percentText(percent),
      ]),
  )
}

export function printHistory(report: Report, { subject, language }: Printing): void {
  if (subject.history.length === 0) return
  const say = (name: keyof typeof words) => words[name][language]
  report.heading(say('history'), 2)
  report.table(
    [
      { title: say('period'), share: 5 },
      { title: say('code'), share: 4 },
      { title: say('changed'), share: 3.4 },
      { title: say('reason'), share: 3.4 },
    ],
    subject.history.map(({ since, until, code, ending, changed, ended_for }) => [
      `${momentText(since)} – ${momentText(until)}`,
      code,
      ending === 'delete' ? say('deleted') : changedTitles(changed, language),
      ended_for ?? '',
    ]),
  )
}
