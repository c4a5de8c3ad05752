/** Sorts the test files by what they start, so that each kind runs as cheaply as possible. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, sourceFiles } from '../house/source-files.ts'

export type TestKind = 'unit' | 'database' | 'process'

const OWN_PROCESS =
  /environment\/(app|chromium|cluster|embedded-|install|lean-server|postgis-|server-process|static-server|valkey)|openEmbedded|openDatabase|node:child_process|node:worker_threads|vi\.(mock|stub)/

/** `database`: shares a worker's databases; `process`: starts its own servers, processes or databases. */
function kindOf(text: string): TestKind {
  if (text.includes('environment/databases.ts')) return 'database'
  return OWN_PROCESS.test(text) ? 'process' : 'unit'
}

/** All test files of a kind, as paths from the project's folder. */
export function testFiles(kind: TestKind): string[] {
  return sourceFiles(projectRoot, ['.test.ts', '.test.tsx']).filter(
    (file) =>
      file.startsWith('tests/') &&
      !file.startsWith('tests/contract/') &&
      kindOf(readFileSync(join(projectRoot, file), 'utf8')) === kind,
  )
}
