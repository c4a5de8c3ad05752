import { readFile, writeFile } from 'node:fs/promises'
import { CommandError, command } from '../command-line/command.ts'
import { withDatabase } from '../command-line/database.ts'
import { checkFile } from '../delivery/check-file.ts'
import { checkStored } from '../delivery/check-stored.ts'
import { deliveryReportText } from '../delivery/report-text.ts'
import { type DeliveryProfile, deliveryProfileSchema } from '../model/planning/delivery/profile.ts'
import { importOptions, kinds, pairsOf } from './import-options.ts'
import { progressPrinter } from './progress.ts'

const { as, crs, towgs84, layer, map, where, encoding, timezone, source } = importOptions
const path = { zh: '文件', en: 'file' }

/** Checks a delivery (成果质检). */
export const checkCommand = command({
  name: 'check',
  about: {
    zh: '成果质检：检查字段、值域、代码、图形、拓扑和面积，不写入数据库',
    en: 'checks fields, domains, codes, geometry, topology and areas of a delivery, and stores nothing',
  },
  operands: [
    {
      name: path,
      about: {
        zh: '要检查的文件；省略则检查已导入的数据',
        en: 'the file; without it, what is stored of the layer',
      },
      optional: true,
    },
  ],
  options: {
    ...{ as, crs, towgs84, layer, map, where, encoding, timezone, source },
    'swap-axes': importOptions['swap-axes'],
    rules: {
      value: path,
      about: { zh: '检查规则的 JSON 文件（默认用内置规则）', en: 'JSON file with rules (default: built in)' },
    },
    json: { value: path, about: { zh: '将报告写为 JSON 文件', en: 'writes the report as a JSON file' } },
  },
  notes: kinds,
  async run({ operands: [file], values, language, signal, say }) {
    const rules = values.rules === undefined ? undefined : await rulesOf(values.rules)
    const progress = progressPrinter(language)
    const hooks = { signal, onProgress: progress.show }
    try {
      const report =
        file === undefined
          ? await withDatabase((database) => checkStored(database, values, rules, hooks), {
              withoutMigration: true,
            })
          : await checkFile(
              { ...values, file, map: pairsOf('map', values.map), swapAxes: values['swap-axes'], ...hooks },
              rules,
            )
      progress.end()
      say(deliveryReportText(report, language))
      if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
      return report.faults > 0 ? 'faults' : undefined
    } finally {
      progress.end()
    }
  },
})

async function rulesOf(file: string): Promise<DeliveryProfile> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new CommandError(
      { zh: `无法读取规则文件 ${file}。`, en: `The rules ${file} cannot be read.` },
      { cause },
    )
  })
  const parsed = deliveryProfileSchema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const place = issue?.path.join('.') || '-'
  throw new CommandError({
    zh: `规则文件 ${file} 的 ${place} 有误：${issue?.message ?? ''}。`,
    en: `${file} is wrong at ${place}: ${issue?.message ?? ''}.`,
  })
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
