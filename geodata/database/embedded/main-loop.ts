import type { PGlite } from '@electric-sql/pglite'

/** PGlite's status for a PostgreSQL error that jumps back to its main loop, the normal case. */
const LONG_JUMP = 100

/** Parts of the module that PGlite's types do not have. */
interface Stack {
  /** End of the C stack, which grows down. */
  readonly ___stack_pointer: WebAssembly.Global
}

/**
 * Watches PGlite's main loop for two faults. It drops every exception; any but PostgreSQL's own jumps means a
 * lost error (a second guard after exceptions.ts). And it does not restore the stack after an exception:
 * after some 1,900 errors of any kind, every statement would fail with "stack depth limit exceeded".
 */
export function watchMainLoop(db: PGlite): { takeLost(): boolean } {
  const module = db.Module
  const stack = (module as unknown as Stack).___stack_pointer
  const loop = module._PostgresMainLoopOnce.bind(module)
  const exitStatus = module._pgl_setPGliteExitStatus.bind(module)
  let thrown = false
  let lost = false
  module._PostgresMainLoopOnce = () => {
    const top = stack.value
    try {
      loop()
    } catch (error) {
      stack.value = top
      thrown = true
      throw error
    }
  }
  module._pgl_setPGliteExitStatus = (value: number) => {
    const status = exitStatus(value)
    if (thrown && status !== LONG_JUMP) lost = true
    thrown = false
    return status
  }
  return {
    takeLost() {
      const was = lost
      lost = false
      return was
    },
  }
}
