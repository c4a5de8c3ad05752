/** Reads forms and API keys of Open311 requests. */
import type { Request } from 'express'
import type { Queryable } from '../../../geodata/database/database.ts'
import type { incidentChannels } from '../../../geodata/model/codes.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { ProblemError } from '../../errors.ts'
import { readBytes } from '../../http/json-body.ts'
import { MAX_PHOTO_BYTES } from '../photos/read-photo.ts'

export const JURISDICTION = 'shuangxi'
export const FORM = 'application/x-www-form-urlencoded'
export const MULTIPART = 'multipart/form-data'
const MAX_BYTES = 64 * 1024
const MAX_FIELDS = 200
/** Maximum photos of one report, and bytes of all together. */
const MAX_PHOTOS = 3
const MAX_MULTIPART_BYTES = MAX_PHOTOS * MAX_PHOTO_BYTES + MAX_BYTES

export interface Form {
  readonly fields: URLSearchParams
  /** Files of a multipart form, with any field name. */
  readonly files: readonly Buffer[]
}

/** Reads a form, with or without files. Throws ProblemErrors: 400, 413, 415. */
export async function readForm(request: Request): Promise<Form> {
  const form = request.is(MULTIPART) ? await readMultipart(request) : await readFields(request)
  checkFields(form.fields)
  return form
}

async function readFields(request: Request): Promise<Form> {
  const bytes = await readBytes(request, [FORM, MULTIPART], MAX_BYTES)
  return { fields: new URLSearchParams(bytes.toString('utf8')), files: [] }
}

/** Reads a multipart form with the parser of Node. */
async function readMultipart(request: Request): Promise<Form> {
  const bytes = await readBytes(request, [MULTIPART], MAX_MULTIPART_BYTES)
  const headers = { 'content-type': request.headers['content-type'] ?? '' }
  const data = await new Response(new Uint8Array(bytes), { headers }).formData().catch(() => {
    throw badField('form', { zh: '完整的 multipart/form-data', en: 'a whole multipart/form-data' })
  })
  const fields = new URLSearchParams()
  const files: Buffer[] = []
  for (const [name, value] of data) {
    if (typeof value === 'string') fields.append(name, value)
    // An empty file field has size 0.
    else if (value.size > 0) files.push(Buffer.from(await value.arrayBuffer()))
  }
  if (files.length > MAX_PHOTOS)
    throw badField('media', { zh: `至多 ${MAX_PHOTOS} 张照片`, en: `at most ${MAX_PHOTOS} photos` })
  return { fields, files }
}

/** Throws a ProblemError if there are too many fields or NUL characters. */
function checkFields(fields: URLSearchParams): void {
  if (fields.size > MAX_FIELDS)
    throw badField('form', { zh: `至多 ${MAX_FIELDS} 个字段`, en: `at most ${MAX_FIELDS} fields` })
  for (const [name, value] of fields)
    if (name.includes('\0') || value.includes('\0'))
      throw badField(name.replaceAll('\0', ''), { zh: '不含空字符的文本', en: 'text without NUL characters' })
}

/** Returns a trimmed field; undefined if it is empty. Throws a ProblemError above `most` characters. */
export function field(fields: URLSearchParams, name: string, most: number): string | undefined {
  const value = fields.get(name)?.trim()
  if (!value) return undefined
  if (value.length > most) throw badField(name, { zh: `至多 ${most} 字`, en: `at most ${most} characters` })
  return value
}

/** Returns a problem 400 for an invalid field. */
export const badField = (name: string, expected: Text) =>
  new ProblemError(
    400,
    { zh: '参数有误', en: 'Bad parameter' },
    { zh: `${name} 应为${expected.zh}。`, en: `${name} should be ${expected.en}.` },
  )

/** Throws a ProblemError of status 404 for another jurisdiction. */
export function checkJurisdiction(name: string | null | undefined): void {
  if (!name || name === JURISDICTION) return
  throw new ProblemError(
    404,
    { zh: '未找到', en: 'Not found' },
    {
      zh: `jurisdiction_id 应为 ${JURISDICTION}。`,
      en: `jurisdiction_id should be ${JURISDICTION}.`,
    },
  )
}

/** A program with an API key: an incoming webhook with its secret as the key. */
export interface Sender {
  readonly id: number | null
  /** Source of its reports. */
  readonly source: string
  readonly channel: keyof typeof incidentChannels
}

const anyone: Sender = { id: null, source: 'open311:public', channel: 'public_report' }

/** Returns the sender; an anonymous one without a key. Throws a ProblemError of status 403 for an unknown key. */
export async function senderOf(database: Queryable, key: string | null | undefined): Promise<Sender> {
  if (!key) return anyone
  const { rows } = await database.query<{ id: number; name: string; channel: Sender['channel'] }>(
    "select id::float8 as id, name, channel from webhooks where secret = $1 and direction = 'in' and enabled",
    [key],
  )
  const [row] = rows
  if (row === undefined) throw badKey
  return { id: row.id, source: `open311:${row.name}`, channel: row.channel }
}

/** Returns the sender of a key. Throws a ProblemError of status 403 for a missing or unknown key. */
export async function knownSender(database: Queryable, key: string | null | undefined): Promise<Sender> {
  const sender = await senderOf(database, key)
  if (sender.id === null) throw badKey
  return sender
}

const badKey = new ProblemError(
  403,
  { zh: '没有权限', en: 'Not allowed' },
  {
    zh: 'api_key 应为管理员签发的有效密钥（接收方向的推送来源的密钥）。',
    en: 'api_key should be a valid key from the administrator: the secret of an incoming webhook.',
  },
)
