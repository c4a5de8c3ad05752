/** Outlines of projects: upload, coordinate system, faults and repairs. */
import type { Response } from 'express'
import type { Database } from '../../../geodata/database/database.ts'
import { jobSchema } from '../../../geodata/model/answers/job.ts'
import {
  drawnOutlinesSchema,
  OUTLINE_READ_JOB,
  outlineRepairRequestSchema,
  outlineSetSchema,
  outlineSetsSchema,
  outlineUploadSchema,
  systemChoiceSchema,
} from '../../../geodata/model/answers/planning-outlines.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import { incomplete } from '../../files/problems.ts'
import { knownFile, noFile } from '../../files/uploads.ts'
import { checkedBody } from '../../http/checked-body.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { sendJson } from '../../http/send-json.ts'
import { addJob } from '../../jobs/job-rows.ts'
import { setAnswer } from './answer.ts'
import { outlineFileEndpoints } from './files/routes.ts'
import { limitsOf } from './owner.ts'
import { findingsOf, placeOutlines } from './place.ts'
import { type OutlineContext, outlineDatabase, outlineIdParams, tag, unplaced } from './request.ts'
import { resultEndpoints } from './result-routes.ts'
import { addSet, deleteSet, knownSet, listSets, placeSet } from './rows.ts'

const json = 'application/json'

const planners = { tag, secured: true, writers: ['planner'] } as const

async function sendSet(response: Response, database: Database, id: string, status = 200): Promise<void> {
  if (status === 201) response.set('Location', `/planning/outlines/${id}`)
  sendJson(response, outlineSetSchema, setAnswer(await knownSet(database, id)), { status })
}

export function outlineEndpoints(context: OutlineContext): readonly Endpoint[] {
  return [
    listEndpoint(context),
    uploadEndpoint(context),
    drawnEndpoint(context),
    setEndpoint(context),
    systemEndpoint(context),
    repairEndpoint(context),
    deleteEndpoint(context),
    ...resultEndpoints(context),
    ...outlineFileEndpoints(context),
  ]
}

function listEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    operationId: 'getOutlineSets',
    method: 'get',
    path: '/planning/outlines',
    tag,
    summary: '红线 · the viewer’s sets of outlines; administrators see all',
    secured: true,
    responses: { 200: { description: 'Sets', content: { [json]: outlineSetsSchema } }, ...refusals },
    async handle(_, response, request) {
      const sets = await listSets(outlineDatabase(context, request))
      sendJson(response, outlineSetsSchema, {
        sets: sets.map(({ created_at, expires_at, ...set }) => ({
          ...set,
          created_at: created_at.toISOString(),
          expires_at: expires_at.toISOString(),
        })),
      })
    },
  })
}

function uploadEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    ...planners,
    operationId: 'readOutlines',
    method: 'post',
    path: '/planning/outlines',
    summary:
      '读取红线 · read the areas of an uploaded file, and judge their coordinate system; nothing is shifted before it is confirmed',
    requestBody: { [json]: outlineUploadSchema },
    responses: {
      202: { description: 'Queued: follow the job at /jobs/{id}', content: { [json]: jobSchema } },
      409: { description: 'The upload is not complete' },
      ...refusals,
    },
    async handle(_, response, request) {
      const database = outlineDatabase(context, request)
      const body = await checkedBody(request, outlineUploadSchema)
      const file = await knownFile(database, body.file)
      if (file.kind !== 'upload') throw noFile(body.file)
      if (file.received < file.bytes) throw incomplete
      const job = await addJob(database, OUTLINE_READ_JOB, {
        ...body,
        ...limitsOf(viewerOf(request)),
      })
      response.set('Location', `/jobs/${job.id}`)
      sendJson(response, jobSchema, job, { status: 202 })
    },
  })
}

function drawnEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    ...planners,
    operationId: 'drawOutlines',
    method: 'post',
    path: '/planning/outlines/drawn',
    summary: '绘制红线 · store outlines drawn on the map, in WGS 84',
    requestBody: { [json]: drawnOutlinesSchema },
    responses: { 201: { description: 'Stored', content: { [json]: outlineSetSchema } }, ...refusals },
    async handle(_, response, request) {
      const database = outlineDatabase(context, request)
      const { name, outlines } = await checkedBody(request, drawnOutlinesSchema)
      const system = { crs: 'EPSG:4326', swapped: false }
      const source = { encoding: null, part: null, declared: null, outlines, notes: [] }
      const placed = placeOutlines(source, system)
      const set = { name, source, candidates: [], system, outlines: placed, findings: findingsOf(placed) }
      await sendSet(response, database, await addSet(database, set, context.settings.filesKeptDays), 201)
    },
  })
}

function setEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    operationId: 'getOutlines',
    method: 'get',
    path: '/planning/outlines/{id}',
    tag,
    summary: '红线 · one set: systems it could be in, outlines, faults and repairs',
    secured: true,
    params: outlineIdParams,
    responses: { 200: { description: 'Outlines', content: { [json]: outlineSetSchema } }, ...refusals },
    async handle({ params: { id } }, response, request) {
      await sendSet(response, outlineDatabase(context, request), id)
    },
  })
}

function systemEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    ...planners,
    operationId: 'confirmOutlineSystem',
    method: 'put',
    path: '/planning/outlines/{id}/system',
    summary: '确认坐标系 · place the outlines by a confirmed coordinate system, and find their faults',
    params: outlineIdParams,
    requestBody: { [json]: systemChoiceSchema },
    responses: {
      200: { description: 'Outlines', content: { [json]: outlineSetSchema } },
      409: { description: 'The system needs parameters, or the coordinates are not in it' },
      ...refusals,
    },
    async handle({ params: { id } }, response, request) {
      const database = outlineDatabase(context, request)
      const set = await knownSet(database, id)
      const system = await checkedBody(request, systemChoiceSchema)
      const outlines = placeOutlines(set.source, system)
      await placeSet(database, id, { system, outlines, findings: findingsOf(outlines) })
      await sendSet(response, database, id)
    },
  })
}

function repairEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    ...planners,
    operationId: 'repairOutlines',
    method: 'post',
    path: '/planning/outlines/{id}/repair',
    summary: '修复红线 · take the repairs that the set offers, all or those of some outlines',
    params: outlineIdParams,
    requestBody: { [json]: outlineRepairRequestSchema },
    responses: {
      200: { description: 'Outlines', content: { [json]: outlineSetSchema } },
      409: { description: 'No system is confirmed yet' },
      ...refusals,
    },
    async handle({ params: { id } }, response, request) {
      const database = outlineDatabase(context, request)
      const set = await knownSet(database, id)
      const { outlines: asked } = await checkedBody(request, outlineRepairRequestSchema)
      if (set.outlines === null) throw unplaced
      const repairs = new Map(set.findings?.repairs.map((repair) => [repair.outline, repair.parts]))
      const outlines = set.outlines.map((outline, i) => {
        const parts = asked === undefined || asked.includes(i) ? repairs.get(i) : undefined
        return parts === undefined ? outline : { ...outline, parts }
      })
      await placeSet(database, id, { system: set.system, outlines, findings: findingsOf(outlines) })
      await sendSet(response, database, id)
    },
  })
}

function deleteEndpoint(context: OutlineContext): Endpoint {
  return endpoint({
    ...planners,
    operationId: 'deleteOutlines',
    method: 'delete',
    path: '/planning/outlines/{id}',
    summary: '删除红线 · delete a set with its results',
    params: outlineIdParams,
    responses: { 204: { description: 'Deleted' }, ...refusals },
    async handle({ params: { id } }, response, request) {
      const database = outlineDatabase(context, request)
      await knownSet(database, id)
      await deleteSet(database, id)
      response.status(204).end()
    },
  })
}
