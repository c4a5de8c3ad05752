/** Finds the ground that a question names: parcels, or a drawn area. */
import type { Queryable } from '../../../geodata/database/database.ts'
import { fillMarks, sqlFile } from '../../../geodata/database/sql.ts'
import type { ExtractContent } from '../../../geodata/model/answers/planning-extract.ts'
import { type ReadParcelCode, readParcelCode } from '../../../geodata/model/planning/parcel-code.ts'
import type { Text } from '../../../geodata/model/text.ts'
import { ProblemError } from '../../errors.ts'
import type { Question } from './question.ts'
import { holderMarks } from './restricted.ts'

const parcelsSql = sqlFile(import.meta.url, 'parcels-by.sql')
const areaSql = sqlFile(import.meta.url, 'drawn-area.sql')

/** Parcels that one point or address may name. */
const MAX_FOUND = 20
/** Square metres of a drawn area: a county. */
const MAX_AREA_M2 = 5e9

export interface ParcelRow {
  readonly id: number
  readonly ground: string
  readonly parts: number
  readonly version_since: Date
  readonly version_for: string | null
  readonly attributes: Readonly<Record<string, string | number | boolean | null>>
}

/** A piece of ground, with its parcel if it is one. */
export interface Ground {
  readonly parcel: ParcelRow | null
  /** A polygon in EPSG:4326 as PostgreSQL writes it. */
  readonly ground: string
  readonly parts: number
  readonly notes: readonly Text[]
}

export interface Resolved {
  readonly grounds: readonly Ground[]
  readonly notFound: ExtractContent['not_found']
}

/** Which versions of parcels are read, and whether with the names of holders. */
interface Versions {
  readonly moment: Date
  readonly holders: boolean
}

/** Returns the grounds of a question at a moment. Throws a ProblemError if there are none. */
export async function resolve(
  database: Queryable,
  question: Question,
  versions: Versions,
): Promise<Resolved> {
  if (question.area !== undefined)
    return { grounds: [await drawnGround(database, question.area)], notFound: [] }
  if (question.codes !== undefined) return byCodes(database, question.codes, versions)
  const { point, address } = question
  const rows = await readParcels(database, versions, {
    point: point === undefined ? null : `POINT(${point[0]} ${point[1]})`,
    address: address === undefined ? null : `%${address.replaceAll(/[\\%_]/g, '\\$&')}%`,
  })
  if (rows.length === 0) throw nothingThere(question)
  if (address !== undefined && rows.length > 1) throw severalThere(address, rows)
  return { grounds: rows.map((row) => groundOf(row, overlapNotes(rows))), notFound: [] }
}

async function readParcels(
  database: Queryable,
  { moment, holders }: Versions,
  by: { readonly code?: string; readonly point?: string | null; readonly address?: string | null },
): Promise<ParcelRow[]> {
  const values = [moment, by.code ?? null, by.point ?? null, by.address ?? null, MAX_FOUND]
  return (await database.query<ParcelRow>(fillMarks(parcelsSql, holderMarks(holders)), values)).rows
}

const groundOf = (row: ParcelRow, notes: readonly Text[]): Ground => ({
  parcel: row,
  ground: row.ground,
  parts: row.parts,
  notes: [...notes, ...partNotes(row)],
})

const partNotes = ({ parts }: ParcelRow): Text[] =>
  parts < 2
    ? []
    : [
        {
          zh: `该宗地由 ${parts} 块互不相连的部分组成，面积为各部分之和`,
          en: `The parcel has ${parts} separate parts; areas are their sums`,
        },
      ]

const overlapNotes = (rows: readonly ParcelRow[]): Text[] =>
  rows.length < 2
    ? []
    : [
        {
          zh: `此处有 ${rows.length} 个宗地（界线上或相互重叠），分别列出`,
          en: `${rows.length} parcels lie here (on a border, or overlapping); each is listed`,
        },
      ]

async function byCodes(database: Queryable, codes: readonly string[], versions: Versions): Promise<Resolved> {
  const grounds: Ground[] = []
  const notFound: { asked: string; faults: Text[] }[] = []
  const seen = new Set<number>()
  for (const asked of codes) {
    const read = readParcelCode(asked)
    if (read.code === null) {
      notFound.push({ asked, faults: [...read.faults] })
      continue
    }
    const rows = await readParcels(database, versions, { code: read.code.parcel })
    if (rows.length === 0) notFound.push({ asked, faults: [unknownCode(read.code.parcel)] })
    for (const row of rows) {
      if (seen.has(row.id)) continue
      seen.add(row.id)
      grounds.push(groundOf(row, codeNotes(read, rows.length)))
    }
  }
  if (grounds.length === 0) throw noneFound(notFound)
  return { grounds, notFound }
}

