/** The jobs of the page's importer: the preview, the import itself, and the check of a delivery. */
import type { Database } from '../../geodata/database/database.ts'
import type { ImportPreview } from '../../geodata/import/preview.ts'
import { reportText } from '../../geodata/import/report-text.ts'
import { importInThread, previewInThread } from '../../geodata/import/thread/run.ts'
import { DELIVERY_JOB } from '../../geodata/model/answers/delivery.ts'
import type {
  ImportPreviewAnswer,
  ImportReportAnswer,
  previewFeaturesSchema,
} from '../../geodata/model/answers/imports.ts'
import {
  IMPORT_JOB,
  importRequestSchema,
  PREVIEW_JOB,
  previewRequestSchema,
} from '../../geodata/model/answers/imports.ts'
import type { ServerContext } from '../context.ts'
import { storeResult } from '../files/results.ts'
import type { FileSettings } from '../files/uploads.ts'
import type { Answer } from '../http/send-json.ts'
import { explain } from '../jobs/explain.ts'
import { withPageFields } from '../jobs/page-words.ts'
import type { JobKind } from '../jobs/worker.ts'
import { checkJob } from './check-job.ts'
import { withUpload } from './import-request.ts'
import { refuseUnagreed, replacedBy } from './replaced.ts'
import { refuseFormerImporter } from './rights.ts'

type Needed = Pick<ServerContext, 'systemDatabase' | 'databaseAs'> & { readonly settings: FileSettings }

/** Returns the work of import jobs, by kind. */
export function importJobs(context: Needed): Readonly<Record<string, JobKind>> {
  return {
    [PREVIEW_JOB]: previewJob(context),
    [IMPORT_JOB]: importJob(context),
    [DELIVERY_JOB]: checkJob(context),
  }
}

function previewJob({ systemDatabase: database, databaseAs, settings }: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<ImportPreviewAnswer> {
      const body = previewRequestSchema.parse(job.input)
      const preview = await withUpload(database, settings, body, job, (request) =>
        previewInThread(database, request),
      )
      // The features belong to the account.
      const owner = databaseAs({ role: 'admin', account: job.account })
      return {
        ...(await answerOf(owner, settings, body.as, preview)),
        replaces: await replacedBy(database, body.as, preview.source),
      }
    },
  }
}

async function answerOf(
  owner: Database,
  settings: FileSettings,
  as: string,
  preview: ImportPreview,
): Promise<Omit<ImportPreviewAnswer, 'replaces'>> {
  const { source } = preview
  const columns = { fields: [], taken: [], missing: [] }
  if (!('features' in preview)) {
    const nothing = {
      total: -1,
      crs: null,
      encoding: null,
      sample: [],
      notes: [],
      bounds: null,
      shown: 0,
      survey: null,
    }
    return { as, source, columns, ...nothing, features: null }
  }
  const { features, total, crs, encoding, sample, notes, bounds, survey } = preview
  const areas = (survey?.features ?? []).map((area) => ({ ...area, properties: { survey: true } }))
  const drawn: Answer<typeof previewFeaturesSchema> = {
    type: 'FeatureCollection',
    features: [...features, ...areas],
  }
  const bytes = Buffer.from(JSON.stringify(drawn))
  const file = { name: 'preview.geojson', media_type: 'application/geo+json', bytes }
  return {
    ...{ as, source, total, encoding },
    crs: {
      ...crs,
      alternatives: crs.alternatives.map(({ box, ...one }) => ({
        ...one,
        box: box.map(([x, y]): [number, number] => [x, y]),
      })),
    },
    columns: {
      fields: [...preview.columns.fields],
      taken: [...preview.columns.taken],
      missing: [...preview.columns.missing],
    },
    sample: [...sample],
    notes: notes.map(withPageFields),
    bounds: bounds && [...bounds],
    shown: features.length,
    survey: survey && {
      ...{ file: survey.file, total: survey.total },
      bounds: survey.bounds && [...survey.bounds],
    },
    features: await storeResult(owner, settings, file),
  }
}

function importJob({ systemDatabase: database, settings }: Needed): JobKind {
  return {
    explain,
    async run(job): Promise<undefined> {
      const body = importRequestSchema.parse(job.input)
      await withUpload(database, settings, body, job, (request) =>
        importInThread(database, request, {
          async onBegin(client) {
            await refuseFormerImporter(client, job.account, body.as)
            await refuseUnagreed(client, body)
          },
          async beforeCommit(client, report) {
            const texts = { zh: reportText(report, 'zh'), en: reportText(report, 'en') }
            const done: ImportReportAnswer = {
              source: report.identity.source.name,
              as: body.as,
              counts: { ...report.counts },
              report: texts,
            }
            await job.finish(client, done)
          },
        }),
      )
    },
  }
}
