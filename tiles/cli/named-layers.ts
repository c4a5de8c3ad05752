import { catalogue, findLayer } from '../../geodata/model/catalogue.ts'
import type { Layer } from '../../geodata/model/layer.ts'
import { UsageError } from './command.ts'

/**
 * Layers by a comma-separated list, in the catalogue's order; all of them where nothing or `all` is
 * given. Throws UsageError.
 */
export function layersNamed([list = 'all', ...more]: readonly string[]): readonly Layer[] {
  if (more.length > 0) {
    throw new UsageError({
      zh: '图层之间请用逗号分隔，不加空格。',
      en: 'Separate the layers by commas, without spaces.',
    })
  }
  if (list === 'all') return catalogue
  const ids = new Set(list.split(','))
  for (const id of ids) {
    if (findLayer(id)) continue
    const known = catalogue.map((layer) => layer.id).join(', ')
    throw new UsageError({
      zh: `没有图层“${id}”。可用的有：${known}。`,
      en: `There is no layer "${id}". There are: ${known}.`,
    })
  }
  return catalogue.filter(({ id }) => ids.has(id))
}
