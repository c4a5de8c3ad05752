/**
 * Speeds up the engine's look-up of library functions. For each look-up, PGlite lists all names that a
 * library exports; that was 90 % of the time for creating PostGIS's extension, with 1,200 look-ups (see
 * findings/pglite-lists-exports-for-each-function.sh). Here they are listed once.
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

/** Names of an object at its first look-up; libraries do not change. */
const knownNames = memo<object, string[]>(listNames, new WeakMap())

/** The look-up itself cannot be replaced, but it lists names by this function, which can. */
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
