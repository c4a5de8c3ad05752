import type { Language } from '../model/text.ts'
import { differenceText } from './differences.ts'
import type { ImportReport } from './import.ts'
import type { RepairedRow } from './repairs.ts'
import { repairText } from './repairs.ts'
import { skipText } from './skipped.ts'

/** Maximum number of ids in a line. */
const NAMED = 10

/** Writes the report of an import: what was stored, repaired and left out, why, and the first ids. */
export function reportText(report: ImportReport, language: Language): string {
  const { identity, lines, seconds } = report
  const { name } = identity.source
  const time = seconds.toFixed(1)
  const head = { zh: `已导入“${name}”，用时 ${time} 秒。`, en: `Imported "${name}" in ${time} s.` }[language]
  const stored = lines.map((line) => `  ${line[language]}`)
  return [
    head,
    ...stored,
    ...differenceLines(report, language),
    ...repairLines(report, language),
    ...skipLines(report, language),
  ].join('\n')
}

function differenceLines({ differences }: ImportReport, language: Language): string[] {
  if (differences.length === 0) return []
  const title = {
    zh: '文件所写与实测不符的（全文见 imports 表）：',
    en: 'Figures that differ from the measured ones (all are in the table imports):',
  }[language]
  return [title, ...differences.map((difference) => `  ${differenceText(difference)[language]}`)]
}

function repairLines({ repairs }: ImportReport, language: Language): string[] {
  if (repairs.length === 0) return []
  const title = {
    zh: '几何已修复或转换的（面积为修复前 → 修复后，按文件各环计；全文见 imports 表）：',
    en: 'Geometries repaired or converted (area of the rings in the file → stored area; all are in the table imports):',
  }[language]
  const lines = repairs.map((repair) => {
    const rows = repair.rows.slice(0, NAMED).map(changeText).join(', ')
    const more = repair.count > NAMED ? ', …' : ''
    return `  ${repair.layer} × ${repair.count}: ${repairText(repair)[language]} (${rows}${more})`
  })
  return [title, ...lines]
}

function changeText({ id, before, after, at }: RepairedRow): string {
  if (before === null || after === null) return id
  const place = at ? ` @ ${at.map((degrees) => degrees.toFixed(6)).join(' ')}` : ''
  return `${id}: ${before.toFixed(2)} → ${after.toFixed(2)} m²${place}`
}

function skipLines({ skipped }: ImportReport, language: Language): string[] {
  if (skipped.length === 0) return []
  const title = {
    zh: '略去的（编号全文见 imports 表）：',
    en: 'Left out (ids are in the table imports):',
  }[language]
  const left = skipped.map((skip) => {
    const shown = skip.ids.slice(0, NAMED).join(', ')
    const more = skip.count > NAMED ? ', …' : ''
    return `  ${skip.layer} × ${skip.count}: ${skipText(skip)[language]} (${shown}${more})`
  })
  return [title, ...left]
}
