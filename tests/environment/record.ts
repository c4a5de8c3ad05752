import { recordStatements, STATEMENTS } from './recorded-statements.ts'

const worker = globalThis as { recordsStatements?: boolean }
const folder = process.env[STATEMENTS]
if (folder !== undefined && !worker.recordsStatements) {
  worker.recordsStatements = true
  recordStatements(folder)
}
