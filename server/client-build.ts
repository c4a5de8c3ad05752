/** Builds the page if its sources have changed since the last build. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
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

/** Returns a hash over everything that the page is built from. */
function fingerprint(root: string): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      hash.update(file.slice(root.length)).update('\0').update(readFileSync(file))
    }
  }
  return hash.digest('hex')
}

/**
 * Runs Vite in a separate process, because it takes some 500 MB that a server would keep. It ends with the
 * server. Rejects with Vite's output.
 */
async function runVite(root: string, outDir: string): Promise<void> {
  const program = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js')
  const options = ['--config', join(root, 'vite.config.ts'), '--outDir', outDir, '--logLevel', 'warn']
  const child = spawn(
    process.execPath,
    [program, 'build', join(root, 'client'), '--emptyOutDir', ...options],
    {
      // Vite would build for development if the environment says so.
      env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' },
      stdio: ['ignore', 'inherit', 'pipe'],
    },
  )
  const end = () => child.kill()
  process.once('exit', end)
  try {
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
    if (code !== 0) throw new Error(`the page could not be built:\n${said}`)
    process.stderr.write(said)
  } finally {
    process.off('exit', end)
  }
}

/** Builds in a temporary folder and renames it, so that a running server never serves an incomplete page. */
async function build(root: string, target: string): Promise<void> {
  const draft = `${target}.${process.pid}`
  try {
    await runVite(root, draft)
    rmSync(target, { recursive: true, force: true })
    renameSync(draft, target)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/**
 * Returns the folder of the built page of the project at `root`, after building it if it is outdated. Throws
 * if Vite fails.
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
