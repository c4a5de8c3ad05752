/** `GET`, `PUT /patrol/outside-codes`: codes of other systems, listed and imported as CSV. */
import { CsvError, parse } from 'csv-parse/sync'
import { z } from 'zod'
import { sqlFile } from '../../../geodata/database/sql.ts'
import {
  importedCodesSchema,
  type OutsideCode,
  outsideCodesSchema,
} from '../../../geodata/model/answers/patrol-webhook.ts'
import { incidentKinds } from '../../../geodata/model/codes.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { requireRole } from '../../access/required-role.ts'
import { viewerOf } from '../../access/viewer.ts'
import { refusals } from '../../access/visibility.ts'
import type { ServerContext } from '../../context.ts'
import { ProblemError } from '../../errors.ts'
import { type Endpoint, endpoint } from '../../http/endpoint.ts'
import { readBytes } from '../../http/json-body.ts'
import { sendJson } from '../../http/send-json.ts'

const mergeSql = sqlFile(import.meta.url, 'merge-codes.sql')

const path = '/patrol/outside-codes'
const csv = 'text/csv'
const json = 'application/json'
const what = { zh: '外部编码', en: 'Codes of other systems' }
const MAX_BYTES = 1_000_000

type Context = Pick<ServerContext, 'databaseFor'>

export function outsideCodeEndpoints(context: Context): readonly Endpoint[] {
  return [listEndpoint(context), importEndpoint(context)]
}

function listEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'getOutsideCodes',
    method: 'get',
    path,
    tag: 'Patrol',
    summary: 'Codes of other systems for kinds of incidents, unmapped ones first (officer, lead, admin)',
    secured: true,
    responses: { 200: { description: 'Codes', content: { [json]: outsideCodesSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'officer', what)
      const { rows } = await databaseFor(request).query<OutsideCode>(
        `select scheme, code, name, kind, version, source, seen from outside_codes
         order by kind is not null, scheme, code`,
      )
      sendJson(response, outsideCodesSchema, { codes: rows })
    },
  })
}

const cell = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((text) => !text.includes('\0'))
    .transform((text) => text || null)
const rowSchema = z.object({
  scheme: cell(60).refine((text) => text !== null),
  code: cell(60).refine((text) => text !== null),
  name: cell(200),
  kind: cell(60).refine((text) => text === null || text in incidentKinds),
  version: cell(60).refine((text) => text !== null),
  source: cell(500).refine((text) => text !== null),
})
const names = Object.keys(rowSchema.shape)

function importEndpoint({ databaseFor }: Context): Endpoint {
  return endpoint({
    operationId: 'importOutsideCodes',
    method: 'put',
    path,
    tag: 'Patrol',
    summary: `Add or change codes from a CSV with the columns ${names.join(', ')} (admin); kind may be empty`,
    secured: true,
    writers: ['admin'],
    requestBody: { [csv]: z.string() },
    responses: { 200: { description: 'Imported', content: { [json]: importedCodesSchema } }, ...refusals },
    async handle(_, response, request) {
      requireRole(viewerOf(request), 'admin', what)
      const rows = readCodes(await readBytes(request, [csv], MAX_BYTES))
      const { rows: counts } = await databaseFor(request).query<{ added: number; changed: number }>(
        mergeSql,
        [JSON.stringify(rows)],
      )
      sendJson(response, importedCodesSchema, counts[0] ?? { added: 0, changed: 0 })
    },
  })
}

function readCodes(bytes: Buffer): readonly z.output<typeof rowSchema>[] {
  const records = parsedCsv(bytes)
  const [head] = records
  if (head === undefined || names.some((name) => !(name in head)))
    throw badCsv({
      zh: `首行为列名 ${names.join('、')}`,
      en: `a first line with the columns ${names.join(', ')}`,
    })
  const seen = new Set<string>()
  return records.map((record, index) => {
    const read = rowSchema.safeParse(record)
    const line = index + 2
    const wrong = read.error?.issues[0]?.path.join('.')
    if (!read.success)
      throw badCsv({
        zh: `第 ${line} 行的 ${wrong}：scheme、code、version、source 必填，kind 留空或为 ${Object.keys(incidentKinds).join('、')} 之一`,
        en: `${wrong} of line ${line}: scheme, code, version and source are needed, and kind is empty or one of ${Object.keys(incidentKinds).join(', ')}`,
      })
    const key = JSON.stringify([read.data.scheme, read.data.code])
    if (seen.has(key))
      throw badCsv({
        zh: `每个编码一行，第 ${line} 行重复`,
        en: `one line for each code, but line ${line} repeats one`,
      })
    seen.add(key)
    return read.data
  })
}

function parsedCsv(bytes: Buffer): readonly Record<string, string>[] {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return parse(text, { columns: true, bom: true, skip_empty_lines: true })
  } catch (error) {
    if (error instanceof CsvError || error instanceof TypeError)
      throw badCsv({
        zh: 'UTF-8 编码的 CSV，每行列数相同',
        en: 'CSV in UTF-8 with the same columns in each line',
      })
    throw error
  }
}

const badCsv = (expected: Text) =>
  new ProblemError(
    400,
    { zh: '编码表有误', en: 'Bad table of codes' },
    {
      zh: `请求内容应为${expected.zh}。没有写入任何内容。`,
      en: `The body should be ${expected.en}. Nothing was written.`,
    },
  )
