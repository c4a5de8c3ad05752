/** The reports of this browser, with their private links. They stay in the browser until the reader forgets them. */
import { signal } from '@preact/signals'
import { type OwnReport, ownReportsSchema } from '../../geodata/model/answers/public-report.ts'

const NAME = 'shuangxi.reports'
const MOST = 20

function read(): readonly OwnReport[] {
  try {
    return ownReportsSchema.parse(JSON.parse(localStorage.getItem(NAME) ?? '[]'))
  } catch {
    // Storage may be disabled, or hold what an older page wrote.
    return []
  }
}

/** The newest first. `url` is null while a report waits to be sent. */
export const ownReports = signal<readonly OwnReport[]>(read())

function write(reports: readonly OwnReport[]): void {
  ownReports.value = reports.slice(0, MOST)
  try {
    localStorage.setItem(NAME, JSON.stringify(ownReports.peek()))
  } catch (error) {
    console.info('Nothing is remembered here.', error)
  }
}

/** Adds a report, or replaces the one with the same key. */
export function rememberReport(report: OwnReport): void {
  const others = ownReports.peek().filter(({ key }) => key !== report.key)
  write([report, ...others])
}

export function forgetReport(key: string): void {
  write(ownReports.peek().filter((one) => one.key !== key))
}

/** Forgets all that have been sent. */
export function forgetSent(): void {
  write(ownReports.peek().filter(({ url }) => url === null))
}
