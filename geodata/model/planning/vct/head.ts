import { expected, VctError, type VctFeatureCode, type VctHead, type VctKind } from './vct.ts'

/** Reads the lines `name: value` between HeadBegin and HeadEnd. Throws VctError for a version not known. */
export function headOf(lines: readonly { readonly text: string; readonly line: number }[]): VctHead {
  const values = new Map<string, string>()
  const places = new Map<string, number>()
  for (const { text, line } of lines) {
    const [, name = '', value = ''] = /^([^:：]+)[:：](.*)$/.exec(text) ?? []
    if (name === '') throw expected(line, { zh: '“名称:值”', en: '"name:value"' }, text)
    values.set(name.trim().toLowerCase(), value.trim())
    places.set(name.trim().toLowerCase(), line)
  }
  const version = values.get('version') ?? ''
  const place = places.get('version') ?? null
  return {
    values,
    dialect: dialectOf(version, place),
    separator: values.get('separator') || ',',
    offset: offsetOf(values.get('offset') ?? '', places.get('offset') ?? 0),
    topology: Number(values.get('topo') ?? 1) || 0,
  }
}

function dialectOf(version: string, line: number | null): VctHead['dialect'] {
  if (/^3(\.\d+)?$|17798-20/.test(version)) return 'ends'
  if (/^[12](\.\d+)?$|17798-1999/.test(version)) return 'plain'
  throw new VctError(line, {
    zh: `版本（Version）应为 1.0、2.0、3.0 或 GB/T 17798-2007，收到的是“${version.slice(0, 60)}”。`,
    en: `The version should be 1.0, 2.0, 3.0 or GB/T 17798-2007, but was "${version.slice(0, 60)}".`,
  })
}

function offsetOf(text: string, line: number): readonly [number, number] {
  if (text === '') return [0, 0]
  const [x = '0', y = '0'] = text.split(/[,，]/)
  const offset = [Number(x), Number(y)] as const
  if (offset.every(Number.isFinite)) return offset
  throw expected(line, { zh: '坐标偏移量 x,y', en: 'an offset x,y' }, text)
}

const kinds: Readonly<Record<string, VctKind>> = {
  point: 'point',
  line: 'line',
  polygon: 'polygon',
  annotation: 'annotation',
}

/** Reads a line `code,name,kind,…` of the feature codes; null for kinds without a geometry in the plane. */
export function featureCodeOf(text: string, line: number, separator: string): VctFeatureCode | null {
  const [code = '', name = '', kind = '', ...more] = text.split(separator).map((part) => part.trim())
  if (code === '' || kind === '') {
    const what = { zh: '“要素代码,名称,几何类型,属性表”', en: '"feature code,name,kind,table"' }
    throw expected(line, what, text)
  }
  const known = kinds[kind.toLowerCase()]
  if (known !== undefined) return { code, name, kind: known, more }
  if (/^(image|solid|aggregation|nonegeometry)$/i.test(kind)) return null
  const what = {
    zh: '几何类型 Point、Line、Polygon 或 Annotation',
    en: 'the kind Point, Line, Polygon or Annotation',
  }
  throw expected(line, what, kind)
}
