/**
 * Makes the C++ exceptions of GEOS and PROJ loud. The WebAssembly build has no catch blocks, so an
 * exception unwinds past PostgreSQL as well: at best a statement without an answer, at worst (inside
 * a function) one that continues as if nothing was wrong. Here the throw itself becomes a PostgreSQL
 * error, which aborts the transaction as every other error does.
 */
import type { Extension } from '@electric-sql/pglite'
import { SILENT_ERROR_CODE } from '../errors.ts'

/** elog.h's ERROR of PostgreSQL 18. */
const ERROR = 21

/** The functions of the engine's module that this needs; pointers are numbers. */
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

/** PostgreSQL's MAKE_SQLSTATE: six bits a character. */
function sqlState(code: string): number {
  return [...code].reduce((sum, character, i) => sum | (((character.charCodeAt(0) - 48) & 63) << (6 * i)), 0)
}

/** What the exception says, where its type (by its mangled name) is one that we can read. */
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

/** An extension of PGlite without SQL: it steps in where the engine's imports are put together. */
export function loudExceptions(engineOf: () => object): Extension {
  const setup: Extension['setup'] = async (_pg, options: EngineOptions) => ({
    emscriptenOpts: {
      ...options,
      instantiateWasm: (imports: Imports, done: unknown) => {
        const loud: Throw = (exception, type) => {
          const engine = engineOf() as Engine
          raise(engine, reasonOf(engine, exception, type))
        }
        // The dynamic linker reads the signature when a library takes the function's address.
        imports.env.__cxa_throw = Object.assign(loud, { sig: 'vppp' })
        return options.instantiateWasm(imports, done)
      },
    },
  })
  return { name: 'loud exceptions', setup }
}
