/** Reads the JSON body of a request, once it is known that whoever sends it may. */
import type { Request } from 'express'
import { ProblemError } from '../../errors.ts'

/** A feature with some 100,000 vertices. */
const MOST_BYTES = 4 * 1024 * 1024

export interface Body {
  readonly value: unknown
  readonly bytes: Buffer
}

/**
 * The body as JSON. Throws a ProblemError: 415 where it is of none of the media types, 413 where it
 * is too large, 400 where it is no JSON.
 */
export async function readBody(request: Request, types: readonly string[]): Promise<Body> {
  if (!request.is([...types])) throw wrongType(types)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MOST_BYTES) throw tooLarge
    chunks.push(chunk)
  }
  const bytes = Buffer.concat(chunks)
  try {
    return { value: JSON.parse(bytes.toString()), bytes }
  } catch (error) {
    if (error instanceof SyntaxError) throw notJson
    throw error
  }
}

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

const tooLarge = new ProblemError(
  413,
  { zh: '内容过大', en: 'Body too large' },
  { zh: `请求内容不能超过 ${MOST_BYTES} 字节。`, en: `The body can have at most ${MOST_BYTES} bytes.` },
  { Connection: 'close' },
)

const notJson = new ProblemError(
  400,
  { zh: '内容有误', en: 'Bad body' },
  { zh: '请求内容不是 JSON。', en: 'The body is not JSON.' },
)
