/** A file made ready for GDAL: unpacked, converted, with the settings that it is opened by. */
import type { Text } from '../../model/text.ts'
import type { OpenSettings } from '../gdal/gdal.ts'
import type { DrawingSurvey } from './dxf/survey.ts'

export interface PreparedFile {
  /** What GDAL opens. */
  readonly path: string
  /** What the reader knows it as. */
  readonly name: string
  /** Layer that GDAL is asked for; undefined lets it be chosen. */
  readonly layer: string | undefined
  /** The one that was chosen among several before GDAL was asked. */
  readonly part: string | null
  readonly settings: OpenSettings
  readonly drawing: DrawingSurvey | null
  /** Features that the file must have, where its driver does not tell. */
  readonly declared: number | null
  /** What its text was read as; null if the format sets that. */
  readonly encoding: string | null
  readonly notes: readonly Text[]
}
