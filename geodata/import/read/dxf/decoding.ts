/** Converts a drawing to UTF-8 for GDAL and resolves its escaped characters. */
import { createReadStream } from 'node:fs'
import { mkdtemp, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Text } from '../../../model/text.ts'
import type { Encoding } from '../encoding-name.ts'
import { UTF8 } from '../encoding-name.ts'
import { decodedText, encodingOfText } from '../text-decoding.ts'

export interface DecodedDrawing {
  readonly path: string
  readonly config: Readonly<Record<string, string>>
  readonly encoding: string
  readonly notes: readonly Text[]
}

/** Since this version (2007), drawings are UTF-8 whatever code page they name. */
const UTF8_SINCE = 'AC1021'
const HEADER_BYTES = 1 << 16
const ESCAPE = /\\[UM]\+[0-9A-F]{4}/i
/** Code pages by the number in `\M+n`. */
const pages: Readonly<Record<string, string>> = { 1: 'shift_jis', 2: 'big5', 3: 'euc-kr', 5: 'gb18030' }

/** Returns the file itself, or a copy below `folder`. Throws ImportError if its text cannot be decoded. */
export async function decodeDrawing(
  file: string,
  asked: Encoding | null,
  folder: string,
): Promise<DecodedDrawing> {
  const config = { DXF_ENCODING: UTF8.name }
  const { encoding, notes } = await encodingOfText(file, await declaredIn(file), asked)
  if (encoding === UTF8 && !(await hasEscapes(file)))
    return { path: file, config, encoding: encoding.name, notes }
  const path = join(await mkdtemp(join(folder, 'drawing-')), basename(file))
  const out = await open(path, 'w')
  try {
    let rest = ''
    for await (const text of decodedText(file, encoding)) {
      const whole = rest + text
      const end = whole.lastIndexOf('\n') + 1
      rest = whole.slice(end)
      if (end > 0) await out.write(unescaped(whole.slice(0, end)))
    }
    await out.write(unescaped(rest))
  } finally {
    await out.close()
  }
  return { path, config, encoding: encoding.name, notes }
}

/** Replaces `\U+7EFF` and `\M+5C2CC` by the characters that they stand for. */
export function unescaped(text: string): string {
  return text
    .replaceAll(/\\U\+([0-9A-F]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replaceAll(/\\M\+([1235])([0-9A-F]{4})/gi, (whole, page: string, hex: string) => {
      const label = pages[page]
      return label === undefined ? whole : new TextDecoder(label).decode(Buffer.from(hex, 'hex'))
    })
}

async function declaredIn(file: string): Promise<string | null> {
  let head = ''
  for await (const chunk of createReadStream(file, { encoding: 'latin1', end: HEADER_BYTES })) head += chunk
  const version = /\$ACADVER\s+1\s+(AC\d+)/.exec(head)?.[1]
  if (version !== undefined && version >= UTF8_SINCE) return UTF8.name
  return /\$DWGCODEPAGE\s+3\s+(\S+)/.exec(head)?.[1] ?? null
}

async function hasEscapes(file: string): Promise<boolean> {
  let end = ''
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const text: string = end + String(chunk)
    if (ESCAPE.test(text)) return true
    end = text.slice(-8)
  }
  return false
}
