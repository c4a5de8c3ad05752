/** Judges the encoding of a file's texts by their bytes, because declarations are often wrong. */
import { isUtf8 } from 'node:buffer'
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'
import type { Encoding } from './encoding-name.ts'
import { declaredEncoding, GB18030, UTF8 } from './encoding-name.ts'

/** The bytes of one text: a name, a value or a line. */
export interface RawText {
  readonly bytes: Buffer
  /** The text fills its field, so its last character may be truncated. */
  readonly mayBeCut: boolean
}

export interface EncodingQuestion {
  /** File name for messages. */
  readonly file: string
  /** The encoding that the file declares; null if it declares none. */
  readonly declared: string | null
  /** The value of `--encoding`. */
  readonly asked: Encoding | null
  /** Yields the texts that are not pure ASCII, from the start at each call. */
  readonly texts: () => AsyncIterable<RawText>
}

export interface JudgedEncoding {
  readonly encoding: Encoding
  /** Number of texts that end in half a character. */
  readonly cut: number
  readonly notes: readonly Text[]
}

/** Result of decoding the texts in one encoding. */
interface Trial {
  readonly encoding: Encoding
  readonly total: number
  readonly cut: number
  /** For UTF-8: number of texts with characters of three or more bytes, as Chinese has them. */
  readonly long: number
  /** The first text that cannot be decoded, as it would look. */
  readonly broken: string | null
}

/** Tries UTF-8, then the declared encoding, then GB18030. Throws ImportError if none fits. */
export async function judgeEncoding(question: EncodingQuestion): Promise<JudgedEncoding> {
  const { declared, asked } = question
  const said = declaredEncoding(declared)
  const utf8 = await tryEncoding(question, UTF8)
  if (utf8.total === 0) return { encoding: asked ?? UTF8, cut: 0, notes: [] }
  const isUtf8Text = utf8.broken === null && (utf8.long > 0 || said === UTF8)
  if (asked) return judgeAsked(question, asked, asked === UTF8 ? utf8 : null, isUtf8Text)
  if (isUtf8Text) return judged(utf8, question, said)
  const candidates = [...new Set([said ?? GB18030, GB18030])].filter((each) => each !== UTF8)
  for (const candidate of candidates) {
    const trial = await tryEncoding(question, candidate)
    if (trial.broken === null) return judged(trial, question, said)
  }
  // Only two-byte characters: valid UTF-8, but none is Chinese.
  if (utf8.broken === null) return judged(utf8, question, said)
  throw undecodable(question, utf8)
}

async function judgeAsked(
  question: EncodingQuestion,
  asked: Encoding,
  known: Trial | null,
  isUtf8Text: boolean,
): Promise<JudgedEncoding> {
  const trial = known ?? (await tryEncoding(question, asked))
  if (trial.broken !== null) {
    throw wronglyAsked(question.file, asked, trial.broken, isUtf8Text ? UTF8 : undefined)
  }
  if (asked !== UTF8 && isUtf8Text) {
    throw wronglyAsked(question.file, asked, await firstText(question, asked), UTF8)
  }
  return judged(trial, question, asked)
}

async function tryEncoding({ texts }: EncodingQuestion, encoding: Encoding): Promise<Trial> {
  const decoder = new TextDecoder(encoding.label, { fatal: true })
  let [total, cut, long] = [0, 0, 0]
  let broken: string | null = null
  for await (const { bytes, mayBeCut } of texts()) {
    total++
    const whole = wholeCharacters(bytes, encoding, decoder, mayBeCut)
    if (whole === null) {
      broken ??= sampleOf(bytes, encoding)
      continue
    }
    if (whole < bytes.length) cut++
    if (encoding === UTF8 && hasLong(bytes.subarray(0, whole))) long++
  }
  return { encoding, total, cut, long, broken }
}

/** Returns how many bytes of a text are whole characters; null if it is not in the encoding. */
function wholeCharacters(
  bytes: Buffer,
  encoding: Encoding,
  decoder: TextDecoder,
  mayBeCut: boolean,
): number | null {
  for (let dropped = 0; dropped < Math.min(4, bytes.length); dropped++) {
    if (dropped > 0 && !mayBeCut) break
    const part = bytes.subarray(0, bytes.length - dropped)
    if (decodes(part, encoding, decoder)) return part.length
  }
  return null
}

function decodes(bytes: Buffer, encoding: Encoding, decoder: TextDecoder): boolean {
  if (encoding === UTF8) return isUtf8(bytes)
  try {
    decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

const hasLong = (bytes: Buffer): boolean => /[\xe0-\xf4]/.test(bytes.toString('latin1'))

/** Removes the half character at the end of a text. */
export function withoutHalf(bytes: Buffer, encoding: Encoding): Buffer {
  const decoder = new TextDecoder(encoding.label, { fatal: true })
  return bytes.subarray(0, wholeCharacters(bytes, encoding, decoder, true) ?? bytes.length)
}

/** Returns a sample around the bytes that cannot be decoded, or around the first character beyond ASCII. */
function sampleOf(bytes: Buffer, { label }: Encoding): string {
  const text = new TextDecoder(label).decode(bytes).replaceAll(/\s+/g, ' ').trim()
  const broken = text.indexOf('\uFFFD')
  const at = broken < 0 ? text.search(/[^\x20-\x7e]/) : broken
  return text.slice(Math.max(0, at - 10), Math.max(0, at - 10) + 30)
}

async function firstText({ texts }: EncodingQuestion, encoding: Encoding): Promise<string> {
  for await (const { bytes } of texts()) return sampleOf(bytes, encoding)
  return ''
}

function judged(trial: Trial, { declared }: EncodingQuestion, said: Encoding | null): JudgedEncoding {
  const { encoding, cut } = trial
  const { name } = encoding
  const notes: Text[] = []
  if (declared === null && said === null) {
    notes.push({
      zh: `文件未注明编码，按 ${name} 读取`,
      en: `The file does not state its encoding and was read as ${name}`,
    })
  } else if (said !== encoding) {
    notes.push({
      zh: `文件注明编码为 ${declared}，但文字实为 ${name}，按 ${name} 读取；若不对请用 --encoding 指定`,
      en: `The file declares ${declared}, but its text is ${name} and was read so; if that is wrong, give one by --encoding`,
    })
  }
  if (cut > 0) {
    notes.push({
      zh: `${cut} 处文字在列宽处被截断，末尾的半个字符已舍去`,
      en: `${cut} texts are cut at the width of their column; the half character at their end was dropped`,
    })
  }
  return { encoding, cut, notes }
}

function undecodable({ file, declared }: EncodingQuestion, { broken }: Trial): ImportError {
  return new ImportError({
    zh: `${file} 的文字${declared === null ? '' : `（注明为 ${declared}）`}既不是 UTF-8 也不是 GB18030，按 UTF-8 读作“${broken}”。请用 --encoding 指定编码，如 --encoding BIG5。`,
    en: `The text of ${file}${declared === null ? '' : `, which says ${declared},`} is neither UTF-8 nor GB18030; read as UTF-8 it says "${broken}". Give its encoding, such as --encoding BIG5.`,
  })
}

function wronglyAsked(file: string, { name }: Encoding, sample: string, other?: Encoding): ImportError {
  return new ImportError({
    zh: `${file} 的文字不是 ${name}：会读作“${sample}”${other ? `，实为 ${other.name}` : ''}。请改用别的 --encoding，或去掉它由程序判断。`,
    en: `The text of ${file} is not ${name}: it would read "${sample}"${other ? `, and is ${other.name}` : ''}. Give another --encoding, or omit it to detect the encoding.`,
  })
}
