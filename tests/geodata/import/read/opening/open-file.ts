/** Opens files as the import does and collects what a user would see. */
import type { Feature, Geometry } from 'geojson'
import { expect } from 'vitest'
import { ImportError } from '../../../../../geodata/import/error.ts'
import { openVector } from '../../../../../geodata/import/read/source.ts'
import type { ImportRequest } from '../../../../../geodata/import/request.ts'
import { sharedGdal } from '../../../../environment/shared-gdal.ts'

export interface OpenedFile {
  readonly features: readonly Feature<Geometry | null>[]
  readonly fields: readonly string[]
  readonly part: string | null
  /** The English notes in one text. */
  readonly notes: string
}

export async function openFile(file: string, request: Partial<ImportRequest> = {}): Promise<OpenedFile> {
  const source = await openVector(await sharedGdal(), { file, as: 'parcels', ...request })
  const features: Feature<Geometry | null>[] = []
  for await (const feature of source.features()) features.push(feature)
  const notes = source.notes.map(({ en }) => en).join('\n')
  return { features, fields: source.fields, part: source.part, notes }
}

/** Texts for developers only: paths inside GDAL, its functions, options and error numbers. */
const RAW =
  /\/input\/|\/output\/|\/vsi|hDS|SHAPE_RESTORE|CPL|ogr2ogr|ERROR \d|Warning \d|\.cpp|sqlite3_|-skipfailures/i

/**
 * Returns the message of a refusal in both languages; fails if the file is read or raw library text is shown.
 */
export async function refusalOf(file: string, request: Partial<ImportRequest> = {}): Promise<string> {
  const outcome = await openFile(file, request).catch((error: unknown) => error)
  expect(outcome, file).toBeInstanceOf(ImportError)
  const { zh, en } = (outcome as ImportError).text
  expect(`${zh} ${en}`).not.toMatch(RAW)
  expect(zh).toMatch(/[一-鿿]/)
  return `${zh} ${en}`
}

export const propertiesOf = ({ features }: OpenedFile) => features.map(({ properties }) => properties)
