/**
 * Writes one layer of polygons as VCT of version 3 (GB/T 17798-2007) in CGCS2000, zone 40 of 3 degrees, with
 * zone numbers in the eastings. Polygons have coordinates, and rows wait for the end of the geometry.
 */
import type { VctField } from './vct.ts'

/** East and north in metres. */
type Position = readonly [east: number, north: number]

interface VctLayerForm {
  readonly code: string
  readonly name: string
  readonly table: string
  readonly fields: readonly (VctField & { readonly written: string })[]
}

const LINE_END = '\r\n'
const lines = (...texts: readonly string[]): string => texts.join(LINE_END) + LINE_END

export class VctWriter {
  readonly #form: VctLayerForm
  readonly #rows: string[] = []

  constructor(form: VctLayerForm) {
    this.#form = form
  }

  /** `date` is YYYYMMDD. */
  begin(date: string): string {
    const { code, name, table, fields } = this.#form
    return lines(
      'HeadBegin',
      'DataMark:CNSDTF-VCT',
      'Version:GB/T 17798-2007',
      'CoordinateSystemType:P',
      'Dim:2',
      'XAxisDirection:E',
      'YAxisDirection:N',
      'XYUnit:M',
      'Spheroid:CGCS2000,6378137,298.257222101',
      'PrimeMeridian:Greenwich',
      'Projection:高斯-克吕格',
      'Parameters:120,0,,,,1,40500000,0,3,40',
      `Date:${date}`,
      'Separator:,',
      'HeadEnd',
      '',
      'FeatureCodeBegin',
      [code, plain(name), 'Polygon', table].join(','),
      'FeatureCodeEnd',
      '',
      'TableStructureBegin',
      `${table},${fields.length}`,
      ...fields.map(fieldText),
      '0',
      'TableStructureEnd',
      '',
      'PolygonBegin',
    )
  }

  /** Rings are closed; `values` are in the order of the fields. */
  polygon(id: string, rings: readonly (readonly Position[])[], values: readonly string[]): string {
    this.#rows.push([id, ...values.map(plain)].join(','))
    const label = rings[0]?.[0]
    return lines(
      id,
      this.#form.code,
      'Unknown',
      '1',
      label === undefined ? '0,0' : positionText(label),
      String(rings.length),
      ...rings.flatMap((ring) => ['11', String(ring.length), ...ring.map(positionText)]),
      '0',
    )
  }

  end(): string {
    const { table } = this.#form
    return lines('PolygonEnd', '', 'AttributeBegin', table, ...this.#rows, 'TableEnd', 'AttributeEnd')
  }
}

const positionText = ([east, north]: Position): string => `${east.toFixed(3)},${north.toFixed(3)}`

const fieldText = ({ name, written, width, decimals }: VctLayerForm['fields'][number]): string =>
  [name, written, ...[width, decimals].filter((part) => part !== null)].join(',')

/** The form has no quotes: separators and line ends within values become others. */
const plain = (value: string): string =>
  value
    .replaceAll(',', '，')
    .replaceAll(/[\r\n]+/g, ' ')
    .trim()
