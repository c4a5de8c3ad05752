import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/**
 * The address that a worker_thread is started with to run a TypeScript module: tsx does not reach
 * into worker threads by itself, so a module of two lines brings it there.
 */
export function workerEntry(module: URL): URL {
  const tsx = new URL(
    './dist/esm/api/index.mjs',
    pathToFileURL(createRequire(import.meta.url).resolve('tsx/package.json')),
  ).href
  const source = `import { register } from '${tsx}'; register(); await import('${module.href}')`
  return new URL(`data:text/javascript,${encodeURIComponent(source)}`)
}
