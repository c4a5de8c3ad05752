/** Parses XML to its end, because GDAL does not detect truncated files and does not name the fault. */
import { basename } from 'node:path'
import sax from 'sax'
import { ImportError } from '../error.ts'
import { decodedText, encodingOfText } from './text-decoding.ts'

/** Throws ImportError with the line if the XML is invalid or truncated. */
export async function checkXml(file: string): Promise<void> {
  const judged = await encodingOfText(file, null, null).catch((error: unknown) => {
    if (error instanceof ImportError) return null
    throw error
  })
  // Other encodings are left to GDAL.
  if (!judged) return
  const { encoding } = judged
  const parser = sax.parser(true)
  parser.onerror = (error) => {
    throw wrongXml(basename(file), parser.line + 1, error)
  }
  for await (const text of decodedText(file, encoding)) parser.write(text)
  parser.close()
}

/** `line` is counted from 1. */
export const wrongXml = (name: string, line: number, cause: Error) =>
  new ImportError(
    {
      zh: `${name} 的 XML 在第 ${line} 行有误或不完整，拒绝导入。`,
      en: `The XML of ${name} is wrong or cut short at line ${line}, and the file is refused.`,
    },
    { cause },
  )
