/** Decodes text files: by their byte order mark, by what they declare, else UTF-8, else GB18030. */
import { createReadStream } from 'node:fs'

export interface TextEncoding {
  /** As TextDecoder names it. */
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5'
  /** The file does not say so itself. */
  readonly isGuessed: boolean
}

/** What the bytes decode as; `declared` is what the file says within itself. Null where nothing fits. */
export async function encodingOfText(
  file: string,
  declared: string | null = null,
): Promise<TextEncoding | null> {
  const marked = await markOf(file)
  if (marked) return { label: marked, isGuessed: false }
  const said = declared === null ? null : labelOf(declared)
  if (said !== null && (await decodes(file, said))) return { label: said, isGuessed: false }
  for (const label of ['utf-8', 'gb18030'] as const) {
    if (label !== said && (await decodes(file, label))) return { label, isGuessed: true }
  }
  return null
}

/** Text in pieces, without a byte order mark. Throws TypeError at what is not in the encoding. */
export async function* decodedText(file: string, label: TextEncoding['label']): AsyncGenerator<string> {
  const decoder = new TextDecoder(label, { fatal: true })
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}

async function decodes(file: string, label: TextEncoding['label']): Promise<boolean> {
  try {
    for await (const _ of decodedText(file, label));
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}

async function markOf(file: string): Promise<TextEncoding['label'] | null> {
  for await (const head of createReadStream(file, { start: 0, end: 3 }) as AsyncIterable<Buffer>) {
    if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
    if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
    if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  }
  return null
}

function labelOf(declared: string): TextEncoding['label'] | null {
  const plain = declared.trim().toLowerCase()
  if (/^utf-?8$|^(us-)?ascii$/.test(plain)) return 'utf-8'
  if (/^(gb_?2312|gbk|gb18030|cp936|936|x-gbk)$/.test(plain)) return 'gb18030'
  return plain === 'big5' ? 'big5' : null
}
