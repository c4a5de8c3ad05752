/**
 * Answers whose headers are known beforehand. Node checks, orders and joins the headers of every
 * answer again, which for a tile from memory is a quarter of all the work; here they are text already.
 */
import { type ServerResponse, STATUS_CODES } from 'node:http'
import { memo } from '../../geodata/model/memo.ts'

export interface ReadyAnswer {
  readonly status: number
  /** Names and values in turn; none of Date, Connection and Keep-Alive. */
  readonly headers: readonly string[]
  readonly body?: Buffer
}

/**
 * What ServerResponse.writeHead would make of its headers; `end` sends it. Node has no public way to
 * give it; the name has been the same since its first versions, and tests compare with writeHead. A Node
 * that has another name, or none, answers by writeHead.
 */
interface WithHead {
  _header?: string | null
}

const headOf = memo<ReadyAnswer, string>(({ status, headers }) => {
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n`
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at]}: ${headers[at + 1]}\r\n`
  return head
}, new WeakMap())

let date = ''
let dateEnds = 0

/** As RFC 9110 wants it; the same for a second. */
function dateNow(): string {
  const now = Date.now()
  if (now >= dateEnds) {
    date = new Date(now).toUTCString()
    dateEnds = now - (now % 1000) + 1000
  }
  return date
}

/**
 * Sends an answer. What is not plain (HTTP/1.0, a connection that is to end, headers set before)
 * goes out by writeHead, as it would have anyway.
 */
export function sendReady(response: ServerResponse, answer: ReadyAnswer): void {
  const { req, shouldKeepAlive } = response
  const server = (req.socket as { server?: { keepAliveTimeout: number } }).server
  const ready = response as unknown as WithHead
  const isPlain =
    ready._header === null &&
    shouldKeepAlive &&
    req.httpVersion === '1.1' &&
    response.getHeaderNames().length === 0
  if (!isPlain || !server) {
    response.writeHead(answer.status, answer.headers as string[]).end(answer.body)
    return
  }
  response.statusCode = answer.status
  const keepAlive = `Connection: keep-alive\r\nKeep-Alive: timeout=${Math.floor(server.keepAliveTimeout / 1000)}`
  ready._header = `${headOf(answer)}Date: ${dateNow()}\r\n${keepAlive}\r\n\r\n`
  response.end(answer.body)
}
