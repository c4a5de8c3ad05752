/** Sends reports of the public that wait since an earlier visit. */

/** As client/report writes it. */
const NAME = 'shuangxi.reports'

function areWaiting(): boolean {
  try {
    return (localStorage.getItem(NAME) ?? '').includes('"url":null')
  } catch {
    // Storage may be disabled; then nothing waits.
    return false
  }
}

/** Loads the outbox only where it is needed. */
export function sendWaitingReports(): void {
  if (!areWaiting()) return
  import('../report/report-outbox.ts')
    .then(({ followReports }) => followReports())
    .catch((error: unknown) => console.error(error))
}
