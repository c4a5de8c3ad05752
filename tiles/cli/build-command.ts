import type { Database } from '../../geodata/database/database.ts'
import { catalogue, findLayer, isPublic } from '../../geodata/model/catalogue.ts'
import type { Language } from '../../geodata/model/text.ts'
import { MAX_ZOOM } from '../../geodata/model/tile.ts'
import { type BuildReport, buildArchive } from '../archive/build.ts'
import type { ArchiveContent } from '../archive/content.ts'
import { contoursContent, terrainContent } from '../archive/terrain-content.ts'
import { vectorContent } from '../archive/vector-content.ts'
import { bboxOf } from './bbox.ts'
import { type Command, parseCommand, UsageError } from './command.ts'
import { concurrencyOf, withDatabase } from './database.ts'
import { tileProgress } from './tile-progress.ts'

/** Writes a PMTiles archive of layers of the catalogue. */
export const buildCommand: Command = {
  name: 'build',
  usage: {
    zh: `build <图层,…|all|terrain|contours> --out <文件.pmtiles> [选项]   生成 PMTiles 存档；中断后再次执行即从中断处继续
  --zooms <低-高>      缩放级别，如 8-14（默认为图层自身的级别）
  --bbox <西,南,东,北> 仅此范围内的图块，经纬度
  --diff               仅重新生成原有存档之后有更改的图块`,
    en: `build <layer,…|all|terrain|contours> --out <file.pmtiles> [options]   makes a PMTiles archive; goes on where it was cut off
  --zooms <low-high>   zooms, such as 8-14 (those of the layers)
  --bbox <w,s,e,n>     only tiles within, in degrees
  --diff               makes only those tiles anew that changed since the archive that is there`,
  },
  async run(args, { language, signal }) {
    const { values, positionals } = parseCommand(args, {
      out: { type: 'string' },
      zooms: { type: 'string' },
      bbox: { type: 'string' },
      diff: { type: 'boolean' },
    })
    const openContent = contentOf(positionals)
    const path = values.out
    if (!path) {
      throw new UsageError({ zh: '缺少 --out <文件.pmtiles>。', en: '--out <file.pmtiles> is missing.' })
    }
    const asked = { zooms: zoomsOf(values.zooms), bbox: bboxOf(values.bbox), diff: values.diff ?? false }
    const progress = tileProgress(language)
    try {
      const report = await withDatabase(async (database) =>
        buildArchive(database, {
          ...asked,
          path,
          content: await openContent(database),
          concurrency: concurrencyOf(database),
          signal,
          onProgress: progress.show,
          onNotice: (notice) => console.error(notice[language]),
        }),
      )
      progress.end()
      console.log(reportText(path, report, language))
    } finally {
      progress.end()
    }
  },
}

type OpenContent = (database: Database) => ArchiveContent | Promise<ArchiveContent>

/** What the terrain store draws stands alone in an archive. */
const fromTerrain: Readonly<Record<string, OpenContent>> = {
  terrain: terrainContent,
  contours: contoursContent,
}

/** What a comma-separated list of layers means; layers come in the catalogue's order. */
function contentOf([list, ...more]: readonly string[]): OpenContent {
  if (list === undefined || more.length > 0) {
    throw new UsageError({
      zh: '请给出图层，以逗号分隔，或 all。',
      en: 'Name the layers, separated by commas, or all.',
    })
  }
  const drawn = fromTerrain[list]
  if (drawn) return drawn
  const open = catalogue.filter(isPublic)
  if (list === 'all') return (database) => vectorContent(database, open)
  const ids = new Set(list.split(','))
  for (const id of ids) {
    if (open.some((layer) => layer.id === id)) continue
    if (findLayer(id)) throw notPublic(id)
    const known = [...open.map((layer) => layer.id), ...Object.keys(fromTerrain)].join(', ')
    throw new UsageError({
      zh: `没有图层“${id}”，或它不能与其他图层同存。可用的有：${known}。`,
      en: `There is no layer "${id}", or it stands alone. There are: ${known}.`,
    })
  }
  const layers = open.filter(({ id }) => ids.has(id))
  return (database) => vectorContent(database, layers)
}

const notPublic = (id: string) =>
  new UsageError({
    zh: `图层“${id}”不对公众开放，而存档任何人都能打开，因此不写入存档。`,
    en: `The layer "${id}" is not open to the public, and anyone can open an archive: it goes into none.`,
  })

function zoomsOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text)
  const [low, high] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
  if (match && low <= high && high <= MAX_ZOOM) return [low, high]
  throw new UsageError({
    zh: `--zooms 应写作“低-高”，如 8-14，最高 ${MAX_ZOOM}，收到的是“${text}”。`,
    en: `--zooms should be written as low-high, such as 8-14, up to ${MAX_ZOOM}, but was "${text}".`,
  })
}

function reportText(path: string, report: BuildReport, language: Language): string {
  const { tiles, contents, bytes, rendered, copied, resumed } = report
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  return {
    zh: `${path}：${tiles} 个图块（${contents} 种内容），${size}；生成 ${rendered}，沿用 ${copied}，续用 ${resumed}。`,
    en: `${path}: ${tiles} tiles (${contents} different), ${size}; ${rendered} made, ${copied} kept, ${resumed} from before the interruption.`,
  }[language]
}
