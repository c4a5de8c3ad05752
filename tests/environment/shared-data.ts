import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectRoot } from '../house/source-files.ts'

/**
 * Path of a real data file for tests: below SHUANGXI_SHARED_DATA, else below ../shared/data beside
 * the project. The files are not part of the project; a missing one fails the test that asks, by name.
 */
export function sharedData(file: string): string {
  const folder = process.env.SHUANGXI_SHARED_DATA ?? resolve(projectRoot, '../shared/data')
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new Error(`The test data ${file} is missing: put it below ${folder} or set SHUANGXI_SHARED_DATA.`)
  }
  return path
}
