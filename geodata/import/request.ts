/** The request for an import. */
import type { AuditRecord } from '../audit/record.ts'
import type { Text } from '../model/text.ts'
import type { Gdal } from './gdal/gdal.ts'

export interface ImportRequest {
  readonly file: string
  /** `osm`, `dem` or the id of a catalogue layer. */
  readonly as: string
  /** Source name of the rows; another import with the same name replaces them. */
  readonly source?: string | undefined
  readonly licence?: string | undefined
  readonly synthetic?: boolean | undefined
  /** `extent`: the file is complete within its extent, so that nothing there means "not concerned". */
  readonly coverage?: 'extent' | 'none' | undefined
  /** Instead: a file with the areas that were surveyed completely. */
  readonly surveyFile?: string | undefined
  /** When (YYYY-MM-DD) and by whom the covered ground was surveyed. */
  readonly surveyedOn?: string | undefined
  readonly surveyedBy?: string | undefined
  /** EPSG:…, GCJ-02 or BD-09, if the file declares none or a wrong one. */
  readonly crs?: string | undefined
  /** Parameters from a datum to WGS 84: dx,dy,dz or dx,dy,dz,rx,ry,rz,s. */
  readonly towgs84?: string | undefined
  /** Layer of the file, if it has several. */
  readonly layer?: string | undefined
  /** Columns of the file to columns of the platform. */
  readonly map?: ReadonlyMap<string, string> | undefined
  /** Values for columns that the file does not have, as text. */
  readonly set?: ReadonlyMap<string, string> | undefined
  /** Condition on columns of the file, in the syntax of ogr2ogr. */
  readonly where?: string | undefined
  /** The file has north before east. */
  readonly swapAxes?: boolean | undefined
  /** Text encoding of the file, if the declared or detected one is wrong. */
  readonly encoding?: string | undefined
  /** Zone of times without one, such as Asia/Shanghai (the default) or +08:00. */
  readonly timezone?: string | undefined
  /** Terrain: where sources overlap, the one with the highest priority is drawn. */
  readonly priority?: number | undefined
  /** GDAL instance to use, which the caller closes. Without it an import starts its own. */
  readonly gdal?: Gdal | undefined
  /** Who imports, for the audit log, if the connection's viewer is the system. */
  readonly by?: AuditRecord['by']
  readonly signal?: AbortSignal | undefined
  /** Called with the current step and, where known, its completed share (0–1). */
  readonly onProgress?: ((step: Text, share?: number) => void) | undefined
}
