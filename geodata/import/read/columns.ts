/** Matches the fields of a file with the columns of a layer. */
import type { Layer, Property } from '../../model/layer.ts'
import { ImportError } from '../error.ts'

/** The id of a row within its source. `--map field=source_id` may name it too. */
export const SOURCE_ID: Property = { name: 'source_id', type: 'string', title: { zh: '编号', en: 'Id' } }

export interface Columns {
  /** Properties of the layer by field of the file. */
  readonly byField: ReadonlyMap<string, Property>
  readonly unused: readonly string[]
}

/** Length in bytes of field names in Shapefiles, which cut longer ones. */
const CUT = 10
/** What decoding leaves of a character that was cut in two. */
const CUT_CHARACTER = /\uFFFD+$/

const plain = (name: string) => name.toLowerCase().replaceAll(/[\s_\-（）()]/g, '')

/** Returns the columns that an import may fill. */
export const fillable = (layer: Layer) => layer.properties.filter(({ internal }) => !internal)

/**
 * Matches by `--map`, then by the column's name, its Chinese and English title, and last by a truncated name.
 * Columns for machines are filled by `--map` only, because a drawing's `Layer` or a road's `Level` means
 * something else. Throws ImportError if `--map` names an unknown field or column.
 */
export function matchColumns(
  layer: Layer,
  fields: readonly string[],
  map: ReadonlyMap<string, string> = new Map(),
): Columns {
  const properties = [...fillable(layer), SOURCE_ID]
  const matchable = fillable(layer).filter(({ hidden }) => !hidden)
  const byField = new Map<string, Property>()
  const taken = new Set<Property>()
  const take = (field: string, property: Property | undefined) => {
    if (!property || byField.has(field) || taken.has(property)) return
    byField.set(field, property)
    taken.add(property)
  }
  for (const [field, column] of map) {
    const property = properties.find(({ name }) => name === column)
    if (!property || !fields.includes(field)) throw wrongMap(field, column, fields, properties)
    take(field, property)
  }
  const tests: ((property: Property, field: string) => boolean)[] = [
    ({ name }, field) => plain(name) === plain(field),
    ({ title }, field) => plain(title.zh) === plain(field) || plain(title.en) === plain(field),
    ({ name, title }, field) => {
      const begin = field.replace(CUT_CHARACTER, '')
      const isCut = begin !== field || Buffer.byteLength(field) >= CUT - 2
      return isCut && [name, title.zh].some((whole) => whole !== begin && whole.startsWith(begin))
    },
  ]
  for (const test of tests) {
    for (const field of fields) {
      // A truncated name such as 建筑密 may match two columns; then it matches none.
      const found = matchable.filter((property) => !taken.has(property) && test(property, field))
      if (found.length === 1) take(field, found[0])
    }
  }
  return { byField, unused: fields.filter((field) => !byField.has(field)) }
}

function wrongMap(field: string, column: string, fields: readonly string[], properties: readonly Property[]) {
  const columns = properties.map(({ name }) => name).join(', ')
  return new ImportError({
    zh: `--map ${field}=${column} 有误。文件的列：${fields.join('、')}；可对应的列：${columns}。`,
    en: `--map ${field}=${column} is wrong. Columns of the file: ${fields.join(', ')}; of the layer: ${columns}.`,
  })
}
