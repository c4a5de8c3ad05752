import { command, UsageError } from '../../geodata/command-line/command.ts'
import type { Database } from '../../geodata/database/database.ts'
import { catalogue, findLayer, isPublic } from '../../geodata/model/catalogue.ts'
import type { Language } from '../../geodata/model/text.ts'
import { MAX_ZOOM } from '../../geodata/model/tile.ts'
import { type BuildReport, buildArchive } from '../archive/build.ts'
import type { ArchiveContent } from '../archive/content.ts'
import { contoursContent, terrainContent } from '../archive/terrain-content.ts'
import { vectorContent } from '../archive/vector-content.ts'
import { bboxOf, bboxOption } from './bbox-option.ts'
import { concurrencyOf, onDatabase } from './database.ts'
import { tileProgress } from './tile-progress.ts'

/** Writes a PMTiles archive of layers of the catalogue. */
export const buildCommand = command({
  name: 'build',
  about: {
    zh: '生成 PMTiles 存档；中断后再次执行即从中断处继续',
    en: 'builds a PMTiles archive; continues an interrupted build',
  },
  operands: [
    {
      name: { zh: '图层,…|all|terrain|contours', en: 'layer,…|all|terrain|contours' },
      about: { zh: '以逗号分隔的图层', en: 'layers, separated by commas' },
    },
  ],
  options: {
    out: {
      value: { zh: '文件.pmtiles', en: 'file.pmtiles' },
      required: true,
      about: { zh: '要写的存档', en: 'path of the archive' },
    },
    zooms: {
      value: { zh: '低-高', en: 'low-high' },
      about: {
        zh: '缩放级别，如 8-14（默认为图层自身的级别）',
        en: 'zooms, such as 8-14 (default: those of the layers)',
      },
    },
    bbox: bboxOption,
    diff: {
      about: {
        zh: '仅重新生成原有存档之后有更改的图块',
        en: 'rebuilds only tiles that changed since the existing archive',
      },
    },
  },
  async run({ operands: [list], values, language, signal, say }) {
    const openContent = contentOf(list)
    const path = values.out
    const asked = { zooms: zoomsOf(values.zooms), bbox: bboxOf(values.bbox), diff: values.diff }
    const progress = tileProgress(language)
    try {
      const report = await onDatabase(async (database) =>
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
      say(reportText(path, report, language))
      return undefined
    } finally {
      progress.end()
    }
  },
})

type OpenContent = (database: Database) => ArchiveContent | Promise<ArchiveContent>

/** Layers made from elevations have their own archive. */
const fromTerrain: Readonly<Record<string, OpenContent>> = {
  terrain: terrainContent,
  contours: contoursContent,
}

/** Parses a comma-separated list of layers; returns them in the catalogue's order. */
function contentOf(list: string): OpenContent {
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
      en: `There is no layer "${id}", or it needs its own archive. Available: ${known}.`,
    })
  }
  const layers = open.filter(({ id }) => ids.has(id))
  return (database) => vectorContent(database, layers)
}

const notPublic = (id: string) =>
  new UsageError({
    zh: `图层“${id}”不对公众开放，而存档任何人都能打开，因此不写入存档。`,
    en: `The layer "${id}" is not public. Anyone can open an archive, so it cannot contain this layer.`,
  })

function zoomsOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined
  const match = /^(\d{1,2})(?:-(\d{1,2}))?$/.exec(text)
  const [low, high] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])]
  if (match && low <= high && high <= MAX_ZOOM) return [low, high]
  throw new UsageError({
    zh: `--zooms 应写作“低-高”，如 8-14，最高 ${MAX_ZOOM}，收到的是“${text}”。`,
    en: `--zooms should be low-high, such as 8-14, up to ${MAX_ZOOM}, but was "${text}".`,
  })
}

function reportText(path: string, report: BuildReport, language: Language): string {
  const { tiles, contents, bytes, rendered, copied, resumed } = report
  const size = `${(bytes / 1024 / 1024).toFixed(1)} MiB`
  return {
    zh: `${path}：${tiles} 个图块（${contents} 种内容），${size}；生成 ${rendered}，沿用 ${copied}，续用 ${resumed}。`,
    en: `${path}: ${tiles} tiles (${contents} different), ${size}; ${rendered} rendered, ${copied} copied, ${resumed} from the interrupted build.`,
  }[language]
}
