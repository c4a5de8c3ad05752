/** The result as a PDF: a cover with its hash, the table of outlines with the worst first, and the worst with maps. */
import type { Database } from '../../../../geodata/database/database.ts'
import type { OutlineCheck, OutlineFinding } from '../../../../geodata/model/answers/planning-outlines.ts'
import { coverageTitles } from '../../../../geodata/model/planning/coverage.ts'
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import { outlineVerdicts, outlineVerdictTitles } from '../../../../geodata/model/planning/outline/verdict.ts'
import type { Language } from '../../../../geodata/model/text.ts'
import { Report } from '../../../report/report.ts'
import { areaText, percentText, squareMetres } from '../../extract/pdf-numbers.ts'
import type { ResultFile } from './outline-files.ts'
import { outlineMap, verdictColours } from './report-map.ts'
import { reportTexts as texts } from './report-texts.ts'

/** Outlines with map and findings; the table has all of them. */
const DETAILED = 50

export interface ReportedSet {
  readonly name: string
  readonly system: string
  readonly outlines: readonly Outline[]
  /** The worst first. */
  readonly checks: readonly OutlineCheck[]
  readonly sha256: string
  /** Address of the page that computes the hash again. */
  readonly checkAddress: string
}

type Say = (name: keyof typeof texts) => string

/** Returns the PDF. Maps are drawn with the rights of the database's viewer. */
export async function resultAsPdf(
  database: Database,
  set: ReportedSet,
  spoken: Language,
): Promise<ResultFile> {
  const say: Say = (name) => texts[name][spoken]
  const { checks, name } = set
  const day = checks[0]?.checked_on ?? ''
  const isSynthetic = linesOf(checks).some(({ synthetic }) => synthetic)
  const report = new Report({
    title: `${say('title')} ${name}`,
    author: '双西图 · Shuangxi',
    language: spoken,
    date: new Date(`${day}T00:00:00+08:00`),
    footer: [say('title'), name, day, ...(isSynthetic ? [say('synthetic')] : [])].join(' · '),
  })
  printCover(report, set, isSynthetic, spoken)
  for (const check of checks.slice(0, DETAILED))
    await printOutline(report, database, check, set.outlines[check.outline], spoken)
  if (checks.length > DETAILED) report.paragraph(`${say('undetailed')} ${checks.length - DETAILED}`)
  printSources(report, checks, spoken)
  report.heading(say('methods'), 2)
  for (const method of [say('plane'), say('slivers'), say('coverage'), say('hashed')])
    report.paragraph(method)
  return { bytes: await report.finish(), mediaType: 'application/pdf' }
}

