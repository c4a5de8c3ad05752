/** Prepares GeoJSON so that GDAL reads it completely: as UTF-8, with long whole numbers as text. */
import { createReadStream } from 'node:fs'
import { mkdtemp, open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Text } from '../../model/text.ts'
import type { Encoding } from './encoding-name.ts'
import { UTF8 } from './encoding-name.ts'
import { decodedText, encodingOfText } from './text-decoding.ts'

/**
 * Whole numbers of 16 or more digits: GDAL wraps around at 64 bits, and JSON numbers lose digits from 2^53.
 */
const LONG = /^-?\d{16,}$/
const MAY_BE_LONG = /(?<![\d.])\d{16,}/

/** Returns the file itself, or a copy below `folder`. Throws ImportError if its text cannot be decoded. */
export async function prepareJson(
  file: string,
  asked: Encoding | null,
  folder: string,
): Promise<{ path: string; encoding: string; notes: readonly Text[] }> {
  const { encoding, notes } = await encodingOfText(file, null, asked)
  if (encoding === UTF8 && !(await hasLongNumbers(file)))
    return { path: file, encoding: encoding.name, notes }
  const path = join(await mkdtemp(join(folder, 'json-')), basename(file))
  const numbers = new LongNumbers()
  const out = await open(path, 'w')
  try {
    for await (const text of decodedText(file, encoding)) await out.write(numbers.quote(text))
    await out.write(numbers.end())
  } finally {
    await out.close()
  }
  return { path, encoding: encoding.name, notes }
}

async function hasLongNumbers(file: string): Promise<boolean> {
  let end = ''
  for await (const chunk of createReadStream(file, { encoding: 'latin1', highWaterMark: 1 << 20 })) {
    const text: string = end + String(chunk)
    if (MAY_BE_LONG.test(text)) return true
    end = text.slice(-17)
  }
  return false
}

const QUOTE = 34
const MINUS = 45
const BACKSLASH = 92
const isDigit = (code: number) => code >= 48 && code <= 57
/** Returns whether a character code is a digit, sign, point or exponent. */
const isNumeric = (code: number) =>
  isDigit(code) || code === MINUS || code === 43 || code === 46 || code === 69 || code === 101

/** Puts quotes around long whole numbers of a JSON text that arrives in pieces. */
export class LongNumbers {
  #isString = false
  #isEscaped = false
  /** The unfinished number at the end of a piece; empty if there is none. */
  #number = ''

  quote(text: string): string {
    const parts: string[] = []
    let from = 0
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (this.#isString) this.#inString(code)
      else if (this.#number !== '' && isNumeric(code)) {
        this.#number += text[i]
        from = i + 1
      } else {
        if (this.#number !== '') parts.push(this.end())
        if (code === QUOTE) this.#isString = true
        else if (isDigit(code) || code === MINUS) {
          parts.push(text.slice(from, i))
          this.#number = text.charAt(i)
          from = i + 1
        }
      }
    }
    parts.push(text.slice(from))
    return parts.join('')
  }

  /** Returns what is left of the last piece. */
  end(): string {
    const number = this.#number
    this.#number = ''
    return LONG.test(number) ? `"${number}"` : number
  }

  #inString(code: number): void {
    if (this.#isEscaped) this.#isEscaped = false
    else if (code === BACKSLASH) this.#isEscaped = true
    else if (code === QUOTE) this.#isString = false
  }
}
