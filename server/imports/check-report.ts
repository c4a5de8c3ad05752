/** Prints the report of a delivery check (质检报告) as PDF. */
import { createHash } from 'node:crypto'
import type { DeliveryReport } from '../../geodata/model/answers/delivery.ts'
import { findLayer } from '../../geodata/model/catalogue.ts'
import {
  type CheckSeverity,
  checkGroups,
  severityTitles,
} from '../../geodata/model/planning/delivery/checks.ts'
import type { Language, Text } from '../../geodata/model/text.ts'
import { Report } from '../report/report.ts'
import type { FaultPicture } from './fault-pictures.ts'

const words = {
  title: { zh: '成果质检报告', en: 'Delivery check report' },
  source: { zh: '成果', en: 'Delivery' },
  kind: { zh: '类型', en: 'Kind' },
  features: { zh: '要素数', en: 'Features' },
  score: { zh: '得分', en: 'Score' },
  must: { zh: '必须改正的问题', en: 'Faults that must be corrected' },
  faults: { zh: '问题总数', en: 'Faults' },
  checked: { zh: '检查时间', en: 'Checked' },
  hash: { zh: '校验值', en: 'Hash' },
  checks: { zh: '检查项目', en: 'Checks' },
  code: { zh: '代码', en: 'Code' },
  check: { zh: '检查', en: 'Check' },
  severity: { zh: '程度', en: 'Severity' },
  weight: { zh: '权重', en: 'Weight' },
  count: { zh: '问题数', en: 'Faults' },
  fields: { zh: '字段', en: 'Fields' },
  field: { zh: '文件的字段', en: 'Field of the file' },
  column: { zh: '读作', en: 'Read as' },
  unused: { zh: '未使用', en: 'not used' },
  list: { zh: '问题清单', en: 'List of faults' },
  feature: { zh: '要素', en: 'Feature' },
  fault: { zh: '问题', en: 'Fault' },
  place: { zh: '位置（经度，纬度）', en: 'Place (longitude, latitude)' },
  pictures: { zh: '最严重的问题', en: 'The worst faults' },
  more: { zh: '另有未列出的问题：', en: 'Faults that are not listed: ' },
  none: { zh: '没有发现问题。', en: 'No faults were found.' },
  notes: { zh: '读取说明', en: 'Notes on reading' },
  methods: { zh: '方法', en: 'Methods' },
} as const satisfies Record<string, Text>

const methods: readonly Text[] = [
  {
    zh: '面积为 CGCS2000 3° 带（中央经线 120°E，EPSG:4549）平面面积；重叠和缝隙按毫米格网计算。',
    en: 'Areas are plane areas in CGCS2000, 3-degree zone, 120°E (EPSG:4549); overlaps and gaps are computed on a grid of millimetres.',
  },
  {
    zh: '得分为各项检查中没有该问题的要素比例按权重的平均；不适用的检查不计。检查代码为本平台编号。',
    en: 'The score is the mean, by weight, of the share of features without each fault; checks that do not apply do not count. The codes of checks are those of this platform.',
  },
  {
    zh: '本报告只列出发现的问题，不构成验收结论。',
    en: 'This report lists what was found. It is no acceptance of the delivery.',
  },
]

/** Faults printed of each check; the JSON has up to 200. */
const PRINTED = 100

/** Returns the PDF; the same report and pictures give the same bytes. */
export function printDelivery(
  report: DeliveryReport,
  checkedAt: string,
  language: Language,
  pictures: readonly FaultPicture[] = [],
): Promise<Buffer> {
  const say = (name: keyof typeof words) => words[name][language]
  const time = new Date(checkedAt)
  const printed = new Report({
    title: `${say('title')} ${report.source}`,
    author: '双西图 · Shuangxi',
    language,
    date: time,
    footer: `${say('title')} · ${report.source} · ${chinaTime(time)}`,
  })
  printed.heading(say('title'))
  printed.facts([
    [say('source'), report.source],
    [say('kind'), findLayer(report.as)?.title[language] ?? report.as],
    [say('features'), String(report.features)],
    [say('score'), report.score.toFixed(1)],
    [say('must'), String(report.must)],
    [say('faults'), String(report.faults)],
    [say('checked'), chinaTime(time)],
    [say('hash'), `SHA-256 ${createHash('sha256').update(JSON.stringify(report)).digest('hex')}`],
  ])
  printChecks(printed, report, language)
  if (pictures.length > 0) {
    printed.heading(say('pictures'), 2)
    for (const { list, caption } of pictures) printed.picture(list, caption)
  }
  printFaults(printed, report, language)
  printed.heading(say('fields'), 2)
  printed.table(
    [
      { title: say('field'), share: 1 },
      { title: say('column'), share: 1 },
    ],
    report.fields.map(({ field, column }) => [field, titleOf(report.as, column, language) ?? say('unused')]),
  )
  if (report.notes.length > 0) {
    printed.heading(say('notes'), 2)
    for (const note of report.notes) printed.paragraph(note[language])
  }
  printed.heading(say('methods'), 2)
  for (const text of methods) printed.paragraph(text[language])
  return printed.finish()
}

function printChecks(printed: Report, report: DeliveryReport, language: Language): void {
  const say = (name: keyof typeof words) => words[name][language]
  printed.heading(say('checks'), 2)
  for (const [group, title] of Object.entries(checkGroups)) {
    const checks = report.checks.filter((check) => check.group === group)
    if (checks.length === 0) continue
    printed.heading(title[language], 3)
    printed.table(
      [
        { title: say('code'), share: 1 },
        { title: say('check'), share: 5 },
        { title: say('severity'), share: 2 },
        { title: say('weight'), share: 1, align: 'right' },
        { title: say('count'), share: 1, align: 'right' },
        { title: say('score'), share: 1, align: 'right' },
      ],
      checks.map((check) => [
        check.code,
        check.title[language],
        severityTitles[check.severity as CheckSeverity][language],
        String(check.weight),
        String(check.faults),
        check.score.toFixed(1),
      ]),
    )
  }
}

function printFaults(printed: Report, report: DeliveryReport, language: Language): void {
  const say = (name: keyof typeof words) => words[name][language]
  printed.heading(say('list'), 2)
  if (report.faults === 0) printed.paragraph(say('none'))
  for (const { code, title, faults } of report.checks.filter((check) => check.faults > 0)) {
    printed.heading(`${code} ${title[language]}`, 3)
    const listed = report.listed.filter(({ check }) => check === code).slice(0, PRINTED)
    printed.table(
      [
        { title: say('feature'), share: 3 },
        { title: say('fault'), share: 6 },
        { title: say('place'), share: 3 },
      ],
      listed.map(({ feature, name, text, at }) => [
        feature === null ? '' : `#${feature}${name === null ? '' : ` ${name}`}`,
        text[language],
        at === null ? '' : at.map((degrees) => degrees.toFixed(6)).join(', '),
      ]),
    )
    if (faults > listed.length) printed.paragraph(`${say('more')}${faults - listed.length}`)
  }
}

function titleOf(layer: string, column: string | null, language: Language): string | null {
  const property = findLayer(layer)?.properties.find(({ name }) => name === column)
  return property?.title[language] ?? column
}

const chinaTime = (time: Date): string =>
  time.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' }).slice(0, 16)
