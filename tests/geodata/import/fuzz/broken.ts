/** Files of each format that are certainly broken: cut short, or with one part made wrong. */
import type { Gdal } from '../../../../geodata/import/gdal/gdal.ts'
import { gbk } from '../read/write-shapefile.ts'
import type { FuzzFormat, Seed } from './format.ts'
import { boundaryText, surveyColumns, vctText } from './formats/survey.ts'
import { vectorFormats } from './formats/vector.ts'

export interface BrokenFile {
  readonly name: string
  readonly files: Seed
  readonly request: FuzzFormat['request']
}

/** Places at which files are cut, as shares of their length. */
const CUTS = Array.from({ length: 14 }, (_, i) => (i + 0.5) / 14)
const CUT_FORMATS = ['zip', 'geopackage', 'geodatabase', 'dxf', 'kml', 'geojson']

/** Returns at least 200 broken files, each with what was done to it in its name. */
export async function brokenFiles(gdal: Gdal): Promise<BrokenFile[]> {
  const cut = await Promise.all(
    vectorFormats.filter(({ name }) => CUT_FORMATS.includes(name)).map((format) => cutFiles(gdal, format)),
  )
  return [...cut.flat(), ...brokenJson(), ...brokenKml(), ...brokenTxt(), ...brokenVct()]
}

async function cutFiles(gdal: Gdal, { name, seeds, pack, request }: FuzzFormat): Promise<BrokenFile[]> {
  const [seed] = await seeds(gdal)
  if (seed === undefined) throw new Error(`${name} has no seed`)
  const [[file, bytes] = ['', Buffer.alloc(0)], ...others] = [...(pack?.(seed) ?? seed)]
  return CUTS.map((share) => ({
    name: `${name} cut at ${Math.round(share * 100)} %`,
    files: new Map([[file, bytes.subarray(0, Math.floor(share * bytes.length))], ...others]),
    request,
  }))
}

/** Each pair replaces the first text by the second, once. */
function replaced(
  file: string,
  text: string,
  request: FuzzFormat['request'],
  pairs: readonly (readonly [before: string | RegExp, after: string])[],
): BrokenFile[] {
  return pairs.map(([before, after]) => {
    const changed = text.replace(before, after)
    if (changed === text) throw new Error(`${file} does not have ${before}`)
    const bytes = file.endsWith('json') || file.endsWith('kml') ? Buffer.from(changed) : gbk(changed)
    return {
      name: `${file} with ${before} → ${after.slice(0, 30)}`,
      files: new Map([[file, bytes]]),
      request,
    }
  })
}

const degrees = { as: 'parcels', crs: 'EPSG:4326' } as const

function seedText(name: string): string {
  const seed = vectorFormats.find((format) => format.name === name)?.seeds(undefined as never)
  const [first] = seed instanceof Promise ? [] : (seed ?? [])
  return [...(first?.values() ?? [])][0]?.toString() ?? ''
}

const brokenJson = () =>
  replaced('parcels.geojson', seedText('geojson'), degrees, [
    ['{', '['],
    ['"type"', 'type'],
    [':', '='],
    [']]]', ']]'],
    ['],[', '][,'],
    [/"coordinates":/, '"coordinates"'],
    [/\d,/, 'NaN,'],
    ['"features"', '"features":null,"f"'],
    [/\}\s*$/, ''],
    ['"Polygon"', '"Polygon'],
    ['"properties"', '"properties"""'],
    ['"Feature"', "'Feature'"],
  ])

const brokenKml = () =>
  replaced('parcels.kml', seedText('kml'), degrees, [
    ['<Document>', '<Document'],
    ['</Document>', ''],
    ['</Placemark>', '</Folder>'],
    ['<Polygon>', '<Polygon><'],
    ['</kml>', ''],
    ['</coordinates>', '</coordinate>'],
    ['<value>', '<value>&nosuch;'],
    ['<Data name="', '<Data name='],
    ['<outerBoundaryIs>', '<outerBoundaryIs/>'],
    ['<coordinates>', '<coordinates><b>'],
  ])

const plane = { as: 'parcels', set: new Map([['state', 'built']]) } as const
const asTxt = { ...plane, map: surveyColumns.txt }
const asVct = { ...plane, map: surveyColumns.vct }

