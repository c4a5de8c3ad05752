/**
 * Land use of level 3 (用地用海三级类), the 2023-11 national guide: six digits, of which the first four are
 * the class in land-use.ts. Codes and titles agree in two transcriptions; English names are
 * translations. Confirm against the guide before official use.
 */
import type { CodeList } from './code-list.ts'

type Row = readonly [code: string, zh: string, en: string]

// biome-ignore format: one line per entry is easier to read
const rows: readonly Row[] = [
  ['060101', '村道用地', 'Village road'],
  ['060102', '田间道', 'Field track'],
  ['060201', '种植设施建设用地', 'Planting facilities'],
  ['060202', '畜禽养殖设施建设用地', 'Livestock facilities'],
  ['060203', '水产养殖设施建设用地', 'Aquaculture facilities'],
  ['070101', '一类城镇住宅用地', 'Urban residential, class 1'],
  ['070102', '二类城镇住宅用地', 'Urban residential, class 2'],
  ['070103', '三类城镇住宅用地', 'Urban residential, class 3'],
  ['070301', '一类农村宅基地', 'Rural homestead, class 1'],
  ['070302', '二类农村宅基地', 'Rural homestead, class 2'],
  ['080301', '图书与展览用地', 'Libraries and exhibitions'],
  ['080302', '文化活动用地', 'Cultural activities'],
  ['080401', '高等教育用地', 'Higher education'],
  ['080402', '中等职业教育用地', 'Secondary vocational education'],
  ['080403', '中小学用地', 'Primary and secondary schools'],
  ['080404', '幼儿园用地', 'Kindergartens'],
  ['080405', '其他教育用地', 'Other education'],
  ['080501', '体育场馆用地', 'Stadiums and sports halls'],
  ['080502', '体育训练用地', 'Sports training'],
  ['080601', '医院用地', 'Hospitals'],
  ['080602', '基层医疗卫生设施用地', 'Primary health care'],
  ['080603', '公共卫生用地', 'Public health'],
  ['080701', '老年人社会福利用地', 'Welfare of the elderly'],
  ['080702', '儿童社会福利用地', 'Welfare of children'],
  ['080703', '残疾人社会福利用地', 'Welfare of the disabled'],
  ['080704', '其他社会福利用地', 'Other welfare'],
  ['090101', '零售商业用地', 'Retail'],
  ['090102', '批发市场用地', 'Wholesale markets'],
  ['090103', '餐饮用地', 'Restaurants'],
  ['090104', '旅馆用地', 'Hotels'],
  ['090105', '公用设施营业网点用地', 'Service outlets of utilities'],
  ['100101', '一类工业用地', 'Industrial, class 1'],
  ['100102', '二类工业用地', 'Industrial, class 2'],
  ['100103', '三类工业用地', 'Industrial, class 3'],
  ['110101', '一类物流仓储用地', 'Logistics warehousing, class 1'],
  ['110102', '二类物流仓储用地', 'Logistics warehousing, class 2'],
  ['110103', '三类物流仓储用地', 'Logistics warehousing, class 3'],
  ['120801', '对外交通场站用地', 'Long-distance transport stations'],
  ['120802', '公共交通场站用地', 'Public transport stations'],
  ['120803', '社会停车场用地', 'Public car parks'],
]

export const landUseDetails: CodeList = Object.fromEntries(
  rows.map(([code, zh, en]) => [code, { title: { zh, en } }]),
)

/** Returns the level 2 class that a level 3 code belongs to, or undefined for any other text. */
export function landUseOfDetail(code: string): string | undefined {
  return Object.hasOwn(landUseDetails, code) ? code.slice(0, 4) : undefined
}
