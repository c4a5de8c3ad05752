import { once } from 'node:events'
import { pino } from 'pino'
import type { Database } from '../../geodata/database/database.ts'
import type { Access } from '../../server/access/access.ts'
import { openAccounts } from '../../server/accounts/open.ts'
import { type AppOptions, createApp } from '../../server/app.ts'
import { serverContext } from '../../server/context.ts'
import { httpServer } from '../../server/http/http-server.ts'
import { readSettings } from '../../server/settings.ts'

export interface ServedApp {
  /** Without a final slash. */
  readonly url: string
  close(): Promise<void>
}

/**
 * Serves the whole server on a free port in this process, on a ready database, without the page unless it is
 * given.
 */
export async function serveApp(
  database: Database,
  environment: Readonly<Record<string, string>> = {},
  {
    access,
    port = 0,
    ...options
  }: Partial<AppOptions> & { readonly access?: Access; readonly port?: number } = {},
): Promise<ServedApp> {
  const settings = readSettings({ LOG_LEVEL: 'silent', RATE_LIMITS: '0', ...environment })
  const log = pino({ level: settings.logLevel })
  const accounts = openAccounts(database, settings, log)
  const context = serverContext(database, { settings, access: access ?? accounts.resolver, log })
  const server = httpServer(settings)
  server.on('request', createApp(context, { accounts, prepared: () => true, ...options }))
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port was given')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
      accounts.close()
    },
  }
}
