import { readFileSync } from 'node:fs'

/** Reads a .sql file that lies beside a module: `sqlFile(import.meta.url, 'places-store.sql')`. */
export function sqlFile(moduleUrl: string, name: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8')
}
