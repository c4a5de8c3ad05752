/** One GDAL for all imports of a worker, because its start takes longer than reading most test files. */
import { mkdtempSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Database } from '../../geodata/database/database.ts'
import { Gdal } from '../../geodata/import/gdal/gdal.ts'
import { type ImportReport, runImport } from '../../geodata/import/import.ts'
import type { ImportRequest } from '../../geodata/import/request.ts'

const worker = globalThis as { gdal?: Promise<Gdal> }

async function start(): Promise<Gdal> {
  const gdal = await Gdal.start()
  process.once('exit', () => rmSync(gdal.folder, { recursive: true, force: true }))
  return gdal
}

/** Never closed; it ends with the worker. */
export function sharedGdal(): Promise<Gdal> {
  worker.gdal ??= start()
  return worker.gdal
}

/** Imports as the command does, with the worker's GDAL. */
export async function importFile(
  database: Pick<Database, 'transaction'>,
  request: ImportRequest,
): Promise<ImportReport> {
  return runImport(database, { gdal: await sharedGdal(), ...request })
}

/** Writes vector files with the worker's GDAL into a temporary folder. */
export async function gdalOutput() {
  const gdal = await sharedGdal()
  const folder = mkdtempSync(join(gdal.folder, 'output-'))
  return {
    folder,
    /** As `Gdal.convert` by ogr2ogr, below the folder. */
    convert: (file: string, args: readonly string[], output: string) =>
      gdal.convert('ogr2ogr', file, args, join(basename(folder), output)),
  }
}
