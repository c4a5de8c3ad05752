import type { Layer } from '../../layer.ts'
import { type DeliveryProfile, deliveryProfileSchema } from './profile.ts'

/** Field names of survey data bases stand beside those of the platform. */
const builtIn: Readonly<Record<string, unknown>> = {
  parcels: {
    fields: [
      {
        column: 'parcel_code',
        aliases: ['ZDDM', 'BDCDYH', '不动产单元号', '宗地编码', '宗地代码'],
        required: true,
        length: 28,
        code: 'parcel',
        unique: true,
      },
      {
        column: 'land_use',
        aliases: ['DLBM', 'YDYHFLDM', '地类编码', '用地用海分类代码'],
        required: true,
        length: 6,
        strict: true,
      },
      { column: 'area_m2', aliases: ['ZDMJ', 'TBMJ', 'MJ', '面积', '宗地面积'], area: true },
      { column: 'address', aliases: ['ZL', '坐落'], length: 200 },
      { column: 'holder', aliases: ['QLR', '权利人'], length: 100 },
    ],
    overlap: {},
    gaps: { width_m: 1 },
  },
  control_lines: {
    fields: [
      { column: 'kind', aliases: ['KZXLX', '控制线类型', '类型'], required: true },
      { column: 'name', aliases: ['MC', '名称'], required: true, length: 200 },
      { column: 'document', aliases: ['WH', '批准文号', '依据'], length: 200 },
      { column: 'office', aliases: ['ZGBM', '主管部门'], length: 100 },
    ],
    overlap: { within: 'kind' },
    exclusive: {
      column: 'kind',
      values: ['permanent_basic_farmland', 'ecological_redline', 'urban_development_boundary'],
    },
  },
}

/** Returns the rules for a layer of the catalogue; every layer has at least its types and code lists. */
export function deliveryProfileOf(layer: Layer): DeliveryProfile {
  return deliveryProfileSchema.parse(builtIn[layer.id] ?? { fields: [] })
}
