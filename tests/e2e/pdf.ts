/** Reads the contents of a PDF without a library. */
import { inflateSync } from 'node:zlib'

/** Returns the page sizes of a PDF in points. */
export function pageBoxes(pdf: Buffer): string[] {
  return [...pdf.toString('latin1').matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(
    ([, width, height]) => `${Math.round(Number(width))}x${Math.round(Number(height))}`,
  )
}

function* streamsOf(pdf: Buffer): Generator<string> {
  const text = pdf.toString('latin1')
  for (const { index, 0: head } of text.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)) {
    const start = index + head.length
    const end = text.indexOf('endstream', start)
    try {
      yield inflateSync(pdf.subarray(start, end), { finishFlush: 2 }).toString('latin1')
    } catch {
      // Images and fonts may use another compression.
    }
  }
}

const utf16 = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le')

/**
 * Returns the characters that a reader can copy or search: those that the tables of its fonts (ToUnicode) map
 * glyphs to.
 */
export function searchableCharacters(pdf: Buffer): ReadonlySet<string> {
  const found = new Set<string>()
  for (const stream of streamsOf(pdf)) {
    for (const [, table = ''] of stream.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
      for (const [, to = ''] of table.matchAll(/<[0-9A-F]+>\s*<([0-9A-F]+)>/gi)) found.add(utf16(to))
    for (const [, table = ''] of stream.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)) {
      for (const [, from = '', last = '', to = ''] of table.matchAll(
        /<([0-9A-F]+)>\s*<([0-9A-F]+)>\s*<([0-9A-F]+)>/gi,
      )) {
        const [first, count] = [
          Number.parseInt(to, 16),
          Number.parseInt(last, 16) - Number.parseInt(from, 16),
        ]
        for (let step = 0; step <= count; step += 1) found.add(String.fromCodePoint(first + step))
      }
    }
  }
  return found
}
