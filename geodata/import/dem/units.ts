/** Units of elevations as files name them. */
import { ImportError } from '../error.ts'

/** Metres of one unit by name, in lower case without spaces, punctuation and plural ending. */
const metresOf: ReadonlyMap<string, number> = new Map([
  ...names(1, 'm', 'metre', 'meter', '米', '公尺'),
  ...names(10, 'dam'),
  ...names(1000, 'km', 'kilometre', 'kilometer', '千米', '公里'),
  ...names(0.1, 'dm', 'decimetre', 'decimeter', '分米'),
  ...names(0.01, 'cm', 'centimetre', 'centimeter', '厘米'),
  ...names(0.001, 'mm', 'millimetre', 'millimeter', '毫米'),
  ...names(
    0.3048,
    'ft',
    'foot',
    'feet',
    'internationalfoot',
    'internationalfeet',
    'footinternational',
    '英尺',
  ),
  ...names(
    1200 / 3937,
    'ussurveyfoot',
    'ussurveyfeet',
    'footus',
    'footussurvey',
    'ftus',
    'usft',
    'surveyfoot',
  ),
])

function names(metres: number, ...all: readonly string[]): (readonly [string, number])[] {
  return all.map((name) => [name, metres])
}

/** Returns the metres of one unit; 1 if there is none. Throws ImportError for an unknown unit. */
export function metresOfUnit(file: string, unit: string | undefined): number {
  const plain = (unit ?? '').trim().toLowerCase()
  if (plain === '') return 1
  const word = plain.replaceAll(/[\s_().-]/g, '')
  const metres = metresOf.get(word) ?? metresOf.get(word.replace(/s$/, ''))
  if (metres !== undefined) return metres
  const shown = plain.slice(0, 40)
  throw new ImportError({
    zh: `${file} 的高程单位为“${shown}”，无法换算成米。可识别：m、dm、cm、mm、km、ft、US survey foot。请先换算（如 gdal_calc.py），或改正单位（gdal_edit.py -units）。`,
    en: `The elevations of ${file} are in "${shown}", which cannot be converted to metres. Supported: m, dm, cm, mm, km, ft, US survey foot. Convert them first (for example with gdal_calc.py), or correct the unit (gdal_edit.py -units).`,
  })
}
