/**
 * Raises C++ exceptions of GEOS and PROJ as PostgreSQL errors. The WebAssembly build has no catch blocks, so
 * an exception also unwinds past PostgreSQL: a statement has no answer, or, worse, a function continues as if
 * nothing was wrong. Here the throw itself becomes a PostgreSQL error, which aborts the transaction.
 */
import type { Extension } from '@electric-sql/pglite'
import { SILENT_ERROR_CODE } from '../errors.ts'

/** ERROR in elog.h of PostgreSQL 18. */
const ERROR = 21

/** Functions of the engine's module that are used; pointers are numbers. */
interface Engine {
  HEAPU32: Uint32Array
  UTF8ToString(pointer: number): string
  stringToNewUTF8(text: string): number
  _palloc(size: number): number
  _errstart(level: number, domain: number): number
  _errcode(code: number): number
  _errmsg_internal(format: number, values: number): number
  /** Does not return: it jumps to PostgreSQL's error handling. */
  _errfinish(file: number, line: number, functionName: number): void
  __ZNKSt13runtime_error4whatEv(exception: number): number
}

type Throw = (exception: number, type: number, destructor: number) => void

interface Imports {
  readonly env: Record<string, unknown>
}

interface EngineOptions {
  readonly instantiateWasm: (imports: Imports, done: unknown) => unknown
}

/** MAKE_SQLSTATE of PostgreSQL: six bits per character. */
function sqlState(code: string): number {
  return [...code].reduce((sum, character, i) => sum | (((character.charCodeAt(0) - 48) & 63) << (6 * i)), 0)
}

/** Returns the message of an exception if its type (by its mangled name) is known. */
function reasonOf(engine: Engine, exception: number, type: number): string {
  const name = engine.UTF8ToString(engine.HEAPU32[type / 4 + 1] ?? 0)
  const isGeos = name.includes('4geos')
  const what = isGeos ? engine.UTF8ToString(engine.__ZNKSt13runtime_error4whatEv(exception)) : name
  return `${isGeos ? 'GEOS' : 'geometry engine'}: ${what}`
}

function raise(engine: Engine, message: string): void {
  const format = engine.stringToNewUTF8('%s')
  const file = engine.stringToNewUTF8('exceptions.ts')
  const values = engine._palloc(8)
  engine.HEAPU32[values / 4] = engine.stringToNewUTF8(message)
  engine._errstart(ERROR, 0)
  engine._errcode(sqlState(SILENT_ERROR_CODE))
  engine._errmsg_internal(format, values)
  engine._errfinish(file, 0, file)
}

/** Returns an extension of PGlite without SQL that changes the imports of the engine's libraries. */
export function raisedExceptions(engineOf: () => object): Extension {
  const setup: Extension['setup'] = async (_pg, options: EngineOptions) => ({
    emscriptenOpts: {
      ...options,
      instantiateWasm: (imports: Imports, done: unknown) => {
        const raised: Throw = (exception, type) => {
          const engine = engineOf() as Engine
          raise(engine, reasonOf(engine, exception, type))
        }
        // The dynamic linker reads the signature when a library takes the function's address.
        imports.env.__cxa_throw = Object.assign(raised, { sig: 'vppp' })
        return options.instantiateWasm(imports, done)
      },
    },
  })
  return { name: 'raised exceptions', setup }
}
