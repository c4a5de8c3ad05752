import type { DeliveryReport } from '../model/answers/delivery.ts'
import { checkGroups, severityTitles } from '../model/planning/delivery/checks.ts'
import type { Language } from '../model/text.ts'

/** Faults shown of each check; the JSON has up to 200. */
const SHOWN = 10

/** Returns the report for a terminal. */
export function deliveryReportText(report: DeliveryReport, language: Language): string {
  const words = {
    zh: {
      of: '成果质检：',
      features: '个要素',
      score: '得分',
      must: '必须改正的问题（处）',
      more: '另有',
    },
    en: {
      of: 'Delivery check of ',
      features: 'features',
      score: 'score',
      must: 'faults that must be corrected',
      more: 'more:',
    },
  }[language]
  const lines = [
    `${words.of}${report.source} (${report.as}): ${report.features} ${words.features}, ${words.score} ${report.score}, ${words.must}: ${report.must}`,
  ]
  for (const [group, title] of Object.entries(checkGroups)) {
    const checks = report.checks.filter((check) => check.group === group)
    if (checks.length === 0) continue
    lines.push(title[language])
    for (const check of checks) {
      const severity = check.faults > 0 ? `, ${severityTitles[check.severity][language]}` : ''
      lines.push(`  ${check.code} ${check.title[language]}: ${check.faults}${severity}`)
      const own = report.listed.filter(({ check: code }) => code === check.code)
      for (const { feature, name, text } of own.slice(0, SHOWN)) {
        const about = feature === null ? '' : `#${feature}${name === null ? '' : ` ${name}`}: `
        lines.push(`    ${about}${text[language]}`)
      }
      if (check.faults > SHOWN) lines.push(`    ${words.more} ${check.faults - Math.min(SHOWN, own.length)}`)
    }
  }
  return lines.join('\n')
}
