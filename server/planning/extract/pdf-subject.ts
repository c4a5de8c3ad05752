/** Prints one piece of ground of an extract. */
import type { Database } from '../../../geodata/database/database.ts'
import type { ExtractSubject } from '../../../geodata/model/answers/planning-extract.ts'
import { severities } from '../../../geodata/model/codes.ts'
import { coverageTitles } from '../../../geodata/model/planning/coverage.ts'
import type { Report } from '../../report/report.ts'
import { lineMap, overviewMap } from './pdf-maps.ts'
import { areaText, metresText, momentText, percentText, squareMetres } from './pdf-numbers.ts'
import {
  type Printing,
  printAround,
  printHistory,
  printIndicators,
  printLandUse,
  printNeighbours,
  printPlans,
} from './pdf-tables.ts'
import { words } from './pdf-words.ts'

type Kind = ExtractSubject['kinds'][number]

const severityTitles: Readonly<Record<string, { readonly title: { zh: string; en: string } }>> = severities

export async function printSubject(report: Report, database: Database, printing: Printing): Promise<void> {
  const { subject, language, content } = printing
  const say = (name: keyof typeof words) => words[name][language]
  report.heading(`${subject.number}  ${subject.parcel?.code ?? say('drawn')}`, 2)
  for (const note of subject.notes) report.paragraph(note[language])
  report.picture(
    await overviewMap(database, subject, content, language),
    `${say('map')} · ${momentText(content.as_of)}`,
  )
  printFacts(report, printing)
  report.heading(say('lines'), 2)
  printResults(report, printing)
  for (const kind of subject.kinds) {
    if (kind.lines.length === 0 && kind.slivers.length === 0) continue
    await printKind(report, database, printing, kind)
  }
  printPlans(report, printing)
  printLandUse(report, printing)
  printIndicators(report, printing)
  printAround(report, printing)
  printNeighbours(report, printing)
  printHistory(report, printing)
}

function printFacts(report: Report, { subject, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  const { parcel } = subject
  report.heading(say('facts'), 2)
  report.facts([
    [say('measured'), areaText(subject.area_m2, language)],
    [say('registered'), parcel && areaText(parcel.registered_m2, language)],
    [say('parts'), subject.parts > 1 ? String(subject.parts) : null],
    [say('landUse'), parcel && `${parcel.land_use.code} ${parcel.land_use.title[language]}`],
    [say('state'), parcel?.state[language]],
    [say('tenure'), parcel?.tenure[language]],
    [say('holder'), parcel?.holder],
    [say('address'), parcel?.address],
    [say('town'), parcel?.town?.[language]],
    [say('version'), parcel && momentText(parcel.version_since)],
    [say('reason'), parcel?.version_for],
    [say('source'), parcel && `${parcel.source} · ${parcel.licence}`],
  ])
}

function printResults(report: Report, { subject, language }: Printing): void {
  const say = (name: keyof typeof words) => words[name][language]
  report.table(
    [
      { title: say('kind'), share: 4 },
      { title: say('result'), share: 2.4 },
      { title: say('severity'), share: 2.6 },
      { title: `${say('size')} m²`, share: 2.4, align: 'right' },
      { title: say('share'), share: 1.8, align: 'right' },
      { title: say('covered'), share: 2, align: 'right' },
    ],
    subject.kinds.map((kind) => [
      kind.title[language],
      coverageTitles[kind.result][language],
      kind.severity === null ? '' : (severityTitles[kind.severity]?.title[language] ?? kind.severity),
      kind.result === 'concerned' ? squareMetres(kind.area_m2) : '',
      kind.result === 'concerned' ? percentText(kind.percent) : '',
      percentText(kind.covered_percent),
    ]),
  )
}

async function printKind(report: Report, database: Database, printing: Printing, kind: Kind): Promise<void> {
  const { subject, content, language } = printing
  const say = (name: keyof typeof words) => words[name][language]
  if (kind.lines.length > 0) report.need(300)
  report.heading(
    `${kind.title[language]} · ${coverageTitles[kind.result][language]}${kind.result === 'concerned' ? ` · ${areaText(kind.area_m2, language)} · ${percentText(kind.percent)}` : ''}`,
    3,
  )
  if (kind.lines.length > 0) {
    const map = await lineMap(database, subject, kind, content, language)
    report.picture(map, `${kind.title[language]} · ${momentText(content.as_of)}`)
  }
  for (const line of kind.lines) {
    report.facts([
      [say('kind'), `${(language === 'en' ? line.name_en : null) ?? line.name ?? line.id}`],
      [say('result'), line.in_force ? null : say('expired')],
      [say('size'), `${areaText(line.area_m2, language)} · ${percentText(line.percent)}`],
      [say('heightLimit'), line.height_limit_m === null ? null : metresText(line.height_limit_m)],
      [say('status'), line.legal_status],
      [
        say('valid'),
        line.valid_from === null && line.valid_to === null
          ? null
          : `${line.valid_from ?? ''} – ${line.valid_to ?? ''}`,
      ],
      [say('office'), line.office],
      [say('document'), line.document],
      [say('article'), line.in_force ? kind.rule?.article[language] : null],
      [say('version'), momentText(line.version_since)],
      [say('source'), line.source],
    ])
  }
  for (const { name, surveyed_on, surveyed_by, document, percent } of kind.coverages) {
    const survey = [name, surveyed_by, surveyed_on, document, percentText(percent)]
    report.facts([[say('surveys'), survey.filter(Boolean).join(' · ')]])
  }
  if (kind.slivers.length === 0) return
  report.paragraph(say('slivers'), { bold: true })
  for (const { id, name, area_m2, reason_text } of kind.slivers)
    report.paragraph(`${name ?? id} · ${squareMetres(area_m2)} m² · ${reason_text[language]}`)
}
