/** Checks of outlines and their results. */
import { jobSchema } from '../../../geodata/model/answers/job.ts'
import {
  OUTLINE_CHECK_JOB,
  outlineCheckSchema,
  outlineResultsSchema,
} from '../../../geodata/model/answers/planning-outlines.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { plainInteger } from '../../http/parameters.ts'
import { sendJson } from '../../http/send-json.ts'
import { addJob } from '../../jobs/job-rows.ts'
import { limitsOf } from './owner.ts'
import { type OutlineContext, outlineDatabase, outlineIdParams, tag, unplaced } from './request.ts'
import { knownResult, resultsTable } from './results.ts'
import { knownSet } from './rows.ts'

const json = 'application/json'

const resultParams = outlineIdParams.extend({ outline: plainInteger(0, 4_999) })

export function resultEndpoints(context: OutlineContext): readonly Endpoint[] {
  return [
    endpoint({
      operationId: 'checkOutlines',
      method: 'post',
      path: '/planning/outlines/{id}/check',
      tag,
      summary:
        '检查红线 · check all outlines against control lines, land use, plans and other outlines; what is checked already is kept',
      secured: true,
      writers: ['planner'],
      params: outlineIdParams,
      responses: {
        202: { description: 'Queued: follow the job at /jobs/{id}', content: { [json]: jobSchema } },
        409: { description: 'No system is confirmed yet' },
        ...refusals,
      },
      async handle({ params: { id } }, response, request) {
        const database = outlineDatabase(context, request)
        if ((await knownSet(database, id)).outlines === null) throw unplaced
        const job = await addJob(database, OUTLINE_CHECK_JOB, {
          set: id,
          ...limitsOf(viewerOf(request)),
        })
        response.set('Location', `/jobs/${job.id}`)
        sendJson(response, jobSchema, job, { status: 202 })
      },
    }),
    endpoint({
      operationId: 'getOutlineResults',
      method: 'get',
      path: '/planning/outlines/{id}/results',
      tag,
      summary: '检查结果 · the table of all checked outlines, the worst first',
      secured: true,
      params: outlineIdParams,
      responses: { 200: { description: 'Results', content: { [json]: outlineResultsSchema } }, ...refusals },
      async handle({ params: { id } }, response, request) {
        const database = outlineDatabase(context, request)
        sendJson(response, outlineResultsSchema, await resultsTable(database, await knownSet(database, id)))
      },
    }),
    endpoint({
      operationId: 'getOutlineResult',
      method: 'get',
      path: '/planning/outlines/{id}/results/{outline}',
      tag,
      summary:
        '检查结果 · one outline: findings with articles, areas and overlaps, the worst first; never an approval',
      secured: true,
      params: resultParams,
      responses: { 200: { description: 'Result', content: { [json]: outlineCheckSchema } }, ...refusals },
      async handle({ params: { id, outline } }, response, request) {
        const database = outlineDatabase(context, request)
        await knownSet(database, id)
        sendJson(response, outlineCheckSchema, await knownResult(database, id, outline))
      },
    }),
  ]
}
