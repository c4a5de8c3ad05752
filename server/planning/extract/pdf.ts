/** Prints an extract: cover, an account of each piece of ground with maps, and methods. */
import type { Database } from '../../../geodata/database/database.ts'
import type { ExtractContent, Surroundings } from '../../../geodata/model/answers/planning-extract.ts'
import type { Language } from '../../../geodata/model/text.ts'
import { Report } from '../../report/report.ts'
import { areaText, momentText, percentText } from './pdf-numbers.ts'
import { printSubject } from './pdf-subject.ts'
import { methods, words } from './pdf-words.ts'

export interface Printed {
  readonly content: ExtractContent
  readonly sha256: string
  readonly surroundings: readonly Surroundings[] | null
  readonly check: string
  readonly language: Language
}

/** Returns the PDF. Maps are drawn with the rights of the database's viewer. */
export async function printExtract(database: Database, printed: Printed): Promise<Buffer> {
  const { content, language, surroundings } = printed
  const say = (name: keyof typeof words) => words[name][language]
  const [first] = content.subjects
  const title = first?.parcel ? say('title') : say('area')
  const report = new Report({
    title: `${title} ${first?.parcel?.code ?? ''}`.trim(),
    author: '双西图 · Shuangxi',
    language,
    date: new Date(content.as_of),
    footer: [
      title,
      first?.parcel?.code ?? say('drawn'),
      momentText(content.as_of),
      ...(content.synthetic ? [say('synthetic')] : []),
    ].join(' · '),
  })
  printCover(report, title, printed)
  for (const subject of content.subjects) {
    report.newPage()
    const around = surroundings?.find(({ number }) => number === subject.number) ?? null
    await printSubject(report, database, { subject, around, content, language })
  }
  report.heading(say('methods'), 2)
  for (const text of methods) report.paragraph(text[language])
  if (surroundings !== null) report.paragraph(say('today'))
  return report.finish()
}

function printCover(report: Report, title: string, { content, sha256, check, language }: Printed): void {
  const say = (name: keyof typeof words) => words[name][language]
  const { edition, index, not_found } = content
  report.space(40)
  report.heading(title)
  report.space(6)
  const towns = edition.towns === null ? '' : `（${say('towns')} ${edition.towns.join(', ')}）`
  report.facts([
    [say('code'), index.length === 1 ? index[0]?.code : null],
    [say('measured'), index.length === 1 ? areaText(index[0]?.area_m2 ?? 0, language) : null],
    [say('asOf'), `${momentText(content.as_of)}${say('chinaTime')}`],
    [say('edition'), `${say(edition.readers)}${towns}`],
    [say('source'), content.synthetic ? say('synthetic') : null],
    [say('hash'), `SHA-256 ${sha256}`],
  ])
  report.paragraph(say('plane'))
  report.paragraph(content.disclaimer[language], { bold: true })
  report.space(8)
  report.qr(check, [say('check'), check])
  if (index.length > 1) {
    report.heading(say('index'), 2)
    report.table(
      [
        { title: say('number'), share: 1 },
        { title: say('code'), share: 4 },
        { title: say('size'), share: 3, align: 'right' },
        { title: say('lines'), share: 6 },
      ],
      content.subjects.map(({ number, parcel, area_m2, kinds }) => [
        String(number),
        parcel?.code ?? say('drawn'),
        areaText(area_m2, language),
        kinds
          .filter(({ result }) => result === 'concerned')
          .map((kind) => `${kind.title[language]} ${percentText(kind.percent)}`)
          .join(language === 'zh' ? '、' : ', ') || say('none'),
      ]),
    )
  }
  if (not_found.length === 0) return
  report.heading(say('found'), 3)
  for (const { asked, faults } of not_found)
    report.paragraph(`${asked}: ${faults.map((fault) => fault[language]).join(' ')}`)
}
