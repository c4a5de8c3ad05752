/** Keeps the screen on, where the browser can. */

/** Returns the function that lets the screen turn off again. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let isWanted = true
  const ask = async () => {
    if (!isWanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    try {
      lock = await navigator.wakeLock.request('screen')
      if (!isWanted) await lock.release()
    } catch (error) {
      // Refused with a low battery, for instance; following works without it.
      console.info('The screen may turn off.', error)
    }
  }
  // The browser takes the lock back when the page is hidden.
  const onVisibility = () => void ask()
  document.addEventListener('visibilitychange', onVisibility)
  void ask()
  return () => {
    isWanted = false
    document.removeEventListener('visibilitychange', onVisibility)
    void lock?.release()
  }
}
