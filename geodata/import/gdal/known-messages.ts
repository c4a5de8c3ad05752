/** Classifies GDAL's messages. The patterns match the texts of GDAL 3.8, which are never shown. */
import type { Text } from '../../model/text.ts'
import type { GdalMessage } from './messages.ts'

const failures = {
  unknown_format: /not recognized as (being in )?a supported file format|not recognized as a supported/i,
  missing_part: /Unable to open .*\.(shx|dbf|shp|prj)|SHAPE_RESTORE_SHX/i,
  where:
    /failed to prepare SQL|SQL Expression Parsing Error|SetAttributeFilter|not recognised as an available field|Type mismatch or improper type of arguments|near ".*": syntax error|no such column|Undefined function/i,
  layer: /Couldn't fetch requested layer|Couldn't find layer/i,
  reprojection:
    /^PROJ: |Full reprojection failed|Failed to reproject|reproject|coordinate (operation|transform)|Unable to compute|outside of projection domain|Invalid (latitude|coordinate)/i,
  drawing: /ogrdxf\w*\.cpp/i,
  json: /Invalid '[xyz]' coordinate|JSON parsing error|GeoJSON parsing error|Failed to read .*JSON|^At line \d+, character \d+|JSON.* (error|invalid)/i,
  xml: /XML parsing|not well-formed|mismatched tag|unclosed token|no element found/i,
  database: /sqlite3?_|database disk image|not a database|file is encrypted|gpkg_|database is locked/i,
  memory: /out of memory|cannot allocate|could not allocate|malloc|too large|exceeds (the )?memory/i,
  truncated:
    /truncat|unexpected (end|eof)|premature|end[- ]of[- ]file|EOF|cannot read|can't read|unable to read|failed to read|error (in|while|when)? ?read|fread|fseek|seek|short read|corrupt|damaged|past (the )?end|failed reading|Attempt to read|filegdbtable|unable to set read pointer|inconsistent|invalid (header|record|offset|size|length)|unexpected value|buffer is too small|(verification|verify) failed/i,
} satisfies Record<string, RegExp>

export type FailureKind = keyof typeof failures | 'harmless' | 'other'

/** Errors after which the data are still complete. */
const harmless = /Pointer 'hDS' is NULL in 'GDALClose'/

/** Warnings after which the data may be wrong. */
const damaging =
  /might fail or return incorrect results|trying to guess feature|truncated (file|record)|is corrupted|file is (damaged|incomplete)/i

/** Returns null if the message is not known, or is a warning that loses no data. */
export function findFailure({ severity, text }: GdalMessage): FailureKind | null {
  if (severity === 'warning') return damaging.test(text) ? 'truncated' : null
  if (harmless.test(text)) return 'harmless'
  if (text.startsWith('Terminating translation prematurely')) return null
  const found = Object.entries(failures).find(([, pattern]) => pattern.test(text))
  return (found?.[0] as FailureKind | undefined) ?? null
}

type Write = (name: string, count: number) => Text

const damaged: Write = (name) => ({
  zh: `${name} 不完整或已损坏，拒绝导入。请重新复制或导出该文件。`,
  en: `${name} is cut short or damaged, and is refused. Copy or export it again.`,
})

const other: Write = (name) => ({
  zh: `GDAL 无法正确读取 ${name}，拒绝导入：文件可能已损坏，或使用了不支持的写法。请用 GIS 软件另存为 GeoPackage 后再试。`,
  en: `GDAL cannot read ${name} without errors, and it is refused: it may be damaged or use unsupported features. Save it as GeoPackage in a GIS program and try again.`,
})

