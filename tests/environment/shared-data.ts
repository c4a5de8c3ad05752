/**
 * Files of ../shared for tests: real data below `data/`, inputs that once failed below `cases/`. They are not
 * part of the project. If a file is missing, its test is skipped by name; with CI=true it fails.
 * SHUANGXI_SHARED names another folder.
 */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { projectRoot } from '../house/source-files.ts'

const folder = process.env.SHUANGXI_SHARED ?? resolve(projectRoot, '../shared')

/**
 * Returns the path of a file below ../shared, such as `cases/import/14-with-icon.kmz`. Throws an Error if it
 * is missing.
 */
export function sharedFile(file: string): string {
  const path = join(folder, file)
  if (!existsSync(path)) {
    throw new Error(`The test data ${file} is missing: put it below ${folder} or set SHUANGXI_SHARED.`)
  }
  return path
}

/**
 * Returns the path of a real data file, such as `osm/westlake_10km.osm.pbf`. Throws an Error if it is
 * missing.
 */
export const sharedData = (file: string): string => sharedFile(join('data', file))

/**
 * Returns the path of an input that once failed, such as `import/14-with-icon.kmz`. Throws an Error if it is
 * missing.
 */
export const sharedCase = (file: string): string => sharedFile(join('cases', file))

/** For `test.skipIf(…)`: true if a file below ../shared is missing and this is not CI. */
export function lacksShared(...files: readonly string[]): boolean {
  return process.env.CI !== 'true' && files.some((file) => !existsSync(join(folder, file)))
}
