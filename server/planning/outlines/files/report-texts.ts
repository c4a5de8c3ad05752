import type { Text } from '../../../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const reportTexts = {
  title: text('项目红线检查报告', 'Report on the check of an outline'),
  file: text('红线', 'Outlines'),
  checked: text('检查日期', 'Checked on'),
  system: text('坐标系', 'Coordinate system'),
  summary: text('汇总', 'Summary'),
  findings: text('明细', 'Findings'),
  number: text('序号', 'Number'),
  name: text('名称', 'Name'),
  area: text('面积 (m²)', 'Area (m²)'),
  verdict: text('结论', 'Verdict'),
  reasons: text('涉及', 'Reasons'),
  item: text('事项', 'Item'),
  state: text('状态', 'State'),
  share: text('占红线', 'Share'),
  covered: text('数据覆盖', 'Covered'),
  basis: text('依据', 'Basis'),
  advice: text('说明', 'Advice'),
  notComputed: text('未能计算', 'Not computed'),
  noApproval: text(
    '本结果只依据所载数据，不代表批准。',
    'This result rests on the loaded data only. It is no approval.',
  ),
  plane: text(
    '面积为 CGCS2000 3 度带 120°E（EPSG:4549）平面面积。',
    'Plane areas in EPSG:4549 (CGCS2000, 3-degree zone, 120°E).',
  ),
  slivers: text(
    '宽不足 1 m 或不足 1 m² 的重叠不计入。',
    'Overlaps narrower than 1 m or smaller than 1 m² do not count.',
  ),
  height: text('限高', 'height limit'),
  count: text('已检查 / 全部', 'Checked / all'),
  source: text('来源', 'Source'),
  synthetic: text('含合成示例数据，仅供演示', 'Contains synthetic sample data, for demonstration only'),
  hash: text('内容散列', 'Hash of the content'),
  check: text(
    '登录后扫码或打开下列地址，核验本报告是否与系统中的检查结果相符',
    'Sign in and scan the code, or open this address, to check that this report fits the stored result',
  ),
  map: text('红线与涉及范围', 'The outline and its overlaps'),
  undetailed: text('其余红线只列于汇总表：', 'Further outlines are in the table only:'),
  expired: text('不在有效期内，不计入', 'not in force: not counted'),
  sliver: text('细碎重叠', 'Slivers'),
  sources: text('数据与依据文件', 'Sources'),
  document: text('依据文件', 'Document'),
  office: text('主管部门', 'Authority'),
  status: text('性质与效力', 'Legal status'),
  valid: text('有效期', 'Valid'),
  methods: text('方法与说明', 'Methods'),
  coverage: text(
    '“不涉及”仅在该类数据的调查范围之内成立；范围之外为“无数据”。',
    '"Not affected" holds only inside a survey of that kind. Outside there is no data.',
  ),
  hashed: text(
    '内容散列为红线、坐标系与全部检查结果的规范化 JSON（RFC 8785）的 SHA-256。',
    'The hash is the SHA-256 of canonical JSON (RFC 8785) of the outlines, their system and all results.',
  ),
} satisfies Record<string, Text>
