/** Sends requests as bytes, which fetch would refuse to send. */
import { connect } from 'node:net'

export interface RawAnswer {
  /** 0 if the connection ended without an answer. */
  readonly status: number
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
  /** Everything received, also several answers. */
  readonly text: string
}

/** Sends bytes to a server and returns what it sends until it closes, or is quiet for a while. */
export function sendRaw(url: string, request: string | Buffer, quietMs = 1_500): Promise<RawAnswer> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.write(request))
    let text = ''
    socket.setTimeout(quietMs, () => socket.destroy())
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve(parsed(text)))
  })
}

function parsed(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, Math.max(0, end)).split('\r\n')
  const headers = lines.map((line) => {
    const at = line.indexOf(':')
    return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()] as const
  })
  const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(first)?.[1] ?? 0)
  return { status, headers: new Map(headers), body: text.slice(end + 4), text }
}
