/** Change events over HTTP, as a browser receives them. */

interface Heard {
  readonly id: string
  readonly event: string
  readonly data: {
    readonly layer?: string
    readonly boxes?: unknown
    readonly id?: string
    readonly state?: string
  }
}

/** Reads a stream until it is closed; `heard` grows. */
export async function follow(url: string, headers: Record<string, string> = {}) {
  const closing = new AbortController()
  const answer = await fetch(url, { headers, signal: closing.signal })
  const heard: Heard[] = []
  const reading = (async () => {
    let text = ''
    for await (const bytes of answer.body ?? []) {
      text += new TextDecoder().decode(bytes)
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const fields = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
        if (fields.event) heard.push({ id: fields.id, event: fields.event, data: JSON.parse(fields.data) })
      }
    }
  })()
  const ended = reading.then(
    () => 'ended',
    () => 'cut',
  )
  return { answer, heard, ended, close: () => closing.abort() }
}
