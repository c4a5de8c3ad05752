/** Chooses one layer among those of a file. */
import type { Text } from '../../model/text.ts'
import { ImportError } from '../error.ts'

interface NamedLayer {
  readonly name: string
  /** Negative if unknown. */
  readonly featureCount: number
  readonly hasGeometry?: boolean
}

/** Maximum number of layers named in one line of the report. */
const SHOWN = 20

/**
 * Returns the requested layer, the only one with features, or the one with the table's name, and notes about
 * the others for the report. Throws ImportError if there is none or several remain.
 */
export function chooseNamed<T extends NamedLayer>(
  file: string,
  layers: readonly T[],
  { layer, as }: { readonly layer?: string | undefined; readonly as: string },
): { chosen: T; others: Text[] } {
  const filled = layers.filter(({ featureCount, hasGeometry }) => featureCount !== 0 && hasGeometry !== false)
  const chosen =
    layer === undefined
      ? filled.length === 1
        ? filled[0]
        : filled.find(({ name }) => name === as)
      : layers.find(({ name }) => name === layer)
  if (!chosen) throw layer === undefined ? toChoose(file, layers, filled) : unknown(file, layers, layer)
  const others = layers.filter((other) => other !== chosen && other.featureCount !== 0)
  if (others.length === 0) return { chosen, others: [] }
  return {
    chosen,
    others: [
      {
        zh: `文件中另有图层未导入：${listed(others)}`,
        en: `Other layers of the file, not imported: ${listed(others)}`,
      },
    ],
  }
}

function listed(layers: readonly NamedLayer[]): string {
  const names = layers
    .slice(0, SHOWN)
    .map(({ name, featureCount }) => (featureCount < 0 ? name : `${name} (${featureCount})`))
  return `${names.join(', ')}${layers.length > SHOWN ? ', …' : ''}`
}

function toChoose(file: string, layers: readonly NamedLayer[], filled: readonly NamedLayer[]): ImportError {
  if (filled.length > 0) {
    return new ImportError({
      zh: `${file} 有多个图层，请用 --layer 指定：${listed(layers)}。`,
      en: `${file} has several layers. Choose one with --layer. Available: ${listed(layers)}.`,
    })
  }
  const hasTables = layers.some(({ featureCount }) => featureCount !== 0)
  return hasTables
    ? new ImportError({
        zh: `${file} 中只有没有几何的表。`,
        en: `${file} has only tables without geometries.`,
      })
    : new ImportError({ zh: `${file} 中没有要素。`, en: `There are no features in ${file}.` })
}

function unknown(file: string, layers: readonly NamedLayer[], layer: string): ImportError {
  return new ImportError({
    zh: `${file} 中没有图层“${layer}”。有：${listed(layers) || '无'}。`,
    en: `${file} has no layer "${layer}". Available: ${listed(layers) || 'none'}.`,
  })
}
