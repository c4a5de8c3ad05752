import { UsageError } from '../../geodata/command-line/command.ts'
import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'

export const layersOperand = {
  name: { zh: '图层,…', en: 'layer,…' },
  about: { zh: '以逗号分隔的图层，缺省为全部', en: 'layers, separated by commas (default: all)' },
  optional: true,
} as const

/** Returns layers of a comma-separated list, in the catalogue's order; all by default. Throws UsageError. */
export function layersNamed(list = 'all'): readonly Layer[] {
  if (list === 'all') return catalogue
  const ids = new Set(list.split(','))
  for (const id of ids) {
    if (findLayer(id)) continue
    const known = catalogue.map((layer) => layer.id).join(', ')
    throw new UsageError({
      zh: `没有图层“${id}”。可用的有：${known}。`,
      en: `There is no layer "${id}". Available: ${known}.`,
    })
  }
  return catalogue.filter(({ id }) => ids.has(id))
}
