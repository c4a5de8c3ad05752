/** Builds the page where what it is made of has changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = join(root, 'dist/client')
const record = join(root, 'dist/client.sources')
const sources = ['client', 'geodata/model', 'vite.config.ts', 'package-lock.json']

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}

/** A hash over all that the page is made of. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(join(root, source)))
      hash.update(file.slice(root.length)).update(readFileSync(file))
  }
  return hash.digest('hex')
}

function isFresh(wanted: string): boolean {
  return (
    existsSync(join(target, 'index.html')) && existsSync(record) && readFileSync(record, 'utf8') === wanted
  )
}

/** Gives the folder of the built page, building it first where it is stale. Throws when Vite fails. */
export async function builtClient(log: Logger): Promise<string> {
  const wanted = fingerprint()
  if (isFresh(wanted)) return target
  log.info('building the page')
  const started = performance.now()
  const { build } = await import('vite')
  // Built aside and moved, so that a server that runs meanwhile never serves half a page.
  const draft = `${target}.${process.pid}`
  try {
    await build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      root: join(root, 'client'),
      build: { outDir: draft, emptyOutDir: true },
    })
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    throw error
  }
  rmSync(target, { recursive: true, force: true })
  renameSync(draft, target)
  writeFileSync(record, wanted)
  log.info({ seconds: Math.round((performance.now() - started) / 100) / 10 }, 'the page is built')
  return target
}
