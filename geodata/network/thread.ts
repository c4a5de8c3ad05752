/**
 * The thread that builds the network: it receives pages of ways, then the other parts, and returns the bytes.
 */
import { parentPort } from 'node:worker_threads'
import { buildNetwork, type Stamp } from '../model/network/build.ts'
import { networkToBytes } from '../model/network/bytes.ts'
import type { NetworkWay } from '../model/network/way.ts'
import type { WayPage } from './read.ts'
import { inputOfRows, type PartRows, wayOfRow } from './rows.ts'

export type BuildMessage = { readonly page: WayPage } | { readonly parts: PartRows; readonly stamp: Stamp }

const ways: NetworkWay[] = []

parentPort?.on('message', (message: BuildMessage) => {
  if ('page' in message) {
    for (const row of message.page.rows) ways.push(wayOfRow(row, message.page.kind))
    return
  }
  const bytes = networkToBytes(buildNetwork(inputOfRows(ways, message.parts), message.stamp))
  parentPort?.postMessage(bytes, [bytes])
})
