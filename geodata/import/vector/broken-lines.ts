/** Finds the lines of GeoJSON text sequences that are no JSON, which GDAL counts but does not name. */
import { basename } from 'node:path'
import { ImportError } from '../error.ts'
import { byteLines } from './feature-lines.ts'

const SHOWN = 10
const RECORD_SEPARATOR = '\u001e'

/** An error that names the lines, counted from 1; null where the file is not of lines, or all are right. */
export async function brokenLines(file: string, cause: Error): Promise<ImportError | null> {
  const broken: number[] = []
  let count = 0
  let line = 0
  let isWhole = false
  for await (const bytes of byteLines(file)) {
    line++
    const text = bytes.toString('utf8').replaceAll(RECORD_SEPARATOR, '').trim()
    if (text === '') continue
    if (isObject(text)) isWhole = true
    else {
      count++
      if (broken.length < SHOWN) broken.push(line)
    }
  }
  // One document over many lines has none that is whole by itself.
  if (!isWhole || count === 0) return null
  const name = basename(file)
  const more = count > broken.length
  return new ImportError(
    {
      zh: `${name} 第 ${broken.join('、')}${more ? '……' : ''} 行不是完整的 JSON（共 ${count} 行），拒绝导入。`,
      en: `Line ${broken.join(', ')}${more ? ', …' : ''} of ${name} is no whole JSON (${count} in all), and the file is refused.`,
    },
    { cause },
  )
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
