import { resolve } from 'node:path'
import { command } from '../../geodata/command-line/command.ts'
import type { Language } from '../../geodata/model/text.ts'
import { type PublishReport, publish } from '../publish/publish.ts'
import { bboxOf, bboxOption } from './bbox-option.ts'
import { concurrencyOf, onDatabase } from './database.ts'
import { tileProgress } from './tile-progress.ts'

/** Writes the public map as static files. */
export const publishCommand = command({
  name: 'publish',
  about: {
    zh: '将公开地图写成静态文件，任何网页服务器或 CDN 均可托管；再次执行只更新有更改的部分',
    en: 'writes the public map as static files for any web server or CDN; when repeated, writes only changes',
  },
  operands: [{ name: { zh: '目录', en: 'folder' }, about: { zh: '写入的目录', en: 'where to' } }],
  options: { bbox: bboxOption },
  async run({ operands: [folder], values, language, signal, say }) {
    const bbox = bboxOf(values.bbox)
    const progress = tileProgress(language)
    try {
      const report = await onDatabase((database) =>
        publish(database, {
          folder: resolve(folder),
          bbox,
          mapApprovalNumber: process.env.MAP_APPROVAL_NUMBER || undefined,
          concurrency: concurrencyOf(database),
          signal,
          onProgress: (archive, done) => progress.show(done, archive),
        }),
      )
      progress.end()
      say(reportText(folder, report, language))
      return undefined
    } finally {
      progress.end()
    }
  },
})

function reportText(folder: string, { archives, places }: PublishReport, language: Language): string {
  const lines = archives.map(
    ({ name, tiles, bytes }) => `  ${name}.pmtiles  ${tiles}  ${(bytes / 1024 / 1024).toFixed(1)} MiB`,
  )
  const head = {
    zh: `${folder}：${archives.length} 个存档（图块数、大小）与 ${places} 个可搜索的地点`,
    en: `${folder}: ${archives.length} archives (tiles, size) and ${places} searchable places`,
  }[language]
  return [head, ...lines].join('\n')
}
