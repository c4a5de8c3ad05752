/** Checks that the server's JSON is described once, in geodata/model/answers, for both sides. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'vite'
import type { Violation } from './import-directions.ts'
import { sourceFiles } from './source-files.ts'

const ANSWERS = 'geodata/model/answers/'
const senders = ['sendJson', 'sendTaggedJson']

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) for (const one of value) walk(one, visit)
  else if (isNode(value)) {
    visit(value)
    for (const inner of Object.values(value)) walk(inner, visit)
  }
}

const nameOf = (node: unknown): string | undefined =>
  isNode(node) && node.type === 'Identifier' ? String(node.name) : undefined

/** Returns what a file imports from the answers, by local names. */
function importedAnswers(program: unknown): Set<string> {
  const names = new Set<string>()
  walk(program, ({ type, source, specifiers }) => {
    if (type !== 'ImportDeclaration' || !isNode(source) || !String(source.value).includes(ANSWERS)) return
    walk(specifiers, ({ local }) => {
      const name = nameOf(local)
      if (name !== undefined) names.add(name)
    })
  })
  return names
}

/** Returns the schemas of an endpoint's answers, and those of sendJson. */
function schemasOf(program: unknown): Node[] {
  const found: Node[] = []
  walk(program, ({ type, key, value, callee, arguments: given }) => {
    if (
      type === 'Property' &&
      nameOf(key) === 'content' &&
      isNode(value) &&
      value.type === 'ObjectExpression'
    )
      for (const entry of value.properties as Node[]) if (isNode(entry.value)) found.push(entry.value)
    if (type === 'CallExpression' && senders.includes(nameOf(callee) ?? ''))
      found.push((given as Node[])[1] ?? { type: 'nothing' })
  })
  return found
}

/** Returns whether `response.json(…)` sends JSON without a schema. */
function sendsByItself(program: unknown): boolean {
  let found = false
  walk(program, ({ type, callee }) => {
    if (type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') return
    if (nameOf(callee.property) === 'json' && nameOf(callee.object) === 'response') found = true
  })
  return found
}

/** Returns violations below `root`: answers with another schema, or none. */
export function answerViolations(root: string): Violation[] {
  return sourceFiles(root, ['.ts'])
    .filter((file) => file.startsWith('server/'))
    .flatMap((file) => {
      const { program } = parseSync(file, readFileSync(join(root, file), 'utf8'))
      const answers = importedAnswers(program)
      const isKnown = (node: Node): boolean =>
        (node.type === 'Literal' && node.value === null) ||
        // Of the OpenAPI document itself.
        node.type === 'ObjectExpression' ||
        answers.has(nameOf(node.type === 'CallExpression' ? node.callee : node) ?? '')
      const strange = schemasOf(program).filter((node) => !isKnown(node))
      const rule = 'what the server answers is described in geodata/model/answers'
      return [
        ...strange.map((node) => ({ file, imports: nameOf(node) ?? node.type, rule })),
        ...(sendsByItself(program) ? [{ file, imports: 'response.json', rule }] : []),
      ]
    })
}
