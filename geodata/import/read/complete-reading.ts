/** Yields features and compares their number with the one that the file declares. */
import type { Feature, Geometry } from 'geojson'
import { ImportError } from '../error.ts'
import { readFeatures } from './feature-lines.ts'

/** Throws ImportError if there are no features, or fewer than `declared` (negative if unknown). */
export async function* completeFeatures(
  path: string,
  name: string,
  declared: number,
  fields: readonly string[],
  where: string | undefined,
): AsyncGenerator<Feature<Geometry | null>> {
  let read = 0
  for await (const feature of readFeatures(path)) {
    read++
    yield feature
  }
  if (read === 0) throw where === undefined ? empty(name) : noMatch(name, where, fields)
  if (where === undefined && declared >= 0 && read !== declared) throw incomplete(name, read, declared)
}

const empty = (name: string) =>
  new ImportError({
    zh: `${name} 中没有读到要素，现有数据未改动。`,
    en: `No features were read from ${name}. Nothing was changed.`,
  })

const noMatch = (name: string, where: string, fields: readonly string[]) =>
  new ImportError({
    zh: `${name} 中没有要素符合 --where ${where}，现有数据未改动。文件的列：${fields.join('、')}。`,
    en: `No features of ${name} match --where ${where}. Nothing was changed. Columns of the file: ${fields.join(', ')}.`,
  })

const incomplete = (name: string, read: number, declared: number) =>
  new ImportError({
    zh: `${name} 声明有 ${declared} 个要素，只读到 ${read} 个，拒绝导入：文件可能不完整或已损坏。`,
    en: `${name} declares ${declared} features, but ${read} were read. It may be truncated or damaged, and is refused.`,
  })
