/** Reads JSON bodies within limits of bytes, depth and keys, which are checked before parsing. */
import { isUtf8 } from 'node:buffer'
import type { Request } from 'express'
import type { Text } from '../../geodata/model/text.ts'
import { ProblemError } from '../errors.ts'

export interface BodyLimits {
  readonly bytes: number
  /** Maximum nesting of arrays and objects. */
  readonly depth: number
  /** Maximum number of keys of all objects together. */
  readonly keys: number
}

/** Limits for everything but geometries. */
export const smallBody: BodyLimits = { bytes: 64 * 1024, depth: 16, keys: 500 }

export interface JsonBody {
  readonly value: unknown
  readonly bytes: Buffer
}

/**
 * Returns the body as JSON. Throws a ProblemError: 415 for another media type or a compressed body, 413 for
 * too many bytes, 400 if it is invalid JSON, nested too deeply, or has too many keys or a key `__proto__`.
 */
export async function readJson(
  request: Request,
  types: readonly string[],
  limits: BodyLimits,
): Promise<JsonBody> {
  const bytes = await readBytes(request, types, limits.bytes)
  if (!isUtf8(bytes)) throw badBody({ zh: 'UTF-8 文本', en: 'text in UTF-8' })
  refuseLarge(bytes, limits)
  return { value: parsed(bytes.toString()), bytes }
}

/** Returns the body's bytes. Throws a ProblemError: 415 for another media type or a compressed body, 413. */
export async function readBytes(request: Request, types: readonly string[], most: number): Promise<Buffer> {
  if (!request.is([...types])) throw wrongType(types)
  if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') throw packed

  if (Number(request.headers['content-length'] ?? 0) > most) throw tooLarge(most)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > most) throw tooLarge(most)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a

/** Counts in the text, because a parsed value that is too deep overflows the stack of recursive code. */
function refuseLarge(bytes: Buffer, limits: BodyLimits): void {
  let depth = 0
  let keys = 0
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0
    if (inText) {
      if (byte === BACKSLASH) at += 1
      else if (byte === QUOTE) inText = false
    } else if (byte === QUOTE) inText = true
    else if (byte === COLON) keys += 1
    // [ and {, ] and }: the two differ in one bit.
    else if ((byte | 0x20) === 0x7b) depth += 1
    else if ((byte | 0x20) === 0x7d) depth -= 1
    if (depth > limits.depth) {
      throw badBody({
        zh: `嵌套不超过 ${limits.depth} 层的 JSON`,
        en: `JSON of at most ${limits.depth} levels`,
      })
    }
    if (keys > limits.keys) {
      throw badBody({ zh: `不超过 ${limits.keys} 个键的 JSON`, en: `JSON of at most ${limits.keys} keys` })
    }
  }
}

function parsed(text: string): unknown {
  const value = jsonOf(text)
  // The key may be written with escapes.
  if (/__proto__|\\u/.test(text) && hasPrototype(value)) {
    throw badBody({ zh: '不含 __proto__ 键的 JSON', en: 'JSON without keys named __proto__' })
  }
  return value
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw badBody({ zh: 'JSON', en: 'JSON' })
    throw error
  }
}

function hasPrototype(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototype)
}

const badBody = (expected: Text) =>
  new ProblemError(
    400,
    { zh: '内容有误', en: 'Bad body' },
    { zh: `请求内容应为${expected.zh}。`, en: `The body should be ${expected.en}.` },
  )

const wrongType = (types: readonly string[]) =>
  new ProblemError(
    415,
    { zh: '不支持的内容类型', en: 'Unsupported media type' },
    {
      zh: `请求内容的 Content-Type 应为 ${types.join(' 或 ')}。`,
      en: `The body's Content-Type should be ${types.join(' or ')}.`,
    },
    { 'Accept-Post': types.join(', ') },
  )

const packed = new ProblemError(
  415,
  { zh: '不支持的内容编码', en: 'Unsupported content encoding' },
  { zh: '请求内容不能压缩。', en: 'The body cannot be packed.' },
  { 'Accept-Encoding': 'identity' },
)

const tooLarge = (most: number) =>
  new ProblemError(
    413,
    { zh: '内容过大', en: 'Body too large' },
    { zh: `请求内容不能超过 ${most} 字节。`, en: `The body can have at most ${most} bytes.` },
    { Connection: 'close' },
  )
