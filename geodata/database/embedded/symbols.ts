/**
 * Makes the engine find functions of its libraries fast. PGlite lists all names that a library exports
 * for each function that it looks up, 1,200 times while PostGIS's extension is created, which was nine tenths
 * of that time (see findings/pglite-lists-exports-for-each-function.sh). Here they are listed once.
 */
import type { Extension } from '@electric-sql/pglite'
import { memo } from '../../model/memo.ts'

type LookUp = (library: number, name: number, index: number) => number

interface Imports {
  readonly env: { _dlsym_js: LookUp }
}

interface EngineOptions {
  readonly instantiateWasm: (imports: Imports, done: unknown) => unknown
}

const listNames = Object.keys

/** Names of an object as they were when they were first asked for; libraries do not change. */
const knownNames = memo<object, string[]>(listNames, new WeakMap())

/** The look-up is not in reach, but it lists names by this function of the thread's. */
function withKnownNames(lookUp: LookUp): LookUp {
  return (library, name, index) => {
    Object.keys = knownNames
    try {
      return lookUp(library, name, index)
    } finally {
      Object.keys = listNames
    }
  }
}

const setup: Extension['setup'] = async (_pg, options: EngineOptions) => ({
  emscriptenOpts: {
    ...options,
    instantiateWasm: (imports: Imports, done: unknown) => {
      const { env } = imports
      env._dlsym_js = Object.assign(withKnownNames(env._dlsym_js), { sig: 'pppp' })
      return options.instantiateWasm(imports, done)
    },
  },
})

/** An extension of PGlite without SQL, as in exceptions.ts. */
export const fastSymbols: Extension = { name: 'fast symbols', setup }
