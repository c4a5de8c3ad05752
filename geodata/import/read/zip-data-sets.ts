/** Finds the data sets in a zip, with their files in any folder, and the one to import. */
import { basename, extname } from 'node:path'
import { ImportError } from '../error.ts'
import type { ZipMember } from './unzip.ts'

export interface ZipDataSet {
  /** Path in the zip; without extension if the data set has several files, like a Shapefile. */
  readonly name: string
  /** File to open, below the folder where the members are unpacked. */
  readonly main: string
  readonly targets: ReadonlyMap<ZipMember, string>
}

/** Extensions of files that form a data set if their names agree; the first one is opened. */
const groups: readonly (readonly string[])[] = [
  ['.shp', '.shx', '.dbf', '.prj', '.cpg', '.cst', '.qix', '.sbn', '.sbx'],
  ['.tab', '.dat', '.map', '.id', '.ind'],
  ['.mif', '.mid'],
]
const single = new Set([
  '.geojson',
  '.json',
  '.geojsonl',
  '.geojsons',
  '.ndjson',
  '.topojson',
  '.kml',
  '.gpkg',
  '.fgb',
  '.dxf',
  '.csv',
  '.gpx',
  '.vct',
])
/** A table in the folder of a File Geodatabase, whatever the folder's name. */
const GDB_TABLE = /^a[0-9a-f]{8}\.gdbtable$/i
/** Longer names, in bytes, are shortened for the file system. */
const MAX_NAME = 200

/** Returns all data sets in the order of the zip. */
export function dataSetsOf(members: readonly ZipMember[], zipName: string): ZipDataSet[] {
  const databases = new Set(
    members.filter(({ path }) => GDB_TABLE.test(basename(path))).map(({ path }) => folderOf(path)),
  )
  const found: ZipDataSet[] = [...databases].map((folder) => database(folder, members, zipName))
  const files = members.filter(({ path }) => !databases.has(folderOf(path)))
  for (const member of files) {
    const extension = extname(member.path).toLowerCase()
    const group = groups.find(([main]) => main === extension)
    if (group) found.push(together(member, group, files))
    else if (single.has(extension)) {
      const main = shortName(basename(member.path))
      found.push({ name: member.path, main, targets: new Map([[member, main]]) })
    }
  }
  return found
}

/**
 * Returns the only data set, or the one that `--layer` names by path or name; the rest of `--layer` is a
 * layer in it.
 */
export function chooseDataSet(
  zipName: string,
  dataSets: readonly ZipDataSet[],
  layer: string | undefined,
): Choice {
  const [only, ...others] = dataSets
  if (only && others.length === 0) {
    return { chosen: only, layer: layer !== undefined && namesOf(only).includes(layer) ? undefined : layer }
  }
  const matches = layer === undefined ? [] : dataSets.flatMap((chosen) => matchesOf(chosen, layer))
  const distinct = new Set(matches.map(({ chosen }) => chosen))
  const [first] = matches
  if (first && distinct.size === 1) return first
  const names = dataSets.map(({ name }) => name)
  throw new ImportError({
    zh: `${zipName} 中有多个数据集，请用 --layer 指定：${names.join('、')}。`,
    en: `${zipName} contains several data sets. Choose one with --layer. Available: ${names.join(', ')}.`,
  })
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')))

const stemOf = (path: string) => path.slice(0, path.length - extname(path).length)

/** Returns the path, and the last name with and without extension. */
const namesOf = ({ name }: ZipDataSet) => [
  ...new Set([name, basename(name), stemOf(name), basename(stemOf(name))]),
]

function database(folder: string, members: readonly ZipMember[], zipName: string): ZipDataSet {
  const own = folder === '' ? zipName.replace(/(\.gdb)?\.zip$/i, '') : basename(folder).replace(/\.gdb$/i, '')
  const main = `${shortName(own)}.gdb`
  const inside = members.filter(({ path }) => folderOf(path) === folder)
  return {
    name: folder === '' ? `${own}.gdb` : folder,
    main,
    targets: new Map(inside.map((member) => [member, `${main}/${shortName(basename(member.path))}`])),
  }
}

interface Choice {
  readonly chosen: ZipDataSet
  readonly layer: string | undefined
}

function matchesOf(chosen: ZipDataSet, layer: string): Choice[] {
  return namesOf(chosen).flatMap((name): Choice[] => {
    if (name === layer) return [{ chosen, layer: undefined }]
    return layer.startsWith(`${name}/`) ? [{ chosen, layer: layer.slice(name.length + 1) }] : []
  })
}

/** Returns a file with those that belong to it; extensions in any case. */
function together(main: ZipMember, group: readonly string[], files: readonly ZipMember[]): ZipDataSet {
  const stem = stemOf(main.path)
  const name = shortName(basename(stem))
  const targets = new Map<ZipMember, string>()
  const taken = new Set<string>()
  for (const member of [main, ...files]) {
    const extension = extname(member.path).toLowerCase()
    const isPart = group.includes(extension) && stemOf(member.path).toLowerCase() === stem.toLowerCase()
    if (!isPart || taken.has(extension)) continue
    taken.add(extension)
    targets.set(member, `${name}${extension}`)
  }
  return { name: stem, main: `${name}${group[0]}`, targets }
}

function shortName(name: string): string {
  let short = name
  while (Buffer.byteLength(short) > MAX_NAME) {
    const extension = extname(short)
    short = `${[...stemOf(short)].slice(0, -1).join('')}${extension}`
  }
  return short
}
