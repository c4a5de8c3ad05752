/** Unpacks the data set of a zip or KMZ into a folder, so that it is read like an unpacked one. */
import { mkdtemp } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import { byteLines } from './feature-lines.ts'
import { Zip } from './unzip.ts'
import type { ZipDataSet } from './zip-data-sets.ts'
import { chooseDataSet, dataSetsOf } from './zip-data-sets.ts'

export interface Unpacked {
  readonly path: string
  /** The requested layer of the data set. */
  readonly layer: string | undefined
  /** The data set's name if the zip holds several. */
  readonly part: string | null
  readonly notes: readonly Text[]
}

/** Unpacks below `folder`. Throws ImportError if there is nothing to import or the user has to choose. */
export async function unpack(file: string, layer: string | undefined, folder: string): Promise<Unpacked> {
  const name = basename(file)
  const zip = await Zip.open(file)
  try {
    const { members } = zip
    const all = dataSetsOf(members, name)
    const dataSets = /\.kmz$/i.test(file) ? await documentsOf(zip, all, folder) : all
    if (dataSets.length === 0)
      throw nothingKnown(
        name,
        members.map(({ path }) => path),
      )
    const { chosen, layer: inner } = chooseDataSet(name, dataSets, layer)
    const target = await mkdtemp(join(folder, 'unpacked-'))
    await zip.unpack(chosen.targets, target)
    const unread = members.filter((member) => !chosen.targets.has(member)).map(({ path }) => path)
    return {
      path: join(target, chosen.main),
      layer: inner,
      part: dataSets.length > 1 ? chosen.name : null,
      notes: notesOn(unread),
    }
  } finally {
    zip.close()
  }
}

/**
 * Returns the first KML of a KMZ, its document. If that has no placemarks, returns those it links to, as GDAL
 * and QGIS write them.
 */
async function documentsOf(zip: Zip, all: readonly ZipDataSet[], folder: string): Promise<ZipDataSet[]> {
  const [first, ...linked] = all.filter(({ main }) => /\.kml$/i.test(main))
  if (!first || linked.length === 0) return first ? [first] : []
  const target = await mkdtemp(join(folder, 'document-'))
  await zip.unpack(first.targets, target)
  for await (const line of byteLines(join(target, first.main)))
    if (line.includes('<Placemark')) return [first]
  return linked
}

/** Maximum number of names shown of a list. */
const SHOWN = 5

function notesOn(unread: readonly string[]): Text[] {
  if (unread.length === 0) return []
  const shown = unread.slice(0, SHOWN)
  const more = unread.length > SHOWN
  return [
    {
      zh: `压缩包中另有 ${unread.length} 个文件未读：${shown.join('、')}${more ? '等' : ''}`,
      en: `Files of the zip that were not read (${unread.length}): ${shown.join(', ')}${more ? ', …' : ''}`,
    },
  ]
}

function nothingKnown(name: string, paths: readonly string[]): ImportError {
  const kinds = [...new Set(paths.map((path) => extname(path).toLowerCase() || basename(path)))].slice(
    0,
    SHOWN,
  )
  if (paths.some((path) => path === '[Content_Types].xml' || path === 'mimetype')) {
    return new ImportError({
      zh: `${name} 是 Office 文档，不能直接导入：表格请另存为带经度、纬度列的 CSV。`,
      en: `${name} is an office document, which is not supported. Save the table as CSV with columns for longitude and latitude.`,
    })
  }
  const isNested = paths.some((path) => /\.(zip|kmz|rar|7z|gz)$/i.test(path))
  return new ImportError({
    zh: `${name} 中没有可导入的矢量文件${isNested ? '，其中还有压缩包，请先解压' : ''}。内有：${kinds.join('、') || '无文件'}。`,
    en: `${name} contains no vector file that can be imported${isNested ? ', but packed files: unpack them first' : ''}. Content: ${kinds.join(', ') || 'no files'}.`,
  })
}