/** What a reader should know about how the code led to the parcel. */
function codeNotes({ code }: ReadParcelCode, count: number): Text[] {
  if (code === null) return []
  const { formerCounty, building, parcel } = code
  return [
    ...(formerCounty === null
      ? []
      : [
          {
            zh: `代码以旧区划 ${formerCounty} 书写，按今天的 ${parcel.slice(0, 6)} 查询`,
            en: `The code was written with the former county ${formerCounty}; it was looked up as ${parcel.slice(0, 6)}`,
          },
        ]),
    ...(building === null
      ? []
      : [
          {
            zh: `所查为不动产单元 ${building}，摘要针对其所在宗地`,
            en: `The code names the real property unit ${building}; the extract is of its parcel`,
          },
        ]),
    ...(count < 2
      ? []
      : [
          {
            zh: `有 ${count} 个图形使用同一代码（宗地已分割或重复登记），分别列出`,
            en: `${count} shapes have this code (a split parcel, or a repeated entry); each is listed`,
          },
        ]),
  ]
}

const unknownCode = (code: string): Text => ({
  zh: `在查询时点没有代码为“${code}”的宗地。`,
  en: `At that moment there was no parcel with the code "${code}".`,
})

function noneFound(notFound: ExtractContent['not_found']): ProblemError {
  const faults = notFound.flatMap(({ faults: list }) => list).slice(0, 10)
  const isMalformed = notFound.some(({ asked }) => readParcelCode(asked).code === null)
  return new ProblemError(
    isMalformed ? 400 : 404,
    { zh: '没有找到宗地', en: 'No parcel found' },
    { zh: faults.map(({ zh }) => zh).join(' '), en: faults.map(({ en }) => en).join(' ') },
    {},
    { not_found: notFound },
  )
}

const nothingThere = ({ point, address }: Question): ProblemError =>
  new ProblemError(
    404,
    { zh: '没有找到宗地', en: 'No parcel found' },
    point === undefined
      ? { zh: `没有坐落含“${address}”的宗地。`, en: `No parcel has an address with "${address}".` }
      : {
          zh: `在 ${point.join(', ')} 没有宗地。可以画出范围查询。`,
          en: `There is no parcel at ${point.join(', ')}. Draw an area to ask about it.`,
        },
  )

const severalThere = (address: string, rows: readonly ParcelRow[]): ProblemError => {
  const codes = rows.map(({ attributes }) => String(attributes.parcel_code))
  const more = rows.length === MAX_FOUND ? '≥ ' : ''
  return new ProblemError(
    409,
    { zh: '有多个宗地', en: 'Several parcels' },
    {
      zh: `坐落含“${address}”的宗地有 ${more}${rows.length} 个，请选择代码：${codes.join('、')}。`,
      en: `${more}${rows.length} parcels have an address with "${address}"; choose a code: ${codes.join(', ')}.`,
    },
    {},
    { codes },
  )
}

async function drawnGround(database: Queryable, area: NonNullable<Question['area']>): Promise<Ground> {
  const open = area.flat().some((ring) => String(ring[0]) !== String(ring.at(-1)))
  if (open) throw badArea({ zh: '有未闭合的环', en: 'A ring is not closed' })
  const text = JSON.stringify({ type: 'MultiPolygon', coordinates: area })
  const { rows } = await database.query<{
    ground: string
    parts: number
    valid: boolean
    reason: string
    m2: number
  }>(areaSql, [text])
  const [drawn] = rows
  if (drawn === undefined || !drawn.valid)
    throw badArea({ zh: '边界自相交或环重叠', en: 'The outline crosses itself or rings overlap' })
  if (drawn.m2 < 1 || drawn.m2 > MAX_AREA_M2)
    throw badArea({ zh: '面积应在 1 m² 至 5000 km² 之间', en: 'The area should be from 1 m² to 5,000 km²' })
  return { parcel: null, ground: drawn.ground, parts: drawn.parts, notes: [] }
}

const badArea = (fault: Text): ProblemError =>
  new ProblemError(400, { zh: '范围有误', en: 'Bad area' }, { zh: `${fault.zh}。`, en: `${fault.en}.` })
