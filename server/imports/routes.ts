/** `POST /imports/previews`, `POST /imports`, `POST /imports/checks`: each queues a job on an uploaded file. */
import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import {
  DELIVERY_JOB,
  type DeliveryRequest,
  deliveryRequestSchema,
} from '../../geodata/model/answers/delivery.ts'
import {
  IMPORT_JOB,
  type ImportRequestBody,
  importRequestSchema,
  PREVIEW_JOB,
  type PreviewRequestBody,
  previewRequestSchema,
} from '../../geodata/model/answers/imports.ts'
import { jobSchema } from '../../geodata/model/answers/job.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { ProblemError } from '../errors.ts'
import { incomplete } from '../files/problems.ts'
import { knownFile, noFile } from '../files/uploads.ts'
import { checkedBody } from '../http/checked-body.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { sendJson } from '../http/send-json.ts'
import { addJob } from '../jobs/job-rows.ts'
import { withPageFields } from '../jobs/page-words.ts'
import { checkReportEndpoint } from './check-report-route.ts'
import { notAgreed, replacedRows } from './replaced.ts'
import { requireImporter, requireKind } from './rights.ts'

const tag = 'Imports'
const json = 'application/json'

const shared = { method: 'post', tag, secured: true, writers: ['planner'] } as const
const responses = {
  202: { description: 'Queued: follow the job at /jobs/{id}', content: { [json]: jobSchema } },
  409: { description: 'The file is not complete, or rows would be replaced without consent' },
  ...refusals,
}

type ImportContext = Pick<DataContext, 'databaseFor'>

export function importsEndpoints(context: ImportContext): readonly Endpoint[] {
  return [
    endpoint({
      ...shared,
      operationId: 'previewImport',
      path: '/imports/previews',
      summary:
        '预览导入 · read an uploaded file as an import would, in the guessed system, and store nothing',
      requestBody: { [json]: previewRequestSchema },
      responses,
      async handle(_, response, request) {
        const { body, database } = await asked(context, request, previewRequestSchema)
        await queue(response, database, PREVIEW_JOB, body)
      },
    }),
    endpoint({
      ...shared,
      operationId: 'startImport',
      path: '/imports',
      summary: '导入 · import an uploaded file, by the same rules as the command',
      requestBody: { [json]: importRequestSchema },
      responses,
      async handle(_, response, request) {
        const { body, database } = await asked(context, request, importRequestSchema)
        await refuseSilentReplacement(database, body)
        await queue(response, database, IMPORT_JOB, body)
      },
    }),
    endpoint({
      ...shared,
      operationId: 'checkDelivery',
      path: '/imports/checks',
      summary:
        '成果质检 · check fields, domains, codes, geometry, topology and areas of an uploaded file, or without a file of what is stored of a layer',
      requestBody: { [json]: deliveryRequestSchema },
      responses,
      async handle(_, response, request) {
        const { body, database } = await asked(context, request, deliveryRequestSchema)
        await queue(response, database, DELIVERY_JOB, body)
      },
    }),
    checkReportEndpoint(context),
  ]
}

async function asked<B extends PreviewRequestBody | DeliveryRequest>(
  { databaseFor }: ImportContext,
  request: Request,
  schema: z.ZodType<B>,
): Promise<{ body: B; database: Database }> {
  const viewer = viewerOf(request)
  requireImporter(viewer)
  const body = await checkedBody(request, schema)
  requireKind(viewer, body.as)
  const database = databaseFor(request)
  for (const id of [
    'file' in body ? body.file : undefined,
    'survey_file' in body ? body.survey_file : undefined,
  ]) {
    if (id === undefined) continue
    const file = await knownFile(database, id)
    if (file.kind !== 'upload') throw noFile(id)
    if (file.received < file.bytes) throw incomplete
  }
  return { body, database }
}

/** The import checks again, in its transaction. */
async function refuseSilentReplacement(
  database: Database,
  { as, source, replaces }: ImportRequestBody,
): Promise<void> {
  if (replaces !== undefined) return
  const rows = await replacedRows(database, as, source)
  if (rows === 0) return
  throw new ProblemError(
    409,
    { zh: '会替换已有数据', en: 'Rows would be replaced' },
    withPageFields(notAgreed(source, rows).text),
  )
}

async function queue(response: Response, database: Database, kind: string, input: object): Promise<void> {
  const job = await addJob(database, kind, input)
  response.set('Location', `/jobs/${job.id}`)
  sendJson(response, jobSchema, job, { status: 202 })
}
