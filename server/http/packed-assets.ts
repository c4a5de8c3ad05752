/**
 * Brotli at its strongest level for the page's files, whose names change with their content. Each file is
 * compressed once, in the background, after its first request; until then it is sent with fast compression.
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import type { RequestHandler } from 'express'
import { acceptedEncodings } from './encodings.ts'

const NAME = /^\/([\w.-]+)\.(js|mjs|css)$/
const types: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
}
/** Compressing smaller files has no effect that a reader would notice. */
const PACKED_FROM = 4096

const pack = promisify(brotliCompress)

/** Answers GET for files of a folder with brotli if it is ready; `next` answers all others. */
export function packedAssets(folder: string): RequestHandler {
  const packed = new Map<string, Buffer>()
  const asked = new Set<string>()
  let last = Promise.resolve()
  const packLater = async (path: string) => {
    const bytes = await readFile(join(folder, path))
    if (bytes.length < PACKED_FROM) return
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
    packed.set(path, await pack(bytes, { params }))
  }
  const start = (path: string) => {
    if (asked.has(path)) return
    asked.add(path)
    // One at a time, so that requests keep the other cores. Missing files stay uncompressed.
    last = last.then(() => packLater(path)).catch(() => undefined)
  }
  return function answerPacked(request, response, next) {
    const { path, method, headers } = request
    const extension = NAME.exec(path)?.[2]
    const isPlain = method === 'GET' && headers.range === undefined
    if (!isPlain || extension === undefined || acceptedEncodings(headers['accept-encoding'])[0] !== 'br')
      return next()
    const body = packed.get(path)
    if (!body) {
      if (existsSync(join(folder, path))) start(path)
      return next()
    }
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Encoding': 'br',
      'Content-Type': `${types[extension]}; charset=utf-8`,
      'Content-Length': String(body.length),
    })
    response.vary('Accept-Encoding').end(body)
  }
}
