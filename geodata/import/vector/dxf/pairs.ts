/** Reads ASCII DXF as its pairs of a group code and a value. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { ImportError } from '../../error.ts'

export interface Pair {
  readonly code: number
  /** As the file has it, each byte a character; without the line's end. */
  readonly value: string
}

const MAX_LINE = 1 << 24

/** Throws ImportError at a line that is longer than any drawing has. */
export async function* drawingPairs(file: string): AsyncGenerator<Pair> {
  let code: number | null = null
  for await (const line of latin1Lines(file)) {
    if (code === null) code = Number(line.trim())
    else {
      yield { code, value: line }
      code = null
    }
  }
}

async function* latin1Lines(file: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const lines = (rest + String(chunk)).split(/\r\n|\n|\r(?!\n|$)/)
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE) throw endless(basename(file))
    yield* lines
  }
  if (rest !== '') yield rest.replace(/\r$/, '')
}

/** A line or an entity that no program writes. */
export const endless = (name: string) =>
  new ImportError({
    zh: `${name} 不是文本 DXF：有一行或一个实体过长。`,
    en: `${name} is no ASCII DXF: it has a line or an entity without end.`,
  })
