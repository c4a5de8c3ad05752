/** Reads a table of any separator and encoding and writes it as UTF-8 CSV for GDAL. */
import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import type { Text } from '../../../model/text.ts'
import { ImportError } from '../../error.ts'
import type { Encoding } from '../encoding-name.ts'
import { decodedText, encodingOfText } from '../text-decoding.ts'
import type { GeometryColumns } from './columns.ts'
import { geometryColumns } from './columns.ts'

export interface Table {
  readonly path: string
  readonly openOptions: readonly string[]
  readonly encoding: string
  readonly notes: readonly Text[]
}

type Row = readonly string[]

const SEPARATORS = [',', ';', '\t', '|', '，'] as const
/** Number of rows that the geometry columns are judged by. */
const SAMPLE = 100
const MAX_RECORD = 64 * 1024 ** 2
/** Names of the geometry columns in the written table, which no file uses. */
const X = 'shuangxi_x'
const Y = 'shuangxi_y'
const WKT = 'shuangxi_wkt'

/**
 * Throws ImportError if the file is no table, the rows differ in their number of columns, or there is no
 * geometry.
 */
export async function readTable(file: string, folder: string, asked: Encoding | null): Promise<Table> {
  const name = basename(file)
  const { encoding, notes } = await encodingOfText(file, null, asked)
  const separator = await separatorOf(file, encoding)
  const rows = () => rowsOf(name, decodedText(file, encoding), separator)
  const sample = await firstRows(rows())
  const [headings = [], ...body] = sample
  const columns = geometryColumns(name, headings, body)
  const path = join(folder, `${name.replace(/\.\w+$/, '')}.csv`)
  const broken = { rows: 0 }
  await pipeline(
    Readable.from(rows()),
    normalise(headings, columns, separator, broken),
    createWriteStream(path),
  )
  return {
    path,
    encoding: encoding.name,
    openOptions: [
      'AUTODETECT_TYPE=NO',
      'KEEP_GEOM_COLUMNS=NO',
      'SEPARATOR=COMMA',
      ...(columns.kind === 'point'
        ? [`X_POSSIBLE_NAMES=${X}`, `Y_POSSIBLE_NAMES=${Y}`]
        : [`GEOM_POSSIBLE_NAMES=${WKT}`]),
    ],
    notes: [
      geometryNote(headings, columns),
      ...(broken.rows > 0
        ? [
            {
              zh: `有 ${broken.rows} 行的值含换行`,
              en: `Rows with a value over several lines: ${broken.rows}`,
            },
          ]
        : []),
      ...notes,
    ],
  }
}

/** Returns the most frequent separator of the headings, outside quotes. */
async function separatorOf(file: string, encoding: Encoding): Promise<string> {
  let head = ''
  for await (const text of decodedText(file, encoding)) {
    head += text
    if (/[\r\n]/.test(head) || head.length > 1 << 20) break
  }
  const line = (head.split(/[\r\n]/, 1)[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counts = SEPARATORS.map((separator) => [separator, line.split(separator).length] as const)
  return counts.reduce((most, each) => (each[1] > most[1] ? each : most))[0]
}

async function* rowsOf(name: string, text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const parser = parse({
    delimiter,
    skip_empty_lines: true,
    relax_quotes: false,
    max_record_size: MAX_RECORD,
  })
  const source = Readable.from(text)
  source.on('error', (error) => parser.destroy(error))
  try {
    for await (const row of source.pipe(parser)) yield row as Row
  } catch (error) {
    throw error instanceof CsvError ? wrongRow(name, error) : error
  } finally {
    source.destroy()
  }
}

async function firstRows(rows: AsyncIterable<Row>): Promise<Row[]> {
  const first: Row[] = []
  for await (const row of rows) if (first.push(row) > SAMPLE) break
  return first
}

/** `broken` counts rows that span several lines, as happens after a misplaced quote. */
function normalise(
  headings: Row,
  columns: GeometryColumns,
  separator: string,
  broken: { rows: number },
): Transform {
  let isFirst = true
  const geometry = columns.kind === 'wkt' ? [columns.at] : [columns.x, columns.y]
  return new Transform({
    writableObjectMode: true,
    transform(row: Row, _, done) {
      const others = (isFirst ? uniqueNames(headings) : row).filter((_, i) => !geometry.includes(i))
      const values = isFirst
        ? columns.kind === 'wkt'
          ? [WKT]
          : [X, Y]
        : geometry.map((at) => geometryText(row[at] ?? '', columns.kind, separator))
      if (!isFirst && row.some((value) => value.includes('\n'))) broken.rows++
      isFirst = false
      done(null, `${[...values, ...others].map(quoted).join(',')}\n`)
    },
  })
}

/** Where semicolons separate, 119,77 is a number. In EWKT the system comes before the WKT. */
function geometryText(text: string, kind: GeometryColumns['kind'], separator: string): string {
  if (kind === 'wkt') return text.replace(/^\s*SRID=\d+;\s*/i, '')
  return separator === ',' ? text.trim() : text.trim().replace(/^(-?\d+),(\d+)$/, '$1.$2')
}

const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

/** Numbers headings that are empty or repeated. */
function uniqueNames(headings: Row): string[] {
  const taken = new Set<string>()
  return headings.map((heading, i) => {
    const name = heading.trim() || `column_${i + 1}`
    const unique = taken.has(name.toLowerCase()) ? `${name}_${i + 1}` : name
    taken.add(unique.toLowerCase())
    return unique
  })
}

function geometryNote(headings: Row, columns: GeometryColumns): Text {
  const at = (i: number) => headings[i]?.trim() ?? ''
  if (columns.kind === 'wkt') {
    return {
      zh: `几何取自列“${at(columns.at)}”（WKT）`,
      en: `Geometries are from the column "${at(columns.at)}" (WKT)`,
    }
  }
  return {
    zh: `坐标取自列“${at(columns.x)}”（东）和“${at(columns.y)}”（北）`,
    en: `Coordinates are from the columns "${at(columns.x)}" (east) and "${at(columns.y)}" (north)`,
  }
}

function wrongRow(name: string, error: CsvError): ImportError {
  const line = Number(error.lines ?? 0)
  return new ImportError(
    {
      zh: `${name} 第 ${line} 行有误：列数与表头不同，或引号未闭合。拒绝导入。`,
      en: `Line ${line} of ${name} is wrong: it has another number of columns than the headings, or a quote that is not closed. The file is refused.`,
    },
    { cause: error },
  )
}
