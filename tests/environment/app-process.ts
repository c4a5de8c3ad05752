/** The whole server of this checkout, without the page: prints its address and runs until it is ended. */
import { migrate } from '../../geodata/database/migrate.ts'
import { openDatabase } from '../../geodata/database/open.ts'
import { actingAccess } from './acting.ts'
import { serveApp } from './app.ts'

const database = await openDatabase({ url: process.env.DATABASE_URL ?? '', poolSize: 4 })
await migrate(database)
const { url } = await serveApp(database, {}, { access: actingAccess })
console.log(url)
