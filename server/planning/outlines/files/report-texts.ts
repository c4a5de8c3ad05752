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
  page: text('第', 'Page'),
  height: text('限高', 'height limit'),
} satisfies Record<string, Text>
