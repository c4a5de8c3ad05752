import { resolve } from 'node:path'
import type { Language } from '../../geodata/model/text.ts'
import { type PublishReport, publish } from '../publish/publish.ts'
import { bboxOf } from './bbox.ts'
import { type Command, parseCommand, UsageError } from './command.ts'
import { concurrencyOf, withDatabase } from './database.ts'
import { tileProgress } from './tile-progress.ts'

/** Writes the public map as static files. */
export const publishCommand: Command = {
  name: 'publish',
  usage: {
    zh: `publish <目录> [选项]   将公开地图写成静态文件，任何网页服务器或 CDN 均可托管；再次执行只更新有更改的部分
  --bbox <西,南,东,北> 仅此范围内的图块，经纬度`,
    en: `publish <folder> [options]   writes the public map as static files for any web server or CDN; again, only what changed
  --bbox <w,s,e,n>     only tiles within, in degrees`,
  },
  async run(args, { language, signal }) {
    const { values, positionals } = parseCommand(args, { bbox: { type: 'string' } })
    const [folder, ...more] = positionals
    if (folder === undefined || more.length > 0) {
      throw new UsageError({ zh: '请给出一个目录。', en: 'Name one folder.' })
    }
    const bbox = bboxOf(values.bbox)
    const progress = tileProgress(language)
    try {
      const report = await withDatabase((database) =>
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
      console.log(reportText(folder, report, language))
    } finally {
      progress.end()
    }
  },
}

function reportText(folder: string, { archives, places }: PublishReport, language: Language): string {
  const lines = archives.map(
    ({ name, tiles, bytes }) => `  ${name}.pmtiles  ${tiles}  ${(bytes / 1024 / 1024).toFixed(1)} MiB`,
  )
  const head = {
    zh: `${folder}：${archives.length} 个存档（图块数、大小）与 ${places} 个可搜索的地点`,
    en: `${folder}: ${archives.length} archives (tiles, size) and ${places} places to search`,
  }[language]
  return [head, ...lines].join('\n')
}