function printCover(report: Report, set: ReportedSet, isSynthetic: boolean, spoken: Language): void {
  const say: Say = (name) => texts[name][spoken]
  const { checks, sha256, checkAddress } = set
  report.space(30)
  report.heading(say('title'))
  const counts = outlineVerdicts
    .map((verdict) => [verdict, checks.filter((check) => check.verdict === verdict).length] as const)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${outlineVerdictTitles[verdict][spoken]}: ${count}`)
  report.facts([
    [say('file'), set.name],
    [say('system'), set.system],
    [say('checked'), checks[0]?.checked_on],
    [say('count'), `${checks.length} / ${set.outlines.length}`],
    [say('verdict'), counts.join('\n')],
    [say('source'), isSynthetic ? say('synthetic') : null],
    [say('hash'), `SHA-256 ${sha256}`],
  ])
  report.paragraph(say('noApproval'), { bold: true })
  report.space(8)
  report.qr(checkAddress, [say('check'), checkAddress])
  if (checks.length < 2) return
  report.heading(say('summary'), 2)
  report.table(
    [
      { title: say('number'), share: 1 },
      { title: say('name'), share: 4 },
      { title: say('area'), share: 2, align: 'right' },
      { title: say('verdict'), share: 4 },
    ],
    checks.map((check) => [
      String(check.outline + 1),
      check.name,
      squareMetres(check.area_m2),
      check.verdict_text[spoken],
    ]),
  )
}

async function printOutline(
  report: Report,
  database: Database,
  check: OutlineCheck,
  outline: Outline | undefined,
  spoken: Language,
): Promise<void> {
  const say: Say = (name) => texts[name][spoken]
  report.newPage()
  report.heading(`${check.outline + 1}. ${check.name}`, 2)
  report.paragraph(check.verdict_text[spoken], {
    bold: true,
    size: 12,
    colour: verdictColours[check.verdict],
  })
  report.paragraph(`${say('area')} ${areaText(check.area_m2, spoken)}`)
  if (outline) {
    const map = await outlineMap(database, check, outline, spoken)
    report.picture(map, `${say('map')} · ${check.checked_on}`)
  }
  // What is clear fills no rows: a name says all.
  const clear = check.findings.filter((finding) => isClear(finding))
  report.table(
    [
      { title: say('item'), share: 18 },
      { title: say('verdict'), share: 15 },
      { title: say('area'), share: 11, align: 'right' },
      { title: say('share'), share: 8, align: 'right' },
      { title: say('covered'), share: 9, align: 'right' },
      { title: say('basis'), share: 39 },
    ],
    check.findings
      .filter((finding) => !isClear(finding))
      .map((finding) => [
        finding.title[spoken],
        stateOf(finding, spoken),
        squareMetres(finding.area_m2),
        percentText(finding.share * 100),
        percentText(finding.covered * 100),
        basisOf(finding, spoken),
      ]),
  )
  if (clear.length > 0)
    report.paragraph(
      `${coverageTitles.not_concerned[spoken]} (${clear.length}): ${clear.map(({ title }) => title[spoken]).join(spoken === 'zh' ? '、' : ', ')}`,
    )
}

const isClear = ({ verdict, state, sliver_m2 }: OutlineFinding): boolean =>
  verdict === 'none' && state === 'not_concerned' && sliver_m2 === 0

function stateOf({ state, verdict }: OutlineFinding, spoken: Language): string {
  if (state === 'not_computed') return texts.notComputed[spoken]
  return state === 'concerned' && verdict !== 'none'
    ? outlineVerdictTitles[verdict][spoken]
    : coverageTitles[state][spoken]
}

function basisOf({ advice, article, lines, sliver_m2 }: OutlineFinding, spoken: Language): string {
  const named = lines.map((line) =>
    [
      line.name ?? line.id,
      `${squareMetres(line.area_m2)} m²`,
      line.height_limit_m === null ? null : `${texts.height[spoken]} ${line.height_limit_m} m`,
      line.in_force ? null : texts.expired[spoken],
    ]
      .filter((part) => part !== null)
      .join(' '),
  )
  const small = sliver_m2 > 0 ? `${texts.sliver[spoken]} ${squareMetres(sliver_m2)} m²` : null
  return [advice?.[spoken], article?.[spoken], ...named, small].filter((part) => part).join('\n')
}

const linesOf = (checks: readonly OutlineCheck[]) =>
  checks.flatMap(({ findings }) => findings.flatMap(({ lines }) => lines))

/** The lines and plans that the verdicts rest on: their documents, each once. */
function printSources(report: Report, checks: readonly OutlineCheck[], spoken: Language): void {
  const say: Say = (name) => texts[name][spoken]
  const rows = new Map<string, readonly string[]>()
  for (const { id, name, document, office, legal_status, valid_from, valid_to } of linesOf(checks)) {
    const valid = valid_from || valid_to ? `${valid_from ?? ''} – ${valid_to ?? ''}` : ''
    rows.set(`${id} ${name}`, [name ?? id, document ?? '', office ?? '', legal_status ?? '', valid])
  }
  if (rows.size === 0) return
  report.heading(say('sources'), 2)
  report.table(
    [
      { title: say('name'), share: 4 },
      { title: say('document'), share: 4 },
      { title: say('office'), share: 3 },
      { title: say('status'), share: 2 },
      { title: say('valid'), share: 3 },
    ],
    [...rows.values()],
  )
}
