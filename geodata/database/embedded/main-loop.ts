import type { PGlite } from '@electric-sql/pglite'

/** PGlite's status for a PostgreSQL error that jumps back to its main loop, as it should. */
const LONG_JUMP = 100

/** The module's parts that PGlite's typing does not name. */
interface Stack {
  /** Where the C stack ends, which grows down. */
  readonly ___stack_pointer: WebAssembly.Global
}

/**
 * Watches the main loop of PGlite, for two faults. It drops every exception, and all but
 * PostgreSQL's own jumps mean that an error was lost (the second line behind
 * exceptions.ts). And it leaves the stack where the exception was thrown: after some 1,900
 * errors of any kind every statement would fail with "stack depth limit exceeded".
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
