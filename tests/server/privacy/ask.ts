/** Sends requests to the endpoints of privacy as each kind of viewer. */
import type { Database } from '../../../geodata/database/database.ts'
import { eraseAccount } from '../../../server/accounts/administration/accounts.ts'
import { dataContext } from '../../../server/context.ts'
import { trackEndpoints } from '../../../server/patrol/track-routes.ts'
import { privacyEndpoints } from '../../../server/privacy/routes.ts'
import { serve, type TestServer } from '../serve.ts'
import { viewers } from './viewers.ts'

export type ViewerName = keyof typeof viewers

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: what came, whatever it is
  readonly body: any
}

export interface Asking {
  ask(viewer: ViewerName, method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export interface Keys {
  /** Folder of files. */
  readonly filesDir?: string
  readonly contactsKey: string | undefined
  readonly contactsKeyPrevious?: string | undefined
}

/** Starts one server for each viewer, at its first request. */
export function asking(database: Database, { contactsKey, contactsKeyPrevious, filesDir }: Keys): Asking {
  const { databaseFor } = dataContext(database)
  const endpoints = [
    ...trackEndpoints({ databaseFor, settings: { poolSize: 4 } }),
    ...privacyEndpoints({
      databaseFor,
      settings: { contactsKey, contactsKeyPrevious, filesDir, dataDir: 'var' },
      eraseAccount,
    }),
  ]
  const servers = new Map<ViewerName, Promise<TestServer>>()
  const serverOf = (viewer: ViewerName) => {
    const server = servers.get(viewer) ?? serve(endpoints, viewers[viewer])
    servers.set(viewer, server)
    return server
  }
  return {
    async ask(viewer, method, path, body) {
      const { url } = await serverOf(viewer)
      const response = await fetch(url + path, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      })
      const text = await response.text()
      return {
        status: response.status,
        headers: response.headers,
        text,
        body: text === '' ? undefined : JSON.parse(text),
      }
    },
    async close() {
      for (const server of servers.values()) await (await server).close()
    },
  }
}
