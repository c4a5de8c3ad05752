import type { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import type { Mutation } from './mutate.ts'

/** Bytes by file name; the first file is imported, the others are beside it. */
export type Seed = ReadonlyMap<string, Buffer>

/** A format to fuzz: one file in formats/, listed in formats/index.ts. */
export interface FuzzFormat {
  /** Its name for `--format`. */
  readonly name: string
  /** Small valid files, each of which imports. */
  seeds(gdal: Gdal): Promise<readonly Seed[]> | readonly Seed[]
  /** Changes specific to the format, which get past checksums and compression. */
  readonly mutations?: readonly Mutation[]
  /** Packs damaged files into the imported container, with correct checksums. */
  pack?(files: Seed): Seed
  /** How the files are imported. */
  readonly request: Omit<ImportRequest, 'file' | 'source'>
}