function brokenTxt(): BrokenFile[] {
  const text = boundaryText(1)
  const lines = text.trimEnd().split('\r\n')
  const head = lines.indexOf('[地块坐标]')
  const cuts = lines.slice(head + 1).map((_, i): BrokenFile => {
    const kept = lines.slice(0, head + 1 + i)
    return {
      name: `txt cut after ${kept.length} lines`,
      files: new Map([['parcels.txt', gbk(kept.join('\r\n'))]]),
      request: asTxt,
    }
  })
  const wrong = replaced('parcels.txt', text, asTxt, [
    ['带号=40', '带号=39'],
    ['带号=40', '带号=xl'],
    ['带号=40', '带号=77'],
    ['2000国家大地坐标系', '1980西安坐标系'],
    ['2000国家大地坐标系', '1954北京坐标系'],
    ['2000国家大地坐标系', '当地坐标系'],
    [',面,', ',线,'],
    [',@', ''],
    [/^10,/m, 'ten,'],
    [/^10,/m, '11,'],
    [/^10,/m, '10，'],
    [/^J2,1,/m, 'J2,'],
    [/^J2,1,/m, 'J2,one,'],
    [/^J2,1,/m, 'J2,0,'],
    [/^J2,1,/m, 'J2,1，'],
    [/^(J2,1,)\d+/m, '$1N'],
    [/^(J2,1,\d+\.\d+,)40/m, '$139'],
    [/^(J2,1,\d+\.\d+,)/m, '$1E'],
    [/^(J2,1,.*)$/m, '$1,9,9'],
    [/^J[5678],2,.*\r\n/gm, ''],
    [/334\d{4}/g, '1'],
    [/^J/m, 'x\r\nJ'],
  ])
  return [...cuts, ...wrong]
}

function brokenVct(): BrokenFile[] {
  const text = vctText(2)
  const lines = text.trimEnd().split('\r\n')
  const cuts = lines.flatMap((line, i): BrokenFile[] => {
    if (i === 0 || line === '') return []
    const kept = lines.slice(0, i)
    const files = new Map([['parcels.vct', gbk(kept.join('\r\n'))]])
    return [{ name: `vct cut after ${i} lines`, files, request: asVct }]
  })
  const wrong = replaced('parcels.vct', text, asVct, [
    ['HeadBegin', 'Head'],
    ['HeadEnd', 'HeadStop'],
    ['GB/T 17798-2007', '9.0'],
    ['Dim:2', 'Dim 2'],
    ['CGCS2000,6378137', '西安80,6378140'],
    ['CGCS2000,6378137', '北京54,6378245'],
    ['40500000,0,3,40', '40500000,0,3,39'],
    ['Parameters:120', 'Parameters:117'],
    ['FeatureCodeBegin', 'FeatureCodeStart'],
    [',Polygon,', ',Area,'],
    [',Polygon,', ','],
    ['ZD,3', 'ZD,4'],
    ['ZD,3', 'ZD,three'],
    ['Char,40', 'Text,40'],
    ['PolygonBegin', 'PolygonBegin\r\nx'],
    ['Unknown\r\n1\r\n', 'Unknown\r\n7\r\n'],
    ['Unknown\r\n1\r\n', 'Unknown\r\n100\r\n'],
    [/\r\n11\r\n5\r\n/, '\r\n13\r\n5\r\n'],
    [/\r\n11\r\n5\r\n/, '\r\n11\r\n6\r\n'],
    [/\r\n11\r\n5\r\n/, '\r\n11\r\n4\r\n'],
    [/\r\n11\r\n5\r\n/, '\r\n11\r\n2\r\n'],
    [/\r\n11\r\n5\r\n/, '\r\n11\r\n99999999\r\n'],
    [/\.000,33/, '.000 33'],
    [/\.000,33/, '.000,N33'],
    ['1,330112001001GB00000', '1,330112001001GB00000,extra,extra'],
    ['1,330112001001GB00000,0701,', '1,'],
    ['AttributeBegin\r\nZD', 'AttributeBegin\r\nZX'],
    ['TableEnd', 'TableStop'],
    ['AttributeEnd', ''],
    [/40477800/g, '39477800'],
  ])
  return [...cuts, ...wrong]
}
