/** What is asked of an import. */
import type { AuditRecord } from '../audit/record.ts'
import type { Text } from '../model/text.ts'
import type { Gdal } from './gdal/gdal.ts'

export interface ImportRequest {
  readonly file: string
  /** `osm`, `dem` or the id of a catalogue layer. */
  readonly as: string
  /** Name that the rows carry; again the same name replaces them. */
  readonly source?: string | undefined
  readonly licence?: string | undefined
  readonly synthetic?: boolean | undefined
  /** EPSG:…, GCJ-02 or BD-09, where the file does not say or says it wrongly. */
  readonly crs?: string | undefined
  /** Parameters of a datum's way to WGS 84: dx,dy,dz or dx,dy,dz,rx,ry,rz,s. */
  readonly towgs84?: string | undefined
  /** Layer of the file, where it has several. */
  readonly layer?: string | undefined
  /** Columns of the file to columns of the platform. */
  readonly map?: ReadonlyMap<string, string> | undefined
  /** Values for columns that the file does not have, as text. */
  readonly set?: ReadonlyMap<string, string> | undefined
  /** Condition on the file's own columns, as ogr2ogr takes it. */
  readonly where?: string | undefined
  /** The file writes north before east. */
  readonly swapAxes?: boolean | undefined
  /** Encoding of the file's text, where what it says or what is judged is wrong. */
  readonly encoding?: string | undefined
  /** Zone of times that name none, such as Asia/Shanghai (the default) or +08:00. */
  readonly timezone?: string | undefined
  /** Of terrain: where sources overlap, the highest is drawn. */
  readonly priority?: number | undefined
  /** Reads this file and others after it; who gives it closes it. Without it an import starts its own. */
  readonly gdal?: Gdal | undefined
  /** Who imports, for the audit log, where the connection's viewer is the system. */
  readonly by?: AuditRecord['by']
  readonly signal?: AbortSignal | undefined
  /** Hears what is being done, and the share of it where it can be told. */
  readonly onProgress?: ((step: Text, share?: number) => void) | undefined
}
