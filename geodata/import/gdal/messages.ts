/** Collects GDAL's messages by kind, so that a million equal warnings become one with a count. */

export interface GdalMessage {
  readonly severity: 'error' | 'warning'
  /** CPLE number: 1 application, 3 file access, 4 cannot be opened, 5 wrong argument, 6 not supported. */
  readonly code: number
  /** The first message of its kind, as GDAL wrote it. */
  readonly text: string
  count: number
}

export interface GdalReply {
  readonly id: number
  readonly result?: unknown
  /** Opening failed, or the conversion. */
  readonly failed?: 'open' | 'work'
  /** What ended the work apart from GDAL's own errors. */
  readonly crash?: string
  /** GDAL's messages during the request. */
  readonly messages: readonly GdalMessage[]
}

const MAX_KINDS = 200
const MAX_LENGTH = 1000
const HEAD = /^(ERROR|Warning) (\d+): ?(.*)$/s

export class MessageCollector {
  #byKind = new Map<string, GdalMessage>()
  #last: { message: GdalMessage; rest: string } | null = null

  clear(): void {
    this.#byKind = new Map()
    this.#last = null
  }

  /** Adds a line as GDAL prints it. A line without a prefix continues the previous message. */
  add(line: string): void {
    const [, severity, code, text = ''] = HEAD.exec(line.slice(0, MAX_LENGTH)) ?? []
    if (severity === undefined) {
      this.#continue(line)
      return
    }
    const kind = `${severity} ${code} ${text.replaceAll(/\d+(\.\d+)?/g, '#')}`
    const known = this.#byKind.get(kind)
    if (known) {
      known.count++
      this.#last = null
      return
    }
    if (this.#byKind.size >= MAX_KINDS) {
      this.#count(severity === 'ERROR' ? 'error' : 'warning')
      return
    }
    const message: GdalMessage = {
      severity: severity === 'ERROR' ? 'error' : 'warning',
      code: Number(code),
      text,
      count: 1,
    }
    this.#byKind.set(kind, message)
    this.#last = { message, rest: kind }
  }

  list(): GdalMessage[] {
    return [...this.#byKind.values()]
  }

  #continue(line: string): void {
    if (!this.#last || this.#last.message.text.length > MAX_LENGTH) return
    const { message, rest } = this.#last
    const longer = { ...message, text: `${message.text}\n${line.slice(0, MAX_LENGTH)}` }
    this.#byKind.set(rest, longer)
    this.#last = { message: longer, rest }
  }

  /** Beyond the maximum number of kinds, messages are only counted. */
  #count(severity: GdalMessage['severity']): void {
    const known = this.#byKind.get(severity)
    if (known) known.count++
    else this.#byKind.set(severity, { severity, code: 0, text: '', count: 1 })
    this.#last = null
  }
}
