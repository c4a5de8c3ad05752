/**
 * The checks of a delivery (成果质检). Their numbers are the platform's own: norms number theirs for each kind of
 * data base. Weights add up to 100; a check that does not apply leaves its weight to the others.
 */
import type { Text } from '../../text.ts'

/** `must`: the delivery cannot be accepted before it is corrected. */
export type CheckSeverity = 'must' | 'should' | 'note'
export type CheckGroup = 'structure' | 'values' | 'geometry' | 'topology'

export const checkGroups: Readonly<Record<CheckGroup, Text>> = {
  structure: { zh: '结构符合性', en: 'Structure' },
  values: { zh: '属性正确性', en: 'Values' },
  geometry: { zh: '图形正确性', en: 'Geometry' },
  topology: { zh: '拓扑关系', en: 'Topology' },
}

export const severityTitles: Readonly<Record<CheckSeverity, Text>> = {
  must: { zh: '必须改正', en: 'must be corrected' },
  should: { zh: '应当改正', en: 'should be corrected' },
  note: { zh: '提示', en: 'note' },
}

interface CheckDefinition {
  readonly group: CheckGroup
  readonly severity: CheckSeverity
  readonly weight: number
  readonly title: Text
}

export const deliveryChecks = {
  '1101': {
    group: 'structure',
    severity: 'must',
    weight: 12,
    title: { zh: '缺少必需的字段', en: 'Required field is missing' },
  },
  '1102': {
    group: 'structure',
    severity: 'must',
    weight: 6,
    title: { zh: '值的类型不符', en: 'Value of another type' },
  },
  '1103': {
    group: 'structure',
    severity: 'should',
    weight: 4,
    title: { zh: '值超过字段长度', en: 'Value longer than the field' },
  },
  '1104': {
    group: 'structure',
    severity: 'must',
    weight: 4,
    title: { zh: '文字无法解码', en: 'Text that cannot be decoded' },
  },
  '2101': {
    group: 'values',
    severity: 'must',
    weight: 10,
    title: { zh: '必填值为空', en: 'Required value is empty' },
  },
  '2102': {
    group: 'values',
    severity: 'must',
    weight: 10,
    title: { zh: '值不在值域之内', en: 'Value outside of its domain' },
  },
  '2103': {
    group: 'values',
    severity: 'must',
    weight: 8,
    title: { zh: '代码不符合编码规则', en: 'Code against its rules' },
  },
  '2104': {
    group: 'values',
    severity: 'must',
    weight: 6,
    title: { zh: '标识重复', en: 'Identifier comes twice' },
  },
  '2201': {
    group: 'values',
    severity: 'should',
    weight: 6,
    title: { zh: '面积与图形不符', en: 'Area differs from the geometry' },
  },
  '2202': {
    group: 'values',
    severity: 'should',
    weight: 2,
    title: { zh: '面积单位不是平方米', en: 'Areas are not in square metres' },
  },
  '3101': {
    group: 'geometry',
    severity: 'must',
    weight: 10,
    title: { zh: '没有图形或几何类型不符', en: 'No geometry, or of another kind' },
  },
  '3102': {
    group: 'geometry',
    severity: 'must',
    weight: 8,
    title: { zh: '图形不成立', en: 'Invalid geometry' },
  },
  '3103': {
    group: 'geometry',
    severity: 'note',
    weight: 2,
    title: { zh: '重复点、尖刺或圈的次序', en: 'Duplicate points, spikes, order of rings' },
  },
  '3201': {
    group: 'topology',
    severity: 'must',
    weight: 5,
    title: { zh: '面重叠', en: 'Areas overlap' },
  },
  '3202': {
    group: 'topology',
    severity: 'should',
    weight: 2,
    title: { zh: '面之间有缝隙', en: 'Gaps between areas' },
  },
  '3203': {
    group: 'topology',
    severity: 'note',
    weight: 1,
    title: { zh: '细碎重叠', en: 'Slivers of overlap' },
  },
  '3301': {
    group: 'topology',
    severity: 'must',
    weight: 4,
    title: { zh: '三条控制线相互交叉', en: 'The three control lines overlap' },
  },
} as const satisfies Readonly<Record<string, CheckDefinition>>

export type CheckCode = keyof typeof deliveryChecks

export const checkCodes = Object.keys(deliveryChecks) as readonly CheckCode[]
