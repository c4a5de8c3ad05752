/** `GET /jobs`, `GET /jobs/{id}`, `POST /jobs/{id}/cancel`. */
import type { Request } from 'express'
import { z } from 'zod'
import { jobSchema, jobsSchema } from '../../geodata/model/answers/job.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { cancelJob, knownJob, listJobs } from './job-rows.ts'

const tag = 'Jobs'
const json = 'application/json'

const idParams = z.object({
  id: parameter(z.uuid(), { zh: '任务编号', en: 'the id of a job' }, { type: 'string', format: 'uuid' }),
})

export function jobsEndpoints({ databaseFor }: Pick<DataContext, 'databaseFor'>): readonly Endpoint[] {
  const databaseOf = (request: Request) => {
    requireRole(viewerOf(request), 'planner', { zh: '任务', en: 'Jobs' })
    return databaseFor(request)
  }
  return [
    endpoint({
      operationId: 'getJobs',
      method: 'get',
      path: '/jobs',
      tag,
      summary: '任务 · the viewer’s jobs, the newest first; administrators see all',
      secured: true,
      responses: { 200: { description: 'Jobs', content: { [json]: jobsSchema } }, ...refusals },
      async handle(_, response, request) {
        sendJson(response, jobsSchema, { jobs: await listJobs(databaseOf(request)) })
      },
    }),
    endpoint({
      operationId: 'getJob',
      method: 'get',
      path: '/jobs/{id}',
      tag,
      summary: '任务 · one job: its progress, and finally its result or why it failed',
      secured: true,
      params: idParams,
      responses: { 200: { description: 'Job', content: { [json]: jobSchema } }, ...refusals },
      async handle({ params: { id } }, response, request) {
        sendJson(response, jobSchema, await knownJob(databaseOf(request), id))
      },
    }),
    endpoint({
      operationId: 'cancelJob',
      method: 'post',
      path: '/jobs/{id}/cancel',
      tag,
      summary: '取消任务 · cancel a job; a finished one does not change',
      secured: true,
      writers: ['planner'],
      params: idParams,
      responses: { 200: { description: 'Job', content: { [json]: jobSchema } }, ...refusals },
      async handle({ params: { id } }, response, request) {
        sendJson(response, jobSchema, await cancelJob(databaseOf(request), id))
      },
    }),
  ]
}
