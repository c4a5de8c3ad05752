/** Executes the README's steps for adding a layer, in a copy of the project. */
import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../source-files.ts'

/** Files that git ignores or that the copy does not need. */
const left = ['.git', 'dist', 'docs', 'node_modules', 'var']

/** Returns the code blocks of one of the README's sections. */
export function codeBlocks(readme: string, heading: string): string[] {
  const section = readFileSync(join(projectRoot, readme), 'utf8').split(/^#{2,3} /m)
  const text = section.find((part) => part.startsWith(`${heading}\n`)) ?? ''
  return [...text.matchAll(/^```(?:sql|ts)\n(.*?)^```$/gms)].map(([, code = '']) => code)
}

export function copyProject(folder: string): void {
  for (const name of readdirSync(projectRoot).filter((one) => !left.includes(one))) {
    cpSync(join(projectRoot, name), join(folder, name), { recursive: true })
  }
  symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
}

/**
 * Writes a block into the file named in its first line: `-- path` or `// path` creates the file, `// path, in
 * name` appends the code to an existing list or object, with imports on top.
 */
export function carryOut(folder: string, block: string): void {
  const [heading = '', ...lines] = block.split('\n')
  const [, path = '', name] = heading.match(/^(?:--|\/\/) (\S+?)(?:, in (\w+))?$/) ?? []
  const file = join(folder, path.replace('<number>', nextNumber(folder)))
  const content = name === undefined ? lines.join('\n') : inserted(readFileSync(file, 'utf8'), name, lines)
  writeFileSync(file, content)
}

/** Returns a file with lines appended to its list or object, and their imports on top. */
function inserted(before: string, name: string, lines: readonly string[]): string {
  const imports = lines.filter((line) => line.startsWith('import '))
  const entry = lines.filter((line) => !line.startsWith('import '))
  const list = new RegExp(`(^(?:export )?const ${name}\\b.*?\\n)([\\]}])`, 'ms')
  const after = before.replace(list, (_, start: string, end: string) => start + entry.join('\n') + end)
  if (after === before) throw new Error(`there is no ${name} to add to`)
  return [...imports, after].join('\n')
}

function nextNumber(folder: string): string {
  const numbers = readdirSync(join(folder, 'geodata/schema')).map((file) => Number.parseInt(file, 10))
  return String(Math.max(...numbers) + 1).padStart(4, '0')
}
