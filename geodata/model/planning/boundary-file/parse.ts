import { type BoundaryFile, BoundaryFileError, type BoundaryPoint, type Plot } from './boundary-file.ts'

const SECTION = /^\s*[[【](.+?)[\]】]\s*$/
const PLOTS = '地块坐标'
const ATTRIBUTES = '属性描述'
const NUMBER = /^-?\d+(\.\d+)?$/
/** Least number of a plot's fields: points, area, number, name, kind, and `@`. */
const MIN_FIELDS = 6

interface OpenPlot extends Plot {
  readonly points: BoundaryPoint[]
}

/**
 * Parses a boundary point file. Numbers and blanks are kept as written, so that `writeBoundaryFile` returns
 * the same text. Blank lines are dropped. Throws BoundaryFileError at the first line that does not have the
 * form.
 */
export function parseBoundaryFile(text: string): BoundaryFile {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  const { head, attributes } = readHead(lines)
  const plots: OpenPlot[] = []
  for (const [index, line] of lines.entries()) {
    if (index < head.length || line.trim() === '') continue
    if (line.trimEnd().endsWith('@')) plots.push(readPlot(line, index + 1))
    else readPoint(line, index + 1, plots.at(-1))
  }
  if (plots.length === 0)
    throw new BoundaryFileError(null, {
      zh: '[地块坐标] 之后应有以 @ 结尾的地块行，文件中没有。',
      en: 'After [地块坐标] there should be lines of plots that end with @, but there are none.',
    })
  for (const plot of plots) checkCount(plot)
  const lineEnd = (/\r\n|\n|\r/.exec(text)?.[0] ?? '\r\n') as BoundaryFile['lineEnd']
  return { head, attributes, plots, lineEnd, isEnded: /[\r\n]\s*$/.test(text) }
}

function readHead(lines: readonly string[]): Pick<BoundaryFile, 'head' | 'attributes'> {
  const attributes = new Map<string, string>()
  let section = ''
  for (const [index, line] of lines.entries()) {
    section = SECTION.exec(line)?.[1]?.trim() ?? section
    if (section === PLOTS) return { head: lines.slice(0, index + 1), attributes }
    const [, name = '', value = ''] = /^([^=]+)=(.*)$/.exec(line) ?? []
    if (section === ATTRIBUTES && name !== '') attributes.set(name.trim(), value.trim())
  }
  throw new BoundaryFileError(null, {
    zh: '应有 [地块坐标] 一行，文件中没有。',
    en: 'There should be a line [地块坐标], but there is none.',
  })
}

function readPlot(line: string, at: number): OpenPlot {
  const fields = line.trimEnd().split(',')
  const [count = '', , , , kind = ''] = fields
  if (fields.length < MIN_FIELDS || fields.at(-1)?.trim() !== '@') {
    throw new BoundaryFileError(at, {
      zh: `地块行应为“界址点数,地块面积,地块编号,地块名称,面,图幅号,地块用途,地类编码,@”（半角逗号），收到的是“${shown(line)}”。`,
      en: `A plot should be "points,hectares,number,name,面,map sheet,use,class,@" with ASCII commas, but was "${shown(line)}".`,
    })
  }
  if (!/^\d+$/.test(count.trim())) throw wrong(at, { zh: '界址点数', en: 'number of points' }, count)
  if (kind.trim() !== '面') {
    throw new BoundaryFileError(at, {
      zh: `地块的图形属性应为“面”，收到的是“${shown(kind)}”。`,
      en: `The kind of a plot should be 面 (area), but was "${shown(kind)}".`,
    })
  }
  return { fields, points: [], line: at }
}

function readPoint(line: string, at: number, plot: OpenPlot | undefined): void {
  if (plot === undefined) {
    throw new BoundaryFileError(at, {
      zh: `界址点之前应有以 @ 结尾的地块行，收到的是“${shown(line)}”。`,
      en: `Before points there should be the line of their plot, which ends with @, but there was "${shown(line)}".`,
    })
  }
  const fields = line.trimEnd().split(',')
  const [, ring = '', x = '', y = '', ...more] = fields
  if (fields.length < 4 || more.some((field) => field.trim() !== '')) {
    throw new BoundaryFileError(at, {
      zh: `界址点行应为“点号,圈号,X坐标,Y坐标”（半角逗号），收到的是“${shown(line)}”。`,
      en: `A point should be "point,ring,X,Y" with ASCII commas, but was "${shown(line)}".`,
    })
  }
  if (!/^[1-9]\d{0,3}$/.test(ring.trim())) throw wrong(at, { zh: '圈号', en: 'ring number' }, ring)
  if (!NUMBER.test(x.trim())) throw wrong(at, { zh: 'X 坐标', en: 'X' }, x)
  if (!NUMBER.test(y.trim())) throw wrong(at, { zh: 'Y 坐标', en: 'Y' }, y)
  plot.points.push({ fields, ring: Number(ring), x: Number(x), y: Number(y) })
}

/** Programs count the closing point of each ring or do not; fewer points mean a truncated file. */
function checkCount({ fields, points, line }: Plot): void {
  const declared = Number(fields[0])
  if (points.length >= declared) return
  throw new BoundaryFileError(line, {
    zh: `此地块应有 ${declared} 个界址点，文件中只有 ${points.length} 个：文件可能不完整。`,
    en: `This plot should have ${declared} points, but the file has only ${points.length}: it may be truncated.`,
  })
}

const shown = (text: string): string => text.trim().slice(0, 60)

const wrong = (line: number, what: { zh: string; en: string }, came: string) =>
  new BoundaryFileError(line, {
    zh: `${what.zh}应为数字，收到的是“${shown(came)}”。`,
    en: `The ${what.en} should be a number, but was "${shown(came)}".`,
  })
