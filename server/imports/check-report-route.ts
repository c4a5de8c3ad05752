/** `GET /imports/checks/{id}/report.pdf`: the printed report of a finished check, for its owner. */
import { z } from 'zod'
import { DELIVERY_JOB, deliveryReportSchema } from '../../geodata/model/answers/delivery.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { languageOf } from '../http/negotiation.ts'
import { languageParameter, parameter } from '../http/parameters.ts'
import { knownJob } from '../jobs/job-rows.ts'
import { printDelivery } from './check-report.ts'
import { faultPictures } from './fault-pictures.ts'
import { requireImporter } from './rights.ts'

export function checkReportEndpoint({ databaseFor }: Pick<DataContext, 'databaseFor'>): Endpoint {
  return endpoint({
    operationId: 'getDeliveryReport',
    method: 'get',
    path: '/imports/checks/{id}/report.pdf',
    tag: 'Imports',
    summary: '质检报告 · the report of a finished check as PDF, in Chinese or English',
    secured: true,
    params: z.object({
      id: parameter(z.uuid(), { zh: '任务编号', en: 'the id of a job' }, { type: 'string', format: 'uuid' }),
    }),
    query: z.object({ lang: languageParameter }),
    responses: { 200: { description: 'The report', content: { 'application/pdf': null } }, ...refusals },
    async handle({ params: { id }, query }, response, request) {
      requireImporter(viewerOf(request))
      const database = databaseFor(request)
      const job = await knownJob(database, id)
      const report = deliveryReportSchema.safeParse(job.result)
      if (job.kind !== DELIVERY_JOB || !report.success) throw notFound({ zh: '质检报告', en: 'report' }, id)
      const language = languageOf(request, query.lang)
      const checkedAt = job.finished_at ?? job.created_at
      const pictures = await faultPictures(database, report.data, checkedAt, language)
      const pdf = await printDelivery(report.data, checkedAt, language, pictures)
      response.set('Cache-Control', 'private, no-store').vary('Accept-Language')
      response.set('Content-Disposition', `inline; filename="delivery-check_${id}.pdf"`)
      response.type('application/pdf').send(pdf)
    },
  })
}
