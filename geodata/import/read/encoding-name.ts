/** Parses names of text encodings from files, programs and users. */
import { ImportError } from '../error.ts'

export interface Encoding {
  /** Name for TextDecoder. */
  readonly label: string
  /** Name for messages and for GDAL. */
  readonly name: string
}

export const UTF8: Encoding = { label: 'utf-8', name: 'UTF-8' }
/** Contains all of GBK and GB2312, and four-byte characters. */
export const GB18030: Encoding = { label: 'gb18030', name: 'GB18030' }

const known: readonly (readonly [RegExp, Encoding])[] = [
  [/^(utf8|65001|unicode11utf8)$/, UTF8],
  [/^(gb|gb2312|gb231280|gbk|gb18030|54936|936|xgbk|euccn|hzgb2312|chinese)$/, GB18030],
  [/^(big5|950|big5hkscs|csbig5)$/, { label: 'big5', name: 'BIG5' }],
  [/^(shiftjis|sjis|932|mskanji)$/, { label: 'shift_jis', name: 'CP932' }],
  [/^(euckr|949|ksc5601|uhc)$/, { label: 'euc-kr', name: 'CP949' }],
  [/^(1251)$/, { label: 'windows-1251', name: 'CP1251' }],
  [/^(1252|iso88591|88591|latin1|l1)$/, { label: 'windows-1252', name: 'CP1252' }],
]

const listed = ['UTF-8', 'GB18030', 'GBK', 'GB2312', 'BIG5', 'CP932', 'CP949', 'CP1251', 'CP1252'].join(', ')

/** Returns the encoding of a name such as `GBK`, `CP936`, `ANSI 936`, `65001`; null if unknown. */
export function encodingNamed(text: string): Encoding | null {
  const plain = text
    .toLowerCase()
    .replaceAll(/[\s_\-:.]/g, '')
    .replace(/^(ansi|windows|win|cp|ms|ibm|oem|codepage)(?=\d)/, '')
  return known.find(([pattern]) => pattern.test(plain))?.[1] ?? null
}

/** Returns the encoding given by `--encoding`; null without it. Throws ImportError if it is unknown. */
export function askedEncoding(text: string | undefined): Encoding | null {
  if (text === undefined) return null
  const encoding = encodingNamed(text)
  if (encoding) return encoding
  throw new ImportError({
    zh: `不支持 --encoding ${text}。可用：${listed}。`,
    en: `--encoding ${text} is not known. Available: ${listed}.`,
  })
}

/**
 * Returns the encoding that a file declares; null if that says nothing: programs write ISO 8859-1, 1252, OEM
 * or ANSI when they mean the encoding of their machine.
 */
export function declaredEncoding(text: string | null): Encoding | null {
  const encoding = text === null ? null : encodingNamed(text)
  return encoding?.label === 'windows-1252' ? null : encoding
}
