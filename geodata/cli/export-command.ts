import { CommandError, command } from '../command-line/command.ts'
import { withDatabase } from '../command-line/database.ts'
import { exportLayer } from '../export/export-layer.ts'
import type { FeatureFormat } from '../export/format.ts'
import { fileFormats } from '../export/formats.ts'
import { catalogue, findLayer } from '../model/catalogue.ts'
import type { Layer } from '../model/layer.ts'

const path = { zh: '文件', en: 'file' }
const formatNames = fileFormats.map(({ name }) => name).join(', ')

/** Writes what is stored of a layer to a file. */
export const exportCommand = command({
  name: 'export',
  about: {
    zh: '将一个图层的全部数据写成文件，如报部坐标 TXT 或 VCT',
    en: 'writes all rows of a layer to a file, such as boundary points (报部坐标 TXT) or VCT',
  },
  operands: [
    {
      name: { zh: '图层', en: 'layer' },
      about: { zh: '图层，如 parcels', en: 'the layer, such as parcels' },
    },
  ],
  options: {
    as: {
      value: { zh: '格式', en: 'format' },
      required: true,
      about: { zh: `格式：${formatNames}`, en: `format: ${formatNames}` },
    },
    out: { value: path, required: true, about: { zh: '要写的文件', en: 'the file to write' } },
    source: {
      value: { zh: '名称', en: 'name' },
      about: { zh: '只写这一来源的数据', en: 'only rows of this source' },
    },
  },
  async run({ operands: [id], values, language, signal, say }) {
    const [layer, format] = asked(id, values.as)
    const count = await withDatabase(
      (database) =>
        exportLayer(database, { layer, format, out: values.out, source: values.source, language, signal }),
      { withoutMigration: true },
    )
    say(
      { zh: `已将 ${count} 个要素写入 ${values.out}。`, en: `Wrote ${count} features to ${values.out}.` }[
        language
      ],
    )
    return undefined
  },
})

function asked(id: string, name: string): [Layer, FeatureFormat] {
  const layer = findLayer(id)
  if (layer === undefined) {
    const ids = catalogue.map((each) => each.id).join(', ')
    throw new CommandError({
      zh: `没有图层“${id}”。有：${ids}。`,
      en: `There is no layer "${id}". Available: ${ids}.`,
    })
  }
  const format = fileFormats.find((each) => each.name === name)
  if (format === undefined) {
    throw new CommandError({
      zh: `没有格式“${name}”。有：${formatNames}。`,
      en: `There is no format "${name}". Available: ${formatNames}.`,
    })
  }
  if (format.areasInEpsg4549 && !layer.geometry.endsWith('Polygon')) {
    throw new CommandError({
      zh: `${name} 只用于面图层，${layer.title.zh}不是。`,
      en: `${name} is for layers of areas, which ${layer.title.en} is not.`,
    })
  }
  return [layer, format]
}
