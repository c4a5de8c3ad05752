/** Parcels as CSV for readers: titles beside codes, headings in the reader's language. */
import { BYTE_ORDER_MARK, codeCell, csvLine, quotedCell, textCell } from '../../geodata/export/csv-text.ts'
import type { FormatRow, FormatWriter } from '../../geodata/export/format.ts'
import type { CodeList } from '../../geodata/model/code-list.ts'
import { codeLists } from '../../geodata/model/codes.ts'
import { landUseClasses } from '../../geodata/model/land-use.ts'
import { linanTowns } from '../../geodata/model/linan-towns.ts'
import { verdictOfBit, verdictTitles } from '../../geodata/model/planning/indicators.ts'
import type { Language, Text } from '../../geodata/model/text.ts'

interface Column {
  readonly title: Text
  cell(row: FormatRow, language: Language): string
}

export interface ParcelColumns {
  /** Holders of land use rights, for planners only. */
  readonly holders: boolean
  /** The geometry as WKT in WGS 84. */
  readonly geometry: boolean
}

const text = (value: unknown): string => (value === null || value === undefined ? '' : String(value))

const column = (zh: string, en: string, cell: Column['cell']): Column => ({ title: { zh, en }, cell })

const number = (zh: string, en: string, name: string): Column =>
  column(zh, en, (row) => (row[name] === null ? '' : text(Math.round(Number(row[name]) * 1000) / 1000)))

const coded = (zh: string, en: string, name: string, list: CodeList): Column =>
  column(zh, en, (row, language) => textCell(list[text(row[name])]?.title[language] ?? text(row[name])))

const verdict = (zh: string, en: string, name: string): Column =>
  column(zh, en, (row, language) => {
    const found = verdictOfBit(Number(row[name]))
    return found === undefined ? '' : textCell(verdictTitles[found][language])
  })

const hectares = column('面积（公顷）', 'Area (ha)', ({ area_m2 }) =>
  text(Math.round(Number(area_m2)) / 10_000),
)

const town = column('乡镇街道', 'Town', ({ town_code }, language) => {
  const known = linanTowns.find(({ code }) => code === town_code)
  return textCell(known?.title[language] ?? text(town_code))
})

const landUse: readonly Column[] = [
  column('用地代码', 'Land use code', ({ land_use }) => codeCell(text(land_use))),
  column('用地名称', 'Land use', ({ land_use }, language) =>
    textCell(landUseClasses.get(text(land_use))?.title[language] ?? ''),
  ),
  coded('用地细类', 'Land use, level 3', 'land_use_detail', codeLists.landUseDetails),
]

const figures: readonly Column[] = [
  number('容积率', 'Floor area ratio', 'far'),
  number('容积率下限', 'Floor area ratio, minimum', 'far_min'),
  number('容积率上限', 'Floor area ratio, maximum', 'far_max'),
  verdict('容积率判定', 'Floor area ratio, verdict', 'far_verdict'),
  number('建筑密度（%）', 'Building density (%)', 'building_density'),
  number('建筑密度上限（%）', 'Building density, maximum (%)', 'building_density_max'),
  verdict('建筑密度判定', 'Building density, verdict', 'building_density_verdict'),
  number('绿地率（%）', 'Green space ratio (%)', 'green_ratio'),
  number('绿地率下限（%）', 'Green space ratio, minimum (%)', 'green_ratio_min'),
  verdict('绿地率判定', 'Green space ratio, verdict', 'green_ratio_verdict'),
  number('建筑高度（米）', 'Building height (m)', 'height_m'),
  number('限高（米）', 'Height limit (m)', 'height_max_m'),
  number('控制线限高（米）', 'Height limit of control lines (m)', 'line_height_m'),
  verdict('建筑高度判定', 'Building height, verdict', 'height_verdict'),
]

const yesNo: Readonly<Record<'true' | 'false', Text>> = {
  true: { zh: '是', en: 'yes' },
  false: { zh: '否', en: 'no' },
}

function columnsOf({ holders, geometry }: ParcelColumns): readonly Column[] {
  return [
    column('宗地代码', 'Parcel code', ({ parcel_code }) => codeCell(text(parcel_code))),
    ...landUse,
    coded('状态', 'State', 'state', codeLists.parcelStates),
    coded('权属', 'Tenure', 'tenure', codeLists.tenures),
    ...(holders ? [column('使用权人', 'Holder', ({ holder }) => textCell(text(holder)))] : []),
    column('坐落', 'Location', ({ address }) => textCell(text(address))),
    town,
    number('面积（平方米）', 'Area (m²)', 'area_m2'),
    hectares,
    ...figures,
    column(
      '合成数据',
      'Synthetic',
      ({ synthetic }, language) => yesNo[synthetic ? 'true' : 'false'][language],
    ),
    ...(geometry
      ? [column('几何（WKT，WGS 84）', 'Geometry (WKT, WGS 84)', (row) => quotedCell(text(row.geometry)))]
      : []),
  ]
}

/** Writes rows of `parcel-file.sql`. */
export function parcelWriter(language: Language, wanted: ParcelColumns): FormatWriter {
  const columns = columnsOf(wanted)
  return {
    begin: () => BYTE_ORDER_MARK + csvLine(columns.map(({ title }) => quotedCell(title[language]))),
    batch: (rows) => rows.map((row) => csvLine(columns.map(({ cell }) => cell(row, language)))).join(''),
    end: () => '',
  }
}
