import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * The entry of a worker thread that runs the TypeScript module at `main`: tsx does not apply to threads by
 * itself, so a module of two lines registers it first.
 */
export function threadEntry(main: URL): URL {
  const packageFile = pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json'))
  const tsx = new URL('./dist/esm/api/index.mjs', packageFile).href
  const source = `import { register } from ${JSON.stringify(tsx)}; register(); await import(${JSON.stringify(main.href)})`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}

const { TMPDIR } = process.env

/** The environment of a thread. tsx keeps compiled modules in TMPDIR, so that stays as the process began with it. */
export function threadEnvironment(): NodeJS.ProcessEnv {
  const { TMPDIR: _, ...rest } = process.env
  return TMPDIR === undefined ? rest : { ...rest, TMPDIR }
}
