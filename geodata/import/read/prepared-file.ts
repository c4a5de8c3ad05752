/** A file that is ready for GDAL: unpacked, converted, with the settings for opening it. */
import type { Text } from '../../model/text.ts'
import type { OpenSettings } from '../gdal/gdal.ts'
import type { DrawingSurvey } from './dxf/survey.ts'

export interface PreparedFile {
  /** Path that GDAL opens. */
  readonly path: string
  /** File name for messages. */
  readonly name: string
  /** Layer to request from GDAL; undefined leaves the choice to `chooseLayer`. */
  readonly layer: string | undefined
  /** The part that was chosen among several before GDAL opened the file. */
  readonly part: string | null
  readonly settings: OpenSettings
  readonly drawing: DrawingSurvey | null
  /** Number of features that the file must have, if its driver does not report it. */
  readonly declared: number | null
  /** Encoding that its text was decoded from; null if the format fixes it. */
  readonly encoding: string | null
  readonly notes: readonly Text[]
}
