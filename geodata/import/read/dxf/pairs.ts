/** Reads ASCII DXF as pairs of a group code and a value. */
import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { ImportError } from '../../error.ts'

export interface Pair {
  readonly code: number
  /** The undecoded line (latin1: one character per byte) without its line end. */
  readonly value: string
}

const MAX_LINE = 1 << 24

/**
 * Yields all pairs up to the end mark. Throws ImportError at an invalid group code, at content after the end,
 * and at a line longer than any drawing has.
 */
export async function* drawingPairs(file: string): AsyncGenerator<Pair> {
  let code: number | null = null
  let number = 0
  let hasEnded = false
  for await (const line of latin1Lines(file)) {
    number++
    if (hasEnded) {
      if (/[\x20-\x7e]/.test(line.trim())) throw pastEnd(basename(file), number)
      continue
    }
    if (code === null) {
      if (!/^\s*-?\d{1,5}\s*$/.test(line)) throw noCode(basename(file), number)
      code = Number(line)
      continue
    }
    yield { code, value: line }
    hasEnded = code === 0 && line.trim() === 'EOF'
    code = null
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

/** Creates the error for a line or an entity longer than any program writes. */
export const endless = (name: string) =>
  new ImportError({
    zh: `${name} 不是文本 DXF：有一行或一个实体过长。`,
    en: `${name} is not ASCII DXF: a line or an entity never ends.`,
  })

const noCode = (name: string, line: number) =>
  new ImportError({
    zh: `${name} 第 ${line} 行有误：应为组码（整数）。图纸已损坏，拒绝导入。`,
    en: `Line ${line} of ${name} is wrong: a group code (a whole number) is expected. The drawing is damaged and is refused.`,
  })

const pastEnd = (name: string, line: number) =>
  new ImportError({
    zh: `${name} 的结束标记（EOF）之后还有内容（第 ${line} 行）。图纸已损坏，拒绝导入。`,
    en: `${name} has content after its end mark (EOF), at line ${line}. The drawing is damaged and is refused.`,
  })
