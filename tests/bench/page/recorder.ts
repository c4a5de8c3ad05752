/** Runs in the page before its own scripts and records when it settles, its tasks and its drawing. */

export interface Recorded {
  /** Milliseconds from the start of navigation: the first content, the first idle map, the last change. */
  readonly painted: number
  readonly firstIdle: number
  readonly settled: number
  readonly isSettled: boolean
  /** Milliseconds. */
  readonly longestTask: number
  readonly frames: number
  readonly draws: number
  readonly programs: number
}

declare global {
  interface Window {
    recorded: { read(): Recorded }
  }
}

/** Must contain everything that it uses, because it is sent to the page as text. */
export function record(): void {
  const counts = { frames: 0, draws: 0, programs: 0 }
  const times = { firstIdle: 0, settled: 0, longestTask: 0 }
  let inFrame = false
  const gl = WebGL2RenderingContext.prototype
  const countDraw = () => {
    counts.draws += 1
    if (inFrame) return
    inFrame = true
    counts.frames += 1
    queueMicrotask(() => {
      inFrame = false
    })
  }
  for (const name of [
    'drawElements',
    'drawArrays',
    'drawElementsInstanced',
    'drawArraysInstanced',
  ] as const) {
    const draw = gl[name] as (...given: unknown[]) => void
    Object.defineProperty(gl, name, {
      value(...given: unknown[]) {
        countDraw()
        return draw.apply(this, given)
      },
    })
  }
  const link = gl.linkProgram
  gl.linkProgram = function (program) {
    counts.programs += 1
    return link.call(this, program)
  }
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) times.longestTask = Math.max(times.longestTask, duration)
  }).observe({ type: 'longtask', buffered: true })
  const isSettled = () =>
    document.documentElement?.dataset.mapState === 'idle' && !document.querySelector('.skeleton')
  let was = false
  const look = () => {
    if (document.documentElement?.dataset.mapState === 'idle') times.firstIdle ||= performance.now()
    const is = isSettled()
    if (is && !was) times.settled = performance.now()
    was = is
  }
  new MutationObserver(look).observe(document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['data-map-state'],
  })
  window.recorded = {
    read() {
      const [paint] = performance.getEntriesByName('first-contentful-paint')
      return { ...counts, ...times, isSettled: isSettled(), painted: paint?.startTime ?? 0 }
    },
  }
}
