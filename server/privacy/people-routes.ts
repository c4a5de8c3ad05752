/** `POST /admin/people`, `GET /admin/people/{id}/export`, `DELETE /admin/people/{id}`. */
import type { Request } from 'express'
import { z } from 'zod'
import type { Database } from '../../geodata/database/database.ts'
import { peopleSchema } from '../../geodata/model/answers/people.ts'
import { erasedSchema, personExportSchema } from '../../geodata/model/answers/person.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import type { DataContext } from '../context.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { inputProblem } from '../http/input-problem.ts'
import { readJson, smallBody } from '../http/json-body.ts'
import { parameter } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { type Erasing, erasePerson, exportPerson, findPeople } from './people.ts'

const tag = 'Privacy'
const json = 'application/json'

interface People extends Erasing {
  readonly databaseFor: DataContext['databaseFor']
}

export function peopleEndpoints(people: People): readonly Endpoint[] {
  return [findEndpoint(people), exportEndpoint(people), eraseEndpoint(people)]
}

/** Returns the database with the administrator's rights. Throws a ProblemError for other viewers. */
function administration({ databaseFor }: People, request: Request): Database {
  requireRole(viewerOf(request), 'admin', { zh: '个人数据', en: "People's data" })
  return databaseFor(request)
}

const params = z.object({
  id: parameter(
    z.string().max(60),
    { zh: '查找所得的人员编号', en: 'the id of a person who was found' },
    { type: 'string', description: 'Id from the search: account-… or reporter-…' },
  ),
})

const searchSchema = z.strictObject({
  q: parameter(
    z
      .string()
      .regex(/^[^\p{Cc}]*\S[^\p{Cc}]*$/u)
      .max(100),
    {
      zh: '1 到 100 个字符的电话、姓名或账号',
      en: 'a phone number, a name or an account, of 1 to 100 characters',
    },
  ),
})

/** Uses POST, because a phone number in an address would be in the logs of servers and proxies. */
function findEndpoint(people: People): Endpoint {
  return endpoint({
    operationId: 'findPeople',
    method: 'post',
    writers: ['admin'],
    path: '/admin/people',
    tag,
    summary: '查找个人数据 · find people with stored data, by phone number, name or account',
    secured: true,
    limit: 'export',
    requestBody: { [json]: searchSchema },
    responses: { 200: { description: 'People', content: { [json]: peopleSchema } } },
    async handle(_, response, request) {
      const database = administration(people, request)
      const { value } = await readJson(request, [json], smallBody)
      const result = searchSchema.safeParse(value)
      if (!result.success) throw inputProblem(result.error, searchSchema, value, 'body')
      const found = await findPeople(database, people.cipher, result.data.q.trim())
      response.set('Cache-Control', 'no-store')
      sendJson(response, peopleSchema, {
        contacts_searched: people.cipher !== undefined,
        people: found,
      })
    },
  })
}

function exportEndpoint(people: People): Endpoint {
  return endpoint({
    operationId: 'exportPerson',
    method: 'get',
    path: '/admin/people/{id}/export',
    tag,
    summary: '导出个人数据 · all data of a person, as a file',
    secured: true,
    limit: 'export',
    params,
    responses: { 200: { description: "The person's data", content: { [json]: personExportSchema } } },
    async handle({ params: { id } }, response, request) {
      const data = await exportPerson(administration(people, request), people.cipher, id)
      response.set('Cache-Control', 'no-store').attachment(`${id}.json`)
      sendJson(response, personExportSchema, data)
    },
  })
}

function eraseEndpoint(people: People): Endpoint {
  return endpoint({
    operationId: 'erasePerson',
    method: 'delete',
    writers: ['admin'],
    path: '/admin/people/{id}',
    tag,
    summary:
      '清除个人数据 · erase the data of a person, an account with its files and jobs; the audit log stays',
    secured: true,
    params,
    responses: { 200: { description: 'Numbers of erased rows', content: { [json]: erasedSchema } } },
    async handle({ params: { id } }, response, request) {
      const database = administration(people, request)
      const erased = await erasePerson(database, people, id, viewerOf(request).account)
      response.set('Cache-Control', 'no-store')
      sendJson(response, erasedSchema, erased)
    },
  })
}
