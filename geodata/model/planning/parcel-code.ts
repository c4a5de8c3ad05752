/**
 * Codes of parcels (宗地代码, 19 characters) and of real property units (不动产单元代码, 28 characters: the
 * parcel's 19 and 9 of the building). Their parts:
 *
 *     330112 001 002 GB 00123 F00010001
 *     county district sub-district kind sequence building
 */
import type { Text } from '../text.ts'

interface ParcelCode {
  /** 19 characters, by the county's code of today. */
  readonly parcel: string
  /** 地籍区 and 地籍子区, each three digits. */
  readonly district: string
  readonly subDistrict: string
  /** Owner (G state, J collective, Z undetermined) and kind of right. */
  readonly kind: string
  readonly sequence: string
  /** Nine characters of a building on the parcel; null for the parcel itself. */
  readonly building: string | null
  /** The county's former code, if the code was written with it. */
  readonly formerCounty: string | null
}

/** Codes of counties before they were renumbered: 临安市 became 临安区 in 2017. */
const formerCounties: Readonly<Record<string, string>> = { '330185': '330112' }

interface Part {
  readonly name: Text
  readonly from: number
  readonly to: number
  readonly pattern: RegExp
  readonly expected: Text
}

const digits = (count: number): Pick<Part, 'pattern' | 'expected'> => ({
  pattern: new RegExp(`^\\d{${count}}$`),
  expected: { zh: `${count} 位数字`, en: `${count} digits` },
})

const parcelParts: readonly Part[] = [
  { name: { zh: '县级行政区划代码', en: 'county' }, from: 0, to: 6, ...digits(6) },
  { name: { zh: '地籍区', en: 'cadastral district' }, from: 6, to: 9, ...digits(3) },
  { name: { zh: '地籍子区', en: 'cadastral sub-district' }, from: 9, to: 12, ...digits(3) },
  {
    name: { zh: '土地所有权类型', en: 'land owner' },
    from: 12,
    to: 13,
    pattern: /^[GJZ]$/,
    expected: { zh: 'G（国家）、J（集体）或 Z（争议）', en: 'G (state), J (collective) or Z (disputed)' },
  },
  {
    name: { zh: '宗地特征码', en: 'kind of parcel' },
    from: 13,
    to: 14,
    pattern: /^[ABSXCDEFGWY]$/,
    expected: { zh: 'A、B、S、X、C、D、E、F、G、W、Y 之一', en: 'one of A, B, S, X, C, D, E, F, G, W, Y' },
  },
  { name: { zh: '宗地顺序号', en: 'sequence number' }, from: 14, to: 19, ...digits(5) },
]

const buildingParts: readonly Part[] = [
  {
    name: { zh: '定着物特征码', en: 'kind of building' },
    from: 19,
    to: 20,
    pattern: /^[FLQW]$/,
    expected: { zh: 'F、L、Q 或 W', en: 'F, L, Q or W' },
  },
  {
    name: { zh: '定着物单元号', en: 'number of the unit' },
    from: 20,
    to: 28,
    ...digits(8),
  },
]

/** What a text is as a parcel code: the code, or each fault in a sentence. */
export type ReadParcelCode =
  | { readonly code: ParcelCode; readonly faults: readonly [] }
  | { readonly code: null; readonly faults: readonly Text[] }

/** Removes blanks and hyphens, and turns full-width and small letters into capitals. */
export const plainCode = (typed: string): string =>
  typed.normalize('NFKC').replaceAll(/[\s-]/g, '').toUpperCase()

/** Reads a whole code, part by part. */
export function readParcelCode(typed: string): ReadParcelCode {
  const text = plainCode(typed)
  if (text.length !== 19 && text.length !== 28) return { code: null, faults: [wrongLength(text)] }
  const parts = text.length === 19 ? parcelParts : [...parcelParts, ...buildingParts]
  const faults = parts.flatMap((part) => {
    const came = text.slice(part.from, part.to)
    return part.pattern.test(came) ? [] : [wrongPart(part, came)]
  })
  if (faults.length > 0) return { code: null, faults }
  const county = text.slice(0, 6)
  const today = formerCounties[county]
  return {
    code: {
      parcel: (today ?? county) + text.slice(6, 19),
      district: text.slice(6, 9),
      subDistrict: text.slice(9, 12),
      kind: text.slice(12, 14),
      sequence: text.slice(14, 19),
      building: text.length === 28 ? text.slice(19) : null,
      formerCounty: today === undefined ? null : county,
    },
    faults: [],
  }
}

/** Returns the beginning of a code by the county's code of today. */
export const withCountyOfToday = (part: string): string =>
  part.replace(/^\d{6}/, (county) => formerCounties[county] ?? county)

function wrongLength(text: string): Text {
  return {
    zh: `代码应为 19 位（宗地）或 28 位（不动产单元），收到的是 ${text.length} 位“${text.slice(0, 40)}”。`,
    en: `The code should have 19 characters (parcel) or 28 (real property unit), but "${text.slice(0, 40)}" has ${text.length}.`,
  }
}

function wrongPart({ name, from, to, expected }: Part, came: string): Text {
  const place = to - from === 1 ? `${to}` : `${from + 1}–${to}`
  return {
    zh: `第 ${place} 位（${name.zh}）应为${expected.zh}，收到的是“${came}”。`,
    en: `Characters ${place} (${name.en}) should be ${expected.en}, but were "${came}".`,
  }
}
