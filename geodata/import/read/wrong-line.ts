import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'

/** Returns an error that names the file and the line of a fault in a text of lines; null is the whole file. */
export const wrongLine = (name: string, { line, text }: { line: number | null; text: Text }): ImportError =>
  new ImportError({
    zh: line === null ? `${name}：${text.zh}` : `${name} 第 ${line} 行：${text.zh}`,
    en: line === null ? `${name}: ${text.en}` : `Line ${line} of ${name}: ${text.en}`,
  })
