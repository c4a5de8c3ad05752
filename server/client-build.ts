/** Builds the page where what it is made of has changed since the last build. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Logger } from 'pino'

const project = fileURLToPath(new URL('..', import.meta.url))
const sources = ['client', 'geodata/model', 'vite.config.ts', 'package-lock.json']

function filesOf(path: string): string[] {
  if (statSync(path).isFile()) return [path]
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)))
}

/** A hash over all that the page is made of. */
function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/** Builds aside and moves, so that a server that runs meanwhile never serves half a page. */
async function build(root: string, target: string): Promise<void> {
  const vite = await import('vite')
  const draft = `${target}.${process.pid}`
  const { NODE_ENV } = process.env
  // Vite would build for development where the environment says so.
  process.env.NODE_ENV = 'production'
  try {
    await vite.build({
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'warn',
      root: join(root, 'client'),
      build: { outDir: draft, emptyOutDir: true },
    })
    rmSync(target, { recursive: true, force: true })
    renameSync(draft, target)
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Gives the folder of the built page of the project at `root`, building it first where it is stale.
 * Throws when Vite fails.
 */
export async function builtClient(log: Logger, root = project): Promise<string> {
  const target = join(root, 'dist/client')
  const record = join(root, 'dist/client.sources')
  const wanted = fingerprint(root)
  const isBuilt = existsSync(join(target, 'index.html')) && existsSync(record)
  if (isBuilt && readFileSync(record, 'utf8') === wanted) return target
  log.info('building the page')
  const started = performance.now()
  await build(root, target)
  writeFileSync(record, wanted)
  log.info({ seconds: Math.round((performance.now() - started) / 100) / 10 }, 'the page is built')
  return target
}
