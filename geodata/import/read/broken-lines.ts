/** Checks GeoJSON with one feature a line: GDAL skips broken lines, some of them without a message. */
import { ImportError } from '../error.ts'
import { byteLines } from './feature-lines.ts'

const SHOWN = 10
const RECORD_SEPARATOR = '\u001e'

/**
 * Returns the number of lines that are JSON objects, or null if no line is one (a document that spans several
 * lines). Throws ImportError if only some are, with the numbers of the other lines, from 1.
 */
export async function checkLines(file: string, name: string, cause?: Error): Promise<number | null> {
  const broken: number[] = []
  let wrong = 0
  let whole = 0
  let line = 0
  for await (const bytes of byteLines(file)) {
    line++
    const text = bytes.toString('utf8').replaceAll(RECORD_SEPARATOR, '').trim()
    if (text === '') continue
    if (isObject(text)) whole++
    else {
      wrong++
      if (broken.length < SHOWN) broken.push(line)
    }
  }
  if (whole === 0) return null
  if (wrong > 0) throw brokenLines(name, broken, wrong, cause)
  return whole
}

function isObject(text: string): boolean {
  if (!text.startsWith('{')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function brokenLines(name: string, lines: readonly number[], count: number, cause: Error | undefined) {
  const more = count > lines.length
  return new ImportError(
    {
      zh: `${name} 第 ${lines.join('、')}${more ? '……' : ''} 行不是完整的 JSON（共 ${count} 行），拒绝导入。`,
      en: `Line ${lines.join(', ')}${more ? ', …' : ''} of ${name} is not valid JSON (${count} in all), and the file is refused.`,
    },
    cause === undefined ? undefined : { cause },
  )
}
