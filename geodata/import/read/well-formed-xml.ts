/** Walks through XML to its end: GDAL does not recognise a file that is cut short, and does not say why. */
import { basename } from 'node:path'
import sax from 'sax'
import { ImportError } from '../error.ts'
import { decodedText, encodingOfText } from './text-decoding.ts'

/** Throws ImportError if the XML is wrong or cut short, with the line. */
export async function checkXml(file: string): Promise<void> {
  const judged = await encodingOfText(file, null, null).catch((error: unknown) => {
    if (error instanceof ImportError) return null
    throw error
  })
  // What is in another encoding is left to GDAL.
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
