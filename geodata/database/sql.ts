/**
 * Loads .sql files beside their modules. A file is valid SQL: a mark `__name__`, which is a valid
 * identifier, is replaced by catalogue names or conditions made from them. Values from clients are
 * always parameters, never marks.
 */
import { readFileSync } from 'node:fs'

const MARK = /__([a-z]+(?:_[a-z]+)*)__/g

/**
 * Reads a .sql file beside a module, `sqlFile(import.meta.url, 'places-store.sql')`, without comment lines,
 * which the database would parse each time.
 */
export function sqlFile(moduleUrl: string, name: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8').replaceAll(/^ *--.*\n/gm, '')
}

/**
 * Replaces all marks in one pass, so that inserted text is not searched for marks.
 * @throws Error for an unknown mark: a bug of the module
 */
export function fillMarks(sql: string, parts: Readonly<Record<string, string | undefined>>): string {
  return sql.replaceAll(MARK, (mark, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`Nothing fills the mark ${mark}.`)
    return part
  })
}
