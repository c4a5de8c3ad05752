/** Formats numbers, dates and attribute values in both languages. */
import type { CodeList } from '../geodata/model/code-list.ts'
import { codeLists } from '../geodata/model/codes.ts'
import { landUseClasses } from '../geodata/model/land-use.ts'
import type { Property, Unit } from '../geodata/model/layer.ts'
import { linanTowns } from '../geodata/model/linan-towns.ts'
import type { Language, Text } from '../geodata/model/text.ts'

const locales: Readonly<Record<Language, string>> = { zh: 'zh-CN', en: 'en-GB' }
/** Square metres of one 亩. */
const MU = 2000 / 3

/** Formats a number with at most `decimals` and at least `least` decimals, grouped by thousands. */
export function formatNumber(value: number, language: Language, decimals = 1, least = 0): string {
  const digits = { maximumFractionDigits: decimals, minimumFractionDigits: least }
  return new Intl.NumberFormat(locales[language], digits).format(value)
}

/** Formats a length in metres: metres below one kilometre, kilometres above. */
export function formatLength(metres: number, language: Language): string {
  if (Math.abs(metres) < 999.5) {
    return `${formatNumber(metres, language, metres < 10 ? 1 : 0)} ${language === 'zh' ? '米' : 'm'}`
  }
  const kilometres = formatNumber(metres / 1000, language, metres < 99_950 ? 2 : 0)
  return `${kilometres} ${language === 'zh' ? '公里' : 'km'}`
}

const areaUnits: Readonly<
  Record<Language, { readonly m2: string; readonly ha: string; readonly km2: string }>
> = {
  zh: { m2: '平方米', ha: '公顷', km2: '平方公里' },
  en: { m2: 'm²', ha: 'ha', km2: 'km²' },
}

/** Formats an area in square metres: as m², hectares or km² by its size, with 亩 in brackets for land. */
export function formatArea(squareMetres: number, language: Language): string {
  const { m2, ha, km2 } = areaUnits[language]
  const number = (value: number, decimals: number) => formatNumber(value, language, decimals)
  const withMu = (plain: string, decimals: number) => {
    const mu = number(squareMetres / MU, decimals)
    return language === 'zh' ? `${plain}（${mu} 亩）` : `${plain} (${mu} mu)`
  }
  if (squareMetres >= 5_000_000) return `${number(squareMetres / 1e6, 2)} ${km2}`
  if (squareMetres >= 10_000) return withMu(`${number(squareMetres / 1e4, 2)} ${ha}`, 1)
  const plain = `${number(squareMetres, squareMetres < 100 ? 1 : 0)} ${m2}`
  return squareMetres < 1000 ? plain : withMu(plain, 2)
}

/** Formats an area in square metres in hectares (公顷), as usual in planning documents. */
export function formatHectares(squareMetres: number, language: Language): string {
  const hectares = squareMetres / 1e4
  return `${formatNumber(hectares, language, hectares < 100 ? 2 : 0)} ${areaUnits[language].ha}`
}

const suffixes: Readonly<Record<Exclude<Unit, 'm2'>, Text>> = {
  m: { zh: '米', en: 'm' },
  percent: { zh: '%', en: '%' },
  degree: { zh: '°', en: '°' },
  storey: { zh: '层', en: 'storeys' },
  person: { zh: '人', en: 'people' },
  wan_yuan_per_mu: { zh: '万元/亩', en: '×10,000 CNY per mu' },
  km_per_hour: { zh: '公里/时', en: 'km/h' },
}

function formatQuantity(value: number, unit: Unit | undefined, name: string, language: Language): string {
  if (unit === 'm2') return formatArea(value, language)
  if (unit === 'm' && /length/.test(name)) return formatLength(value, language)
  const number = formatNumber(value, language, 2)
  if (!unit) return number
  const tight = unit === 'percent' || unit === 'degree'
  return `${number}${tight ? '' : ' '}${suffixes[unit][language]}`
}

/** Formats a calendar date, or a date with its time of day in the reader's zone. */
export function formatDate(value: string, type: 'date' | 'datetime', language: Language): string {
  const date = new Date(type === 'date' ? `${value.slice(0, 10)}T00:00:00` : value)
  if (Number.isNaN(date.getTime())) return value
  const style: Intl.DateTimeFormatOptions =
    type === 'date' ? { dateStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' }
  return new Intl.DateTimeFormat(locales[language], style).format(date)
}

/** Returns the title of a code, preceded by the code for land use; the code itself if unknown. */
export function formatCode(value: string, codes: NonNullable<Property['codes']>, language: Language): string {
  if (codes === 'land_use') {
    const title = landUseClasses.get(value)?.title[language]
    return title ? `${value} ${title}` : value
  }
  const list: CodeList = codeLists[codes]
  const title = list[value]?.title[language]
  return codes === 'landUseDetails' && title ? `${value} ${title}` : (title ?? value)
}

/** Returns the name of a town followed by its code; the code itself if unknown. */
function formatTown(code: string, language: Language): string {
  const title = linanTowns.find((town) => town.code === code)?.title[language]
  return title ? `${title} · ${code}` : code
}

const yesNo: Readonly<Record<Language, readonly [yes: string, no: string]>> = {
  zh: ['是', '否'],
  en: ['Yes', 'No'],
}

/** Formats an attribute for a card; null if it is empty. */
export function formatValue(value: unknown, property: Property, language: Language): string | null {
  if (value === null || value === undefined || value === '') return null
  if (Array.isArray(value)) return value.length > 0 ? value.join(language === 'zh' ? '、' : ', ') : null
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1]
  if (typeof value === 'number') return formatQuantity(value, property.unit, property.name, language)
  const text = String(value)
  if (property.name === 'town_code') return formatTown(text, language)
  if (property.codes) return formatCode(text, property.codes, language)
  if (property.type === 'date' || property.type === 'datetime')
    return formatDate(text, property.type, language)
  return text
}
