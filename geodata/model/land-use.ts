/**
 * Land use and sea use classes (用地用海分类), the 2023-11 national guide, levels 1 and 2.
 * Colours follow appendix B of 市级国土空间总体规划制图规范(试行). `colourSource`: `norm` is in the
 * appendix, `inherited` is the colour of the parent class, `inferred` is our choice. English names are
 * translations. Confirm against the guide before official use.
 */
import type { Text } from './text.ts'

type ColourSource = 'norm' | 'inherited' | 'inferred'

export interface LandUseClass {
  /** Two digits for level 1, four for level 2. */
  readonly code: string
  readonly title: Text
  /** `#RRGGBB`. */
  readonly colour: string
  readonly colourSource: ColourSource
}

type Row = readonly [code: string, zh: string, en: string, colour: string, source: ColourSource]

// biome-ignore format: one line per entry is easier to read
const rows: readonly Row[] = [
  ['01', '耕地', 'Cultivated land', '#F5F8DC', 'norm'],
  ['0101', '水田', 'Paddy field', '#F5F8DC', 'inherited'],
  ['0102', '水浇地', 'Irrigated land', '#F5F8DC', 'inherited'],
  ['0103', '旱地', 'Dry land', '#F5F8DC', 'inherited'],
  ['02', '园地', 'Plantation / orchard land', '#BFE9AA', 'norm'],
  ['0201', '果园', 'Orchard', '#BFE9AA', 'inherited'],
  ['0202', '茶园', 'Tea plantation', '#BFE9AA', 'inherited'],
  ['0203', '橡胶园地', 'Rubber plantation', '#BFE9AA', 'inherited'],
  ['0204', '油料园地', 'Oil-crop plantation', '#BFE9AA', 'inherited'],
  ['0205', '其他园地', 'Other plantation', '#BFE9AA', 'inherited'],
  ['03', '林地', 'Forest land', '#68B167', 'norm'],
  ['0301', '乔木林地', 'Arbor forest', '#68B167', 'inherited'],
  ['0302', '竹林地', 'Bamboo forest', '#68B167', 'inherited'],
  ['0303', '灌木林地', 'Shrub land', '#68B167', 'inherited'],
  ['0304', '其他林地', 'Other forest land', '#68B167', 'inherited'],
  ['04', '草地', 'Grassland', '#CDF57A', 'norm'],
  ['0401', '天然牧草地', 'Natural pasture', '#CDF57A', 'inherited'],
  ['0402', '人工牧草地', 'Artificial pasture', '#CDF57A', 'inherited'],
  ['0403', '其他草地', 'Other grassland', '#CDF57A', 'inherited'],
  ['05', '湿地', 'Wetland', '#65CDAA', 'norm'],
  ['0501', '森林沼泽', 'Forest swamp', '#65CDAA', 'inherited'],
  ['0502', '灌丛沼泽', 'Shrub swamp', '#65CDAA', 'inherited'],
  ['0503', '沼泽草地', 'Marsh grassland', '#65CDAA', 'inherited'],
  ['0504', '其他沼泽地', 'Other marsh', '#65CDAA', 'inherited'],
  ['0505', '沿海滩涂', 'Coastal tidal flat', '#65CDAA', 'inherited'],
  ['0506', '内陆滩涂', 'Inland tidal flat', '#65CDAA', 'inherited'],
  ['0507', '红树林地', 'Mangrove', '#65CDAA', 'inherited'],
  ['06', '农业设施建设用地', 'Agricultural facility land', '#D8D79F', 'norm'],
  ['0601', '农村道路', 'Rural road', '#D8D79F', 'inherited'],
  ['0602', '设施农用地', 'Facility agricultural land', '#D8D79F', 'inherited'],
  ['07', '居住用地', 'Residential land', '#FFFF2D', 'inferred'],
  ['0701', '城镇住宅用地', 'Urban residential', '#FFFF2D', 'norm'],
  ['0702', '城镇社区服务设施用地', 'Urban community service facilities', '#FFFF2D', 'inherited'],
  ['0703', '农村宅基地', 'Rural homestead', '#FFD380', 'norm'],
  ['0704', '农村社区服务设施用地', 'Rural community service facilities', '#FFFF2D', 'inherited'],
  ['08', '公共管理与公共服务用地', 'Public administration and services', '#FF00FF', 'inferred'],
  ['0801', '机关团体用地', 'Government and organisations', '#FF00FF', 'norm'],
  ['0802', '科研用地', 'Scientific research', '#E6005C', 'norm'],
  ['0803', '文化用地', 'Culture', '#FF7F00', 'norm'],
  ['0804', '教育用地', 'Education', '#FF85C9', 'norm'],
  ['0805', '体育用地', 'Sports', '#00A57C', 'norm'],
  ['0806', '医疗卫生用地', 'Medical and health', '#FF7F7E', 'norm'],
  ['0807', '社会福利用地', 'Social welfare', '#FF9F7F', 'norm'],
  ['09', '商业服务业用地', 'Commercial and business services', '#FF0000', 'norm'],
  ['0901', '商业用地', 'Retail commerce', '#FF0000', 'inherited'],
  ['0902', '商务金融用地', 'Business and finance', '#FF0000', 'inherited'],
  ['0903', '娱乐用地', 'Entertainment', '#FF0000', 'inherited'],
  ['0904', '其他商业服务业用地', 'Other commercial services', '#FF0000', 'inherited'],
  ['10', '工矿用地', 'Industrial and mining land', '#BB9674', 'inferred'],
  ['1001', '工业用地', 'Industrial', '#BB9674', 'norm'],
  ['1002', '采矿用地', 'Mining', '#9E6C54', 'norm'],
  ['1003', '盐田', 'Salt pan', '#0000FF', 'norm'],
  ['11', '仓储用地', 'Warehousing land', '#8761D3', 'norm'],
  ['1101', '物流仓储用地', 'Logistics warehousing', '#8761D3', 'norm'],
  ['1102', '储备库用地', 'Reserve depot', '#9999FF', 'norm'],
  ['12', '交通运输用地', 'Transport land', '#B7B7B7', 'norm'],
  ['1201', '铁路用地', 'Railway', '#B7B7B7', 'inherited'],
  ['1202', '公路用地', 'Highway', '#ADADAD', 'norm'],
  ['1203', '机场用地', 'Airport', '#B7B7B7', 'inherited'],
  ['1204', '港口码头用地', 'Port and wharf', '#B7B7B7', 'inherited'],
  ['1205', '管道运输用地', 'Pipeline transport', '#999999', 'norm'],
  ['1206', '城市轨道交通用地', 'Urban rail transit', '#B7B7B7', 'inherited'],
  ['1207', '城镇村道路用地', 'Urban and village road', '#A3A3A3', 'norm'],
  ['1208', '交通场站用地', 'Transport station', '#B7B7B7', 'inherited'],
  ['1209', '其他交通设施用地', 'Other transport facilities', '#B7B7B7', 'inherited'],
  ['13', '公用设施用地', 'Public utilities', '#006380', 'norm'],
  ['1301', '供水用地', 'Water supply', '#006380', 'inherited'],
  ['1302', '排水用地', 'Drainage', '#006380', 'inherited'],
  ['1303', '供电用地', 'Power supply', '#006380', 'inherited'],
  ['1304', '供燃气用地', 'Gas supply', '#006380', 'inherited'],
  ['1305', '供热用地', 'Heating', '#006380', 'inherited'],
  ['1306', '通信用地', 'Telecommunications', '#006380', 'inherited'],
  ['1307', '邮政用地', 'Postal', '#006380', 'inherited'],
  ['1308', '广播电视设施用地', 'Broadcasting', '#006380', 'inherited'],
  ['1309', '环卫用地', 'Sanitation', '#006380', 'inherited'],
  ['1310', '消防用地', 'Fire protection', '#006380', 'inherited'],
  ['1311', '水工设施用地', 'Hydraulic works', '#006380', 'inherited'],
  ['1312', '其他公用设施用地', 'Other utilities', '#006380', 'inherited'],
  ['14', '绿地与开敞空间用地', 'Green and open space', '#00FF00', 'inferred'],
  ['1401', '公园绿地', 'Park green', '#00FF00', 'norm'],
  ['1402', '防护绿地', 'Protective green', '#148D4A', 'norm'],
  ['1403', '广场用地', 'Square', '#ACFFCF', 'norm'],
  ['15', '特殊用地', 'Special-purpose land', '#859156', 'norm'],
  ['1501', '军事设施用地', 'Military', '#859156', 'inherited'],
  ['1502', '使领馆用地', 'Embassy and consulate', '#859156', 'inherited'],
  ['1503', '宗教用地', 'Religious', '#859156', 'inherited'],
  ['1504', '文物古迹用地', 'Cultural relics', '#859156', 'inherited'],
  ['1505', '监教场所用地', 'Prison and correction', '#859156', 'inherited'],
  ['1506', '殡葬用地', 'Burial', '#859156', 'inherited'],
  ['1507', '其他特殊用地', 'Other special', '#859156', 'inherited'],
  ['16', '留白用地', 'Reserved (white) land', '#FFFFFF', 'norm'],
  ['17', '陆地水域', 'Inland waters', '#338EC0', 'norm'],
  ['1701', '河流水面', 'River', '#338EC0', 'inherited'],
  ['1702', '湖泊水面', 'Lake', '#338EC0', 'inherited'],
  ['1703', '水库水面', 'Reservoir', '#338EC0', 'inherited'],
  ['1704', '坑塘水面', 'Pond', '#338EC0', 'inherited'],
  ['1705', '沟渠', 'Ditch', '#338EC0', 'inherited'],
  ['1706', '冰川及常年积雪', 'Glacier and permanent snow', '#338EC0', 'inherited'],
  ['18', '渔业用海', 'Fishery sea use', '#94D5EB', 'norm'],
  ['1801', '渔业基础设施用海', 'Fishery infrastructure', '#94D5EB', 'inherited'],
  ['1802', '增养殖用海', 'Aquaculture', '#94D5EB', 'inherited'],
  ['1803', '捕捞海域', 'Capture fishery', '#94D5EB', 'inherited'],
  ['1804', '农林牧业用岛', 'Island for agriculture', '#94D5EB', 'inherited'],
  ['19', '工矿通信用海', 'Industrial, mining, telecom sea use', '#56A6D3', 'norm'],
  ['1901', '工业用海', 'Industry', '#56A6D3', 'inherited'],
  ['1902', '盐田用海', 'Salt pan', '#56A6D3', 'inherited'],
  ['1903', '固体矿产用海', 'Solid minerals', '#56A6D3', 'inherited'],
  ['1904', '油气用海', 'Oil and gas', '#56A6D3', 'inherited'],
  ['1905', '可再生能源用海', 'Renewable energy', '#56A6D3', 'inherited'],
  ['1906', '海底电缆管道用海', 'Submarine cable and pipeline', '#56A6D3', 'inherited'],
  ['20', '交通运输用海', 'Transport sea use', '#6C8BD1', 'norm'],
  ['2001', '港口用海', 'Port', '#6C8BD1', 'inherited'],
  ['2002', '航运用海', 'Shipping', '#6C8BD1', 'inherited'],
  ['2003', '路桥隧道用海', 'Road, bridge, tunnel', '#6C8BD1', 'inherited'],
  ['2004', '机场用海', 'Airport', '#6C8BD1', 'inherited'],
  ['2005', '其他交通运输用海', 'Other transport sea use', '#6C8BD1', 'inherited'],
  ['21', '游憩用海', 'Recreation sea use', '#1AAAE6', 'norm'],
  ['2101', '风景旅游用海', 'Scenic tourism', '#1AAAE6', 'inherited'],
  ['2102', '文体休闲娱乐用海', 'Culture, sport, leisure', '#1AAAE6', 'inherited'],
  ['22', '特殊用海', 'Special sea use', '#83BCD6', 'norm'],
  ['2201', '军事用海', 'Military', '#83BCD6', 'inherited'],
  ['2202', '科研教育用海', 'Research and education', '#83BCD6', 'inherited'],
  ['2203', '海洋保护修复及海岸防护工程用海', 'Marine protection, restoration, coastal defence', '#83BCD6', 'inherited'],
  ['2204', '排污倾倒用海', 'Discharge and dumping', '#83BCD6', 'inherited'],
  ['2205', '水下文物保护用海', 'Underwater heritage', '#83BCD6', 'inherited'],
  ['2206', '其他特殊用海', 'Other special sea use', '#83BCD6', 'inherited'],
  ['23', '其他土地', 'Other land', '#EEEEEE', 'norm'],
  ['2301', '空闲地', 'Vacant land', '#EEEEEE', 'inherited'],
  ['2302', '后备耕地', 'Reserve cultivated land', '#EEEEEE', 'inherited'],
  ['2303', '田坎', 'Field ridge', '#EEEEEE', 'inherited'],
  ['2304', '盐碱地', 'Saline-alkali land', '#EEEEEE', 'inherited'],
  ['2305', '沙地', 'Sandy land', '#EEEEEE', 'inherited'],
  ['2306', '裸土地', 'Bare soil', '#EEEEEE', 'inherited'],
  ['2307', '裸岩石砾地', 'Bare rock and gravel', '#EEEEEE', 'inherited'],
  ['24', '其他海域', 'Other sea area', '#D6EAF3', 'norm'],
]

/** Every class by its code. */
export const landUseClasses: ReadonlyMap<string, LandUseClass> = new Map(
  rows.map(([code, zh, en, colour, colourSource]) => [
    code,
    { code, title: { zh, en }, colour, colourSource },
  ]),
)

/** Returns the level 1 class of a code, or undefined if the code is not in the guide. */
export function firstLevelLandUse(code: string): LandUseClass | undefined {
  return landUseClasses.has(code) ? landUseClasses.get(code.slice(0, 2)) : undefined
}
