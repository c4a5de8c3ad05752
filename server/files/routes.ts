/** `GET`, `POST /files`; `GET`, `PATCH`, `DELETE /files/{id}`; `GET /files/{id}/content`. */
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import type { Request } from 'express'
import { z } from 'zod'
import { fileSchema, filesSchema, MAX_PART_BYTES } from '../../geodata/model/answers/file.ts'
import { requireRole } from '../access/required-role.ts'
import { viewerOf } from '../access/viewer.ts'
import { refusals } from '../access/visibility.ts'
import type { DataContext } from '../context.ts'
import { checkedBody } from '../http/checked-body.ts'
import { type Endpoint, endpoint } from '../http/endpoint.ts'
import { readBytes } from '../http/json-body.ts'
import { parameter, plainInteger } from '../http/parameters.ts'
import { sendJson } from '../http/send-json.ts'
import { listFiles } from './file-rows.ts'
import { pathOf, removeBytes } from './folder.ts'
import { incomplete } from './problems.ts'
import { beginUpload, type FileSettings, knownFile, noFile, requireOwnUpload, storePart } from './uploads.ts'

const tag = 'Files'
const json = 'application/json'
const octets = 'application/octet-stream'

type FileContext = Pick<DataContext, 'databaseFor'> & { readonly settings: FileSettings }

const what = { zh: '上传的文件和任务的结果', en: 'Uploaded files and results of jobs' }
const planners = { secured: true, writers: ['planner'] } as const

const idParams = z.object({
  id: parameter(z.uuid(), { zh: '文件编号', en: 'the id of a file' }, { type: 'string', format: 'uuid' }),
})

const newFileSchema = z.strictObject({
  name: parameter(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\p{Cc}/\\]+$/u)
      .refine((name) => !/^\.+$/.test(name)),
    { zh: '不含斜线的文件名，至多 200 个字符', en: 'a file name without slashes, of at most 200 characters' },
  ),
  bytes: parameter(z.int().min(1).max(Number.MAX_SAFE_INTEGER), {
    zh: '文件大小（字节），至少为 1',
    en: 'the size of the file in bytes, at least 1',
  }),
})

export function filesEndpoints(context: FileContext): readonly Endpoint[] {
  return [
    listEndpoint(context),
    beginEndpoint(context),
    fileEndpoint(context),
    partEndpoint(context),
    contentEndpoint(context),
    deleteEndpoint(context),
  ]
}

function databaseOf({ databaseFor }: FileContext, request: Request) {
  requireRole(viewerOf(request), 'planner', what)
  return databaseFor(request)
}

function listEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'getFiles',
    method: 'get',
    path: '/files',
    tag,
    summary: '文件 · the viewer’s uploads and results; administrators see all',
    secured: true,
    responses: { 200: { description: 'Files', content: { [json]: filesSchema } }, ...refusals },
    async handle(_, response, request) {
      const database = databaseOf(context, request)
      sendJson(response, filesSchema, { files: await listFiles(database) })
    },
  })
}

function beginEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'beginUpload',
    method: 'post',
    path: '/files',
    tag,
    summary: '开始上传 · begin an upload: its name and size, before its parts',
    ...planners,
    requestBody: { [json]: newFileSchema },
    responses: {
      201: { description: 'Upload begun', content: { [json]: fileSchema } },
      409: { description: 'The account’s quota of files is exhausted' },
      413: { description: 'Too large' },
      ...refusals,
    },
    async handle(_, response, request) {
      const database = databaseOf(context, request)
      const { name, bytes } = await checkedBody(request, newFileSchema)
      const file = await beginUpload(database, context.settings, { name, bytes, media_type: octets })
      response.set('Location', `/files/${file.id}`)
      sendJson(response, fileSchema, file, { status: 201 })
    },
  })
}

function fileEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'getFile',
    method: 'get',
    path: '/files/{id}',
    tag,
    summary: '文件 · one file, and how much of it was received',
    secured: true,
    params: idParams,
    responses: { 200: { description: 'File', content: { [json]: fileSchema } }, ...refusals },
    async handle({ params: { id } }, response, request) {
      sendJson(response, fileSchema, await knownFile(databaseOf(context, request), id))
    },
  })
}

function partEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'uploadPart',
    method: 'patch',
    path: '/files/{id}',
    tag,
    summary: `上传一部分 · the next part of an upload, of at most ${MAX_PART_BYTES} bytes`,
    ...planners,
    params: idParams,
    query: z.object({
      offset: parameter(
        plainInteger(0, Number.MAX_SAFE_INTEGER),
        { zh: '已收到的字节数', en: 'the number of bytes that have come' },
        { type: 'integer', minimum: 0 },
      ),
    }),
    requestBody: { [octets]: z.string().meta({ format: 'binary' }) },
    responses: {
      200: { description: 'Stored', content: { [json]: fileSchema } },
      409: { description: 'The part has another offset than expected' },
      507: { description: 'The disk is full' },
      ...refusals,
    },
    async handle({ params: { id }, query: { offset } }, response, request) {
      const database = databaseOf(context, request)
      await requireOwnUpload(database, id)
      const bytes = await readBytes(request, [octets], MAX_PART_BYTES)
      sendJson(response, fileSchema, await storePart(database, context.settings, id, { offset, bytes }))
    },
  })
}

function contentEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'getFileContent',
    method: 'get',
    path: '/files/{id}/content',
    tag,
    summary: '下载 · download a file',
    secured: true,
    limit: 'export',
    params: idParams,
    responses: {
      200: { description: 'Bytes', content: { [octets]: null } },
      409: { description: 'The upload is incomplete' },
      ...refusals,
    },
    async handle({ params: { id } }, response, request) {
      const file = await knownFile(databaseOf(context, request), id)
      if (file.received < file.bytes) throw incomplete
      // Always downloaded, because an uploaded file may be an HTML page.
      response.set({
        'Content-Type': file.kind === 'result' ? file.media_type : octets,
        'Content-Length': String(file.bytes),
        'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      })
      await pipeline(createReadStream(pathOf(context.settings, id)), response).catch((error) => {
        if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
      })
    },
  })
}

function deleteEndpoint(context: FileContext): Endpoint {
  return endpoint({
    operationId: 'deleteFile',
    method: 'delete',
    path: '/files/{id}',
    tag,
    summary: '删除文件 · delete a file at once',
    ...planners,
    params: idParams,
    responses: { 204: { description: 'Deleted' }, ...refusals },
    async handle({ params: { id } }, response, request) {
      const database = databaseOf(context, request)
      const { rowCount } = await database.query('delete from files where id = $1', [id])
      if (rowCount === 0) throw noFile(id)
      await removeBytes(context.settings, id)
      response.status(204).end()
    },
  })
}
