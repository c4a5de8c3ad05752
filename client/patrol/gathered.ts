/** Combines calls that follow one another quickly. */

/** Throttles `work`: calls within `pause` milliseconds become one call after the pause. */
export function gathered(work: () => void, pause: number): { call(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isWanted = false
  const end = () => {
    timer = undefined
    if (isWanted) run()
  }
  const run = () => {
    isWanted = false
    timer = setTimeout(end, pause)
    work()
  }
  return {
    call() {
      if (timer === undefined) run()
      else isWanted = true
    },
    stop: () => clearTimeout(timer),
  }
}
