import { tableOf } from '../../../model/planning/vct/schema.ts'
import type { VctDocument, VctKind, VctTable } from '../../../model/planning/vct/vct.ts'

export interface VctLayer {
  /** Name of its table, such as DLTB; of the feature code if it has no table. */
  readonly name: string
  readonly kind: Exclude<VctKind, 'annotation'>
  readonly table: VctTable | null
  readonly codes: ReadonlySet<string>
}

/** Returns the layers of a file. Feature codes with the same table and kind form one. */
export function layersOf({ codes, tables }: VctDocument): VctLayer[] {
  const found = new Map<string, VctLayer & { readonly codes: Set<string> }>()
  for (const code of codes) {
    if (code.kind === 'annotation') continue
    const table = tableOf(code, tables) ?? null
    const name = table?.name ?? code.name
    const key = `${name} ${code.kind}`
    const layer = found.get(key)
    if (layer) layer.codes.add(code.code)
    else found.set(key, { name, kind: code.kind, table, codes: new Set([code.code]) })
  }
  const layers = [...found.values()]
  const isTwice = (name: string) => layers.filter((layer) => layer.name === name).length > 1
  return layers.map((layer) =>
    isTwice(layer.name) ? { ...layer, name: `${layer.name}_${layer.kind}` } : layer,
  )
}
