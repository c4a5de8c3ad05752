/** JSON of imports: the request, the preview of a file, and the report. */
import { z } from 'zod'
import { boundsSchema, geometrySchema } from './geometry.ts'
import { textSchema } from './text.ts'

const line = z.string().min(1).max(200)
const columns = z.record(line, line).refine((map) => Object.keys(map).length <= 100)

/** The options of the command, on an uploaded file. */
export const importOptions = {
  file: z.uuid().describe('The uploaded file'),
  as: line.describe('osm, dem or the id of a layer'),
  source: line.optional(),
  licence: line.optional(),
  layer: line.optional().describe('Layer of the file, if it has several'),
  crs: line.optional().describe('EPSG:…, GCJ-02 or BD-09'),
  swap_axes: z.boolean().optional().describe('North comes before east in the file'),
  towgs84: line.optional(),
  encoding: line.optional(),
  timezone: line.optional(),
  where: z.string().min(1).max(2000).optional(),
  map: columns.optional().describe('Columns of the file to columns of the layer'),
  set: columns.optional().describe('Values for columns that the file does not have'),
  priority: z.int().min(-999_999).max(999_999).optional(),
  synthetic: z.boolean().optional(),
}

/** A file that goes with the import. */
const surveyOption = {
  survey_file: z
    .uuid()
    .optional()
    .describe('An uploaded file with the areas in which control lines, parcels or plans are complete'),
}

export const previewRequestSchema = z.strictObject({ ...importOptions, ...surveyOption })

/** Existing rows of a source, which an import of the same source replaces. */
const replacedSchema = z.object({
  rows: z.int().describe('Rows of the source in the imported layers'),
  last_import: z
    .object({ id: z.int(), file: z.string(), kind: z.string(), finished_at: z.iso.datetime() })
    .nullable(),
})
export type Replaced = z.infer<typeof replacedSchema>

export const importRequestSchema = z.strictObject({
  ...importOptions,
  ...surveyOption,
  source: line.describe('The name from the preview, or another'),
  coverage: z
    .enum(['extent', 'none'])
    .optional()
    .describe('Instead: whether control lines, parcels or plans are complete within the extent of the file'),
  surveyed_on: z.iso.date().optional().describe('When the covered ground was surveyed'),
  surveyed_by: line.optional().describe('By whom'),
  replaces: z
    .strictObject({ last_import: z.int().nullable() })
    .optional()
    .describe('Confirms that rows of this source may be replaced, if this was its last import'),
})
export type ImportRequestBody = z.infer<typeof importRequestSchema>
export type PreviewRequestBody = z.infer<typeof previewRequestSchema>

const systemSchema = z.object({
  crs: z.string(),
  swapped: z.boolean(),
  title: textSchema,
  is_certain: z.boolean().describe('False if it needs local parameters to CGCS2000 (`towgs84`)'),
  is_declared: z.boolean().describe('Whether the file declares it'),
  matches: z
    .number()
    .nullable()
    .describe('Share of corners within 1 m of borders of known parcels and control lines'),
  metres: z.number().describe('Distance from the place in the system of the preview'),
  box: z.array(z.tuple([z.number(), z.number()])).describe('Corners of the extent in degrees, closed'),
})

const surveySchema = z.object({
  file: z.string(),
  total: z.int().describe('Number of surveyed areas'),
  bounds: boundsSchema.nullable(),
})

export const importPreviewSchema = z.object({
  as: z.string(),
  source: z.string(),
  total: z.int().describe('Number of features in the file; negative if unknown'),
  crs: z
    .object({
      read: z.string().describe('The coordinate system used for the preview'),
      from: z.enum(['file', 'asked', 'guess']),
      swapped: z.boolean(),
      said: z.string().nullable().describe('The coordinate system stated in the file'),
      alternatives: z
        .array(systemSchema)
        .describe('All systems that the coordinates could be in, the most probable first'),
    })
    .nullable(),
  encoding: z.string().nullable().describe('Null if the format defines it'),
  columns: z.object({
    fields: z.array(z.string()),
    taken: z.array(z.object({ field: z.string(), column: z.string() })),
    missing: z.array(z.object({ column: z.string(), title: textSchema })),
  }),
  sample: z.array(z.record(z.string(), z.string())).describe('The first rows, as text'),
  notes: z.array(textSchema),
  bounds: boundsSchema.nullable(),
  shown: z.int().describe('Number of drawn features'),
  features: z.uuid().nullable().describe('A file with these features, and the surveyed areas, as GeoJSON'),
  survey: surveySchema.nullable().describe('The surveyed areas of `survey_file`'),
  replaces: replacedSchema.nullable(),
})
/** The file of a preview with the features to draw. */
export const previewFeaturesSchema = z.object({
  type: z.literal('FeatureCollection'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: geometrySchema,
      properties: z.record(z.string(), z.unknown()).describe('`survey` is true for a surveyed area'),
    }),
  ),
})
export type ImportPreviewAnswer = z.infer<typeof importPreviewSchema>

export const importReportSchema = z.object({
  source: z.string(),
  as: z.string(),
  counts: z.record(z.string(), z.int()),
  report: textSchema.describe('The same report as that of the command'),
})
export type ImportReportAnswer = z.infer<typeof importReportSchema>

/** Names of import jobs. */
export const PREVIEW_JOB = 'import-preview'
export const IMPORT_JOB = 'import'
