import type { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import type { ImportRequest } from '../../../../geodata/import/request.ts'
import type { Mutation } from './mutate.ts'

/** Bytes by file name; the first is what is imported, the others lie beside it. */
export type Seed = ReadonlyMap<string, Buffer>

/** A format to fuzz: one file in formats/, listed in formats/index.ts. */
export interface FuzzFormat {
  /** What `--format` names it by. */
  readonly name: string
  /** Small valid files, each of which imports. */
  seeds(gdal: Gdal): Promise<readonly Seed[]> | readonly Seed[]
  /** Changes that know the format, and so reach behind checksums and compression. */
  readonly mutations?: readonly Mutation[]
  /** Puts damaged files into the container that is imported, so that its checksums are right. */
  pack?(files: Seed): Seed
  /** How the files are imported. */
  readonly request: Omit<ImportRequest, 'file' | 'source'>
}
