/**
 * How values of the database become JavaScript's, the same on both databases: bigint as a number
 * where it is exact, date as 'YYYY-MM-DD' (a day has no time zone), the rest as node-postgres does
 * (timestamptz as Date, numeric as string, bytea as Buffer, json parsed).
 */
import pg from 'pg'

const BIGINT = 20
const DATE = 1082

function bigint(text: string): number | string {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [BIGINT]: bigint,
  [DATE]: (text) => text,
}

export const valueTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
    parsers[oid] ?? pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
}
