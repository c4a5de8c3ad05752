/** Measures one large answer: time of its first and last byte, and the server's memory growth. */
import { get } from 'node:http'
import { cpuSeconds, memoryMegabytes } from './processes.ts'

export interface Transfer {
  /** Seconds. */
  readonly firstByte: number
  readonly total: number
  readonly megabytes: number
  /** CPU seconds of the server's processes, and of PostgreSQL's. */
  readonly serverCpu: number
  readonly databaseCpu: number
  /** Megabytes before, and the maximum. */
  readonly memoryBefore: number
  readonly memoryPeak: number
}

interface Pids {
  readonly server: number
  readonly database: number | undefined
}

const SAMPLE_MS = 100

/** Downloads and discards the answer. Throws an Error for any other status than 200. */
export async function transfer(url: string, { server, database }: Pids): Promise<Transfer> {
  const databaseCpu = () => (database === undefined ? Number.NaN : cpuSeconds(database))
  const before = { server: cpuSeconds(server), database: databaseCpu(), memory: memoryMegabytes(server) }
  let memoryPeak = before.memory
  const timer = setInterval(() => {
    memoryPeak = Math.max(memoryPeak, memoryMegabytes(server))
  }, SAMPLE_MS)
  try {
    const { firstByte, total, bytes } = await download(url)
    return {
      firstByte,
      total,
      megabytes: bytes / 1e6,
      serverCpu: cpuSeconds(server) - before.server,
      databaseCpu: databaseCpu() - before.database,
      memoryBefore: before.memory,
      memoryPeak,
    }
  } finally {
    clearInterval(timer)
  }
}

function download(url: string): Promise<{ firstByte: number; total: number; bytes: number }> {
  const start = performance.now()
  const seconds = () => (performance.now() - start) / 1000
  return new Promise((resolve, reject) => {
    const request = get(url, { agent: false }, (response) => {
      let [firstByte, bytes] = [0, 0]
      if (response.statusCode !== 200) reject(new Error(`${url} answered ${response.statusCode}`))
      response.on('data', (chunk: Buffer) => {
        if (bytes === 0) firstByte = seconds()
        bytes += chunk.length
      })
      response.on('error', reject)
      response.on('end', () => resolve({ firstByte, total: seconds(), bytes }))
    })
    request.on('error', reject)
  })
}
