/** VCT (GB/T 17798-2007, version 3) in GBK, in CGCS2000, zone 40. */
import iconv from 'iconv-lite'
import type { Property, PropertyType } from '../model/layer.ts'
import { VctWriter } from '../model/planning/vct/write.ts'
import { chinaDay } from './china-day.ts'
import type { FeatureFormat } from './format.ts'
import { inZone40 } from './zone-40.ts'

const gbk = (text: string) => iconv.encode(text, 'gb18030')

/** Code of the only layer of a file. National lists of feature codes are not known to the platform. */
const CODE = '9000000000'

const types: Readonly<Record<PropertyType, readonly [written: string, width: number, decimals?: number]>> = {
  string: ['Char', 254],
  strings: ['Char', 254],
  datetime: ['Char', 40],
  boolean: ['Char', 5],
  integer: ['Int4', 10],
  number: ['Double', 20, 6],
  date: ['Char', 10],
}

export const vct: FeatureFormat = {
  name: 'vct',
  mediaType: 'application/x-vct',
  contentType: 'application/x-vct; charset=gb18030',
  extension: 'vct',
  rows: 'wkt',
  areasInEpsg4549: true,
  writer({ layer, properties, titles, language }) {
    const writer = new VctWriter({
      code: CODE,
      name: layer.title[language],
      table: layer.id.toUpperCase(),
      fields: properties.map((property) =>
        fieldOf(property, titles ? property.title[language] : property.name),
      ),
    })
    return {
      begin: () => gbk(writer.begin(chinaDay(new Date()).replaceAll('-', ''))),
      batch: (rows) =>
        gbk(
          rows
            .map((row) => {
              const values = properties.map(({ name }) => valueText(row[name]))
              return writer.polygon(String(row.id), inZone40(row.geometry).flat(), values)
            })
            .join(''),
        ),
      end: () => gbk(writer.end()),
    }
  },
}

function fieldOf({ type }: Property, name: string) {
  const [written, width, decimals = null] = types[type]
  return { name: name.replaceAll(',', '，'), type: written.toLowerCase(), written, width, decimals }
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString()
  return Array.isArray(value) ? value.join(';') : String(value)
}
