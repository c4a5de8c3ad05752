/** Texts of the printed map in both languages. */
import type { Text } from '../../geodata/model/text.ts'

const text = (zh: string, en: string): Text => ({ zh, en })

export const messages = {
  heading: text('导出图件', 'Print the map'),
  title: text('图名', 'Title'),
  paper: text('纸张', 'Paper'),
  portrait: text('纵向', 'Portrait'),
  landscape: text('横向', 'Landscape'),
  orientation: text('方向', 'Orientation'),
  scale: text('比例尺', 'Scale'),
  withCard: text('附要素信息', 'With the open card'),
  print: text('打印或存为 PDF', 'Print or save as PDF'),
  drawing: text('正在绘制地图…', 'Drawing the map…'),
  failed: text('地图未能绘制。', 'The map could not be drawn.'),
  legend: text('图例', 'Legend'),
  noLegend: text('图中没有需要说明的图层。', 'No layer on this map needs a legend.'),
  north: text('北', 'N'),
  printed: text('制图日期', 'Printed'),
  source: text('数据来源', 'Sources'),
  approval: text('审图号', 'Map approval no.'),
  noApproval: text('无审图号·内部使用', 'No map approval number · internal use only'),
  synthetic: text('图中含合成数据，仅作示例', 'Contains synthetic data, for demonstration only'),
  projection: text(
    '网络墨卡托投影，比例尺以图幅中心为准',
    'Web Mercator; the scale holds at the centre of the map',
  ),
  preview: text('预览', 'Preview'),
} satisfies Record<string, Text>
