/**
 * SQL of .sql files beside their modules. A file is valid SQL as it stands: a mark `__name__`, which is an
 * identifier to any reader of SQL, is where a module puts names of the catalogue or conditions made of them.
 * Whatever a client sends goes in as a parameter, never by a mark.
 */
import { readFileSync } from 'node:fs'

const MARK = /__([a-z]+(?:_[a-z]+)*)__/g

/**
 * Reads a .sql file that lies beside a module, `sqlFile(import.meta.url, 'places-store.sql')`, without the
 * lines of its comments, which the database would read each time.
 */
export function sqlFile(moduleUrl: string, name: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8').replaceAll(/^ *--.*\n/gm, '')
}

/**
 * Fills all marks, each once, so that no part is read again for marks of its own.
 * @throws Error for a mark without a part: a fault of the module
 */
export function fillMarks(sql: string, parts: Readonly<Record<string, string | undefined>>): string {
  return sql.replaceAll(MARK, (mark, name: string) => {
    const part = parts[name]
    if (part === undefined) throw new Error(`Nothing fills the mark ${mark}.`)
    return part
  })
}
