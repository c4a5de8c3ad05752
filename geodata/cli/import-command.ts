import { access } from 'node:fs/promises'
import { command } from '../command-line/command.ts'
import { withDatabase } from '../command-line/database.ts'
import { ImportError } from '../import/error.ts'
import { runImport } from '../import/import.ts'
import { reportText } from '../import/report-text.ts'
import type { ImportRequest } from '../import/request.ts'
import { coverageOf, dayOf, importOptions, kinds, pairsOf, priorityOf } from './import-options.ts'
import { progressPrinter } from './progress.ts'
import { orUnchanged } from './unchanged.ts'

/** Imports a file. */
export const importCommand = command({
  name: 'import',
  about: { zh: '导入一个文件，一次完成或完全不导入', en: 'imports a file, completely or not at all' },
  operands: [
    {
      name: { zh: '文件', en: 'file' },
      about: { zh: '要导入的文件，可为 zip', en: 'the file, which may be a zip' },
    },
  ],
  options: importOptions,
  notes: kinds,
  cancelled: { zh: '已取消，数据库未改变。', en: 'Cancelled. Nothing was changed.' },
  async run({ operands: [file], values, language, signal, say }) {
    const { coverage, ...plain } = values
    const request: ImportRequest = {
      ...plain,
      ...coverageOf(coverage),
      file,
      map: pairsOf('map', values.map),
      set: pairsOf('set', values.set),
      swapAxes: values['swap-axes'],
      priority: priorityOf(values.priority),
      surveyedOn: dayOf(values['surveyed-on']),
      surveyedBy: values['surveyed-by'],
    }
    const progress = progressPrinter(language)
    try {
      await mustExist(file)
      if (request.surveyFile !== undefined) await mustExist(request.surveyFile)
      const report = await orUnchanged(() =>
        withDatabase((database) => runImport(database, { ...request, signal, onProgress: progress.show })),
      )
      progress.end()
      say(reportText(report, language))
      return undefined
    } finally {
      progress.end()
    }
  },
})

async function mustExist(file: string): Promise<void> {
  try {
    await access(file)
  } catch (cause) {
    throw new ImportError(
      { zh: `没有文件 ${file}，或无权读取。`, en: `There is no file ${file}, or it is not readable.` },
      { cause },
    )
  }
}
