import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * Returns the entry for a worker thread that runs the TypeScript module at `main`: tsx does not apply to
 * threads by itself, so a module of two lines registers it first.
 */
export function threadEntry(main: URL): URL {
  const packageFile = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))
  const tsx = new URL('./dist/esm/api/index.mjs', packageFile).href
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(main.href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}

const { TMPDIR } = process.env

/**
 * Returns the environment for a thread. TMPDIR is that of the process's start, because tsx keeps compiled
 * modules there.
 */
export function threadEnvironment(): NodeJS.ProcessEnv {
  const { TMPDIR: _, ...rest } = process.env
  return TMPDIR === undefined ? rest : { ...rest, TMPDIR }
}