/** Explanations for the user. */
export const failureTexts: Readonly<Record<FailureKind, Write>> = {
  unknown_format: (name) => ({
    zh: `无法识别 ${name} 的格式，或其内容已损坏。支持 Shapefile、GeoPackage、GeoJSON、KML/KMZ、FlatGeobuf、DXF、File Geodatabase、CSV、GPX、MapInfo、TopoJSON。`,
    en: `The format of ${name} is not known, or its content is damaged. Supported are Shapefile, GeoPackage, GeoJSON, KML/KMZ, FlatGeobuf, DXF, File Geodatabase, CSV, GPX, MapInfo and TopoJSON.`,
  }),
  missing_part: (name) => ({
    zh: `${name} 缺少配套文件：Shapefile 需要同名的 .shp、.shx、.dbf 在一起。`,
    en: `${name} is incomplete: a Shapefile needs .shp, .shx and .dbf with the same name in one folder.`,
  }),
  where: (name) => ({
    zh: `--where 的条件不适用于 ${name}。`,
    en: `The condition of --where does not fit ${name}.`,
  }),
  layer: (name) => ({ zh: `${name} 中没有该图层。`, en: `There is no such layer in ${name}.` }),
  reprojection: (name) => ({
    zh: `${name} 中有坐标不在其坐标系的适用范围内，无法转换到 WGS 84。请检查坐标系，或用 --crs 指定。`,
    en: `${name} has coordinates outside the area of its coordinate system, which cannot be transformed to WGS 84. Check the system, or give it by --crs.`,
  }),
  drawing: (name, count) => ({
    zh: `${name} 中有 ${count} 个实体无法读取（如没有控制点的样条曲线），拒绝导入。请在 CAD 中将其分解或删除后另存。`,
    en: `${count} entities of ${name} cannot be read (such as splines without control points), and the file is refused. Explode or delete them in the CAD program and save it again.`,
  }),
  json: (name, count) => ({
    zh: `${name} 的 JSON 有误或不完整（${count} 处），拒绝导入。`,
    en: `The JSON of ${name} is wrong or cut short (${count} place${count === 1 ? '' : 's'}), and the file is refused.`,
  }),
  xml: (name) => ({
    zh: `${name} 的 XML 有误或不完整，拒绝导入。`,
    en: `The XML of ${name} is wrong or cut short, and the file is refused.`,
  }),
  database: (name) => ({
    zh: `${name} 的数据库不完整、已损坏或正被其他程序占用，拒绝导入。`,
    en: `The database in ${name} is cut short, damaged or in use by another program, and is refused.`,
  }),
  memory: (name) => ({
    zh: `${name} 中有过大的对象，内存不足以读取。`,
    en: `${name} has an object too large to be read into memory.`,
  }),
  truncated: damaged,
  harmless: other,
  other,
}

interface KnownWarning {
  readonly pattern: RegExp
  /** Null if the warning does not concern the data. */
  readonly write: ((count: number) => Text) | null
}

const warnings: readonly KnownWarning[] = [
  {
    // About syntax, numbering or speed; values and geometries are complete.
    pattern:
      /Several features with id|does not natively support|Misconversion|spatial index|Field name|creation option|Layer creation|Self-intersection|more than one layer|ICC|deprecat|is considered for removal|Driver .* does not support|has no CRS|GeometryTypeZ|Input datasource uses global|last_change|application_id|user_version|Non-conformant content|GeoJSON objects? found|winding order|date(time)? format|Sequential|wkbUnknown|feature id|preserve_fid/i,
    write: null,
  },
  {
    pattern:
      /couldn't be converted correctly|Recode|invalid UTF-8|non[- ]UTF-8|not valid UTF-8|character set/i,
    write: (count) => ({
      zh: `有文字无法按其编码解读（${count} 次提示）`,
      en: `Some text cannot be decoded in its encoding (${count} ×)`,
    }),
  },
  {
    // Judged later by the gap between the ends (read/closing.ts).
    pattern: /non closed ring|ring.*not closed|Unclosed|not closed/i,
    write: null,
  },
  {
    pattern:
      /organizePolygons|topolog|cannot be translated to Simple Geometry|self-intersect|invalid (polygon|geometry)/i,
    write: (count) => ({
      zh: `有面的内外环关系不正确（${count} 次提示）`,
      en: `Areas whose rings are not nested correctly (${count} ×)`,
    }),
  },
  {
    pattern:
      /incompletely|type mismatch|value .* (of|in|for) field|out of range|overflow|parsing of|Invalid value|clamped|not parsed|converted to/i,
    write: (count) => ({
      zh: `有值与其列的类型不符（${count} 次提示）`,
      en: `Values that do not fit the type of their column (${count} ×)`,
    }),
  },
]

const unknownWarning = (count: number): Text => ({
  zh: `读取时另有 ${count} 条警告，未能归类，请核对结果`,
  en: `${count} more warning${count === 1 ? '' : 's'} while reading that are not known: check the result`,
})

/** Explains a warning; warnings with the same explanation have the same `key`. */
export function warningText({
  severity,
  text,
}: GdalMessage): { key: string; write: (count: number) => Text } | null {
  if (severity === 'error') return null
  const known = warnings.find(({ pattern }) => pattern.test(text))
  if (!known) return { key: 'unknown', write: unknownWarning }
  return known.write && { key: String(known.pattern), write: known.write }
}
