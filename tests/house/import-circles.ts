/** Finds circles of imports, because such files cannot be read, tested or moved separately. */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { importsOf } from './import-directions.ts'
import { sourceFiles } from './source-files.ts'

/** Returns circles below `root`, each as its sorted files; type-only imports count too. */
export function importCircles(root: string): string[][] {
  const files = new Set(sourceFiles(root, ['.ts', '.tsx']))
  const imports = new Map(
    [...files].map((file) => [
      file,
      importsOf(file, readFileSync(join(root, file), 'utf8'))
        .filter((specifier) => specifier.startsWith('.'))
        .map((specifier) => join(dirname(file), specifier).replaceAll('\\', '/'))
        .filter((target) => files.has(target)),
    ]),
  )
  return stronglyConnected(imports).map((circle) => circle.sort())
}

/** Returns Tarjan's strongly connected components (SIAM J. Comput. 1, 1972) of more than one node. */
function stronglyConnected(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const stack: string[] = []
  const found: string[][] = []
  const visit = (node: string): number => {
    const own = order.size
    order.set(node, own)
    stack.push(node)
    let low = own
    for (const next of edges.get(node) ?? []) {
      if (!order.has(next)) low = Math.min(low, visit(next))
      else if (stack.includes(next)) low = Math.min(low, order.get(next) ?? own)
    }
    if (low === own) {
      const component = stack.splice(stack.indexOf(node))
      if (component.length > 1) found.push(component)
    }
    return low
  }
  for (const node of edges.keys()) if (!order.has(node)) visit(node)
  return found
}
