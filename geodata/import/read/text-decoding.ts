/** Decodes text files by their byte order mark, otherwise by judging their bytes. */
import { isAscii } from 'node:buffer'
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import type { JudgedEncoding, RawText } from './encoding-judge.ts'
import { judgeEncoding } from './encoding-judge.ts'
import type { Encoding } from './encoding-name.ts'
import { UTF8 } from './encoding-name.ts'

const CHUNK = 1 << 18

/** Returns the encoding of a file; `declared` is what its content says. Throws ImportError if none fits. */
export async function encodingOfText(
  file: string,
  declared: string | null,
  asked: Encoding | null,
): Promise<JudgedEncoding> {
  const marked = await markOf(file)
  if (marked) return { encoding: marked, cut: 0, notes: [] }
  const question = { file: basename(file), declared, asked, texts: () => rawTexts(file) }
  const judged = await judgeEncoding(question)
  // UTF-8 is normal for text without a declaration and needs no note.
  return declared === null && judged.encoding === UTF8 ? { ...judged, notes: [] } : judged
}

/** Yields text in pieces, without a byte order mark. Throws TypeError if bytes are not in the encoding. */
export async function* decodedText(file: string, { label }: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(label, { fatal: true })
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

/**
 * Yields pieces of a file that end at a blank, line end, quote or comma, none of which is part of a
 * character.
 */
async function* rawTexts(file: string): AsyncGenerator<RawText> {
  let rest = Buffer.alloc(0)
  for await (const chunk of createReadStream(file, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    const end = 1 + Math.max(...[0x0a, 0x0d, 0x20, 0x22, 0x2c].map((byte) => bytes.lastIndexOf(byte)))
    if (end > 0 && !isAscii(bytes.subarray(0, end))) {
      yield { bytes: bytes.subarray(0, end), mayBeCut: false }
    }
    rest = Buffer.from(bytes.subarray(end))
  }
  if (!isAscii(rest)) yield { bytes: rest, mayBeCut: false }
}

async function markOf(file: string): Promise<Encoding | null> {
  for await (const head of createReadStream(file, { start: 0, end: 3 }) as AsyncIterable<Buffer>) {
    if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', name: 'UTF-16' }
    if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', name: 'UTF-16' }
  }
  return null
}
