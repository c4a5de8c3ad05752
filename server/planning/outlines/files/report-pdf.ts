/** The result as a PDF: the table of outlines, the worst first, and the findings of the worst. */
import type { OutlineCheck } from '../../../../geodata/model/answers/planning-outlines.ts'
import { planeOf } from '../../../../geodata/model/plane.ts'
import { coverageTitles } from '../../../../geodata/model/planning/coverage.ts'
import type { Outline } from '../../../../geodata/model/planning/outline/outline.ts'
import { outlineVerdictTitles } from '../../../../geodata/model/planning/outline/verdict.ts'
import type { Language } from '../../../../geodata/model/text.ts'
import type { ResultFile } from './outline-files.ts'
import { PdfReport } from './pdf-document.ts'
import { reportTexts as texts } from './report-texts.ts'

/** Outlines with all findings; the table has all of them. */
const DETAILED = 50
/** Height of a drawing in points. */
const DRAWING = 180
const COLUMNS = [18, 14, 12, 9, 9, 38]
const colours = {
  block: '#b3261e',
  refer: '#7d4b00',
  unknown: '#7d4b00',
  note: '#00704f',
  none: '#1a2320',
} as const

interface Reported {
  readonly name: string
  readonly system: string
  readonly outlines: readonly Outline[]
  readonly checks: readonly OutlineCheck[]
}

const metres = (value: number) => value.toFixed(1).replace(/\B(?=(\d{3})+(?!\d))/g, ',')
const percent = (share: number) => `${(share * 100).toFixed(2)}%`

export async function resultAsPdf(
  { name, system, outlines, checks }: Reported,
  spoken: Language,
): Promise<ResultFile> {
  const report = new PdfReport(texts.title[spoken], spoken === 'zh' ? 'zh-CN' : 'en')
  report.heading(texts.title[spoken], 20)
  report.paragraph(`${texts.file[spoken]}: ${name}`)
  report.paragraph(`${texts.system[spoken]}: ${system}`)
  report.paragraph(`${texts.checked[spoken]}: ${checks[0]?.checked_on ?? ''}`)
  report.paragraph(texts.noApproval[spoken], { bold: true })
  if (checks.length > 1) {
    report.heading(texts.summary[spoken])
    report.row(
      [texts.number, texts.name, texts.area, texts.verdict].map((title) => title[spoken]),
      [1, 4, 3, 4],
      { bold: true },
    )
    for (const check of checks)
      report.row(
        [String(check.outline + 1), check.name, metres(check.area_m2), check.verdict_text[spoken]],
        [1, 4, 3, 4],
      )
  }
  for (const check of checks.slice(0, DETAILED)) detail(report, check, outlines[check.outline], spoken)
  report.heading(texts.basis[spoken])
  report.paragraph(texts.plane[spoken])
  report.paragraph(texts.slivers[spoken])
  return { bytes: await report.end(texts.title[spoken]), mediaType: 'application/pdf' }
}

function detail(
  report: PdfReport,
  check: OutlineCheck,
  outline: Outline | undefined,
  spoken: Language,
): void {
  report.heading(`${check.outline + 1}. ${check.name}`, 14, DRAWING + 120)
  report.paragraph(check.verdict_text[spoken], { bold: true, size: 12, colour: colours[check.verdict] })
  report.paragraph(`${texts.area[spoken]} ${metres(check.area_m2)}`)
  if (outline) report.drawing(shapesOf(check, outline), DRAWING)
  const titles = [texts.item, texts.verdict, texts.area, texts.share, texts.covered, texts.basis]
  report.row(
    titles.map((title) => title[spoken]),
    COLUMNS,
    { bold: true },
  )
  for (const finding of check.findings) {
    const state = finding.state === 'not_computed' ? texts.notComputed : coverageTitles[finding.state]
    const verdict = finding.verdict === 'none' ? state : outlineVerdictTitles[finding.verdict]
    const lines = finding.lines.map(
      (line) =>
        `${line.name ?? line.id} ${metres(line.area_m2)} m²${line.height_limit_m === null ? '' : ` ${texts.height[spoken]} ${line.height_limit_m} m`}${line.document ? ` ${line.document}` : ''}`,
    )
    const basis = [finding.advice?.[spoken], finding.article?.[spoken], ...lines].filter((text) => text)
    report.row(
      [
        finding.title[spoken],
        finding.state === 'concerned' ? verdict[spoken] : state[spoken],
        metres(finding.area_m2),
        percent(finding.share),
        percent(finding.covered),
        basis.join('\n'),
      ],
      COLUMNS,
      { colour: colours[finding.verdict] },
    )
  }
}

function shapesOf(check: OutlineCheck, outline: Outline) {
  const plane = (rings: readonly (readonly (readonly number[])[])[]) =>
    rings.map((ring) => ring.map(([x = 0, y = 0]) => planeOf([x, y])))
  const own = { rings: plane(outline.parts.flat()), fill: '#dde2da', line: '#1a2320' }
  const overlaps = check.findings.flatMap(({ lines, verdict }) =>
    lines
      .filter((line) => line.in_force)
      .flatMap(({ overlap }) =>
        overlap.map((area) => ({
          rings: plane(area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()),
          fill: colours[verdict],
          line: colours[verdict],
        })),
      ),
  )
  return [own, ...overlaps]
}
