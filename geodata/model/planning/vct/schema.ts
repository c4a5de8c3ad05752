import { type Cursor, type Reading, some, whole } from './cursor.ts'
import { expected, type VctError, type VctFeatureCode, type VctField, type VctTable } from './vct.ts'

/** Reads a table: `name,count` and its fields. A 0 may follow, which the caller skips. */
export function* table(cursor: Cursor, text: string): Reading<VctTable> {
  const [name = '', count = '', ...more] = text.split(cursor.separator).map((part) => part.trim())
  if (name === '' || more.length > 1) {
    throw expected(cursor.line, { zh: '“属性表名,字段数”', en: '"table,number of fields"' }, text)
  }
  const fields: VctField[] = []
  const what = { zh: '字段数', en: 'the number of fields' }
  for (let left = whole(cursor, count, what); left > 0; left--) {
    fields.push(fieldOf(cursor, some(cursor, yield)))
  }
  return { name, fields }
}

const types =
  /^(char|varchar|varbin|int|integer|smallint|bigint|int1|int2|int4|int8|float|double|numeric|decimal|date|time|datetime|boolean)$/

function fieldOf(cursor: Cursor, text: string): VctField {
  const [name = '', type = '', width = '', decimals = ''] = text
    .split(cursor.separator)
    .map((part) => part.trim())
  if (name === '' || !types.test(type.toLowerCase())) {
    const what = { zh: '字段“名称,类型,宽度,小数位数”', en: 'a field "name,type,width,decimals"' }
    throw expected(cursor.line, what, text)
  }
  return { name, type: type.toLowerCase(), width: digits(width), decimals: digits(decimals) }
}

const digits = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null)

/** Returns the table of a feature code: whichever of its further fields names one. */
export const tableOf = (
  { more }: VctFeatureCode,
  tables: ReadonlyMap<string, VctTable>,
): VctTable | undefined => more.map((name) => tables.get(name)).find((found) => found !== undefined)

/**
 * Reads a row `id,value,…`. Some programs leave the id out where the first field holds it. Throws VctError if
 * the number of values is not that of the fields.
 */
export function rowOf(
  cursor: Cursor,
  text: string,
  { name, fields }: VctTable,
): { readonly id: string; readonly values: readonly string[] } {
  const values = text.split(cursor.separator).map((value) => value.trim())
  const [id = ''] = values
  if (values.length === fields.length + 1) return { id, values: values.slice(1) }
  if (values.length === fields.length && /^\d+$/.test(id)) return { id, values }
  throw wrongCount(cursor, name, fields.length, values.length, text)
}

const wrongCount = ({ line }: Cursor, table: string, fields: number, came: number, text: string): VctError =>
  expected(
    line,
    {
      zh: `表 ${table} 的一行：标识码和 ${fields} 个字段值，而有 ${came} 项`,
      en: `a row of ${table}, an id and ${fields} values, but it has ${came} parts`,
    },
    text,
  )
