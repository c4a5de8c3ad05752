/** `npm run accounts -- <command>`: for the operator of the platform, who needs no account for it. */
import { withDatabase } from '../../../geodata/command-line/database.ts'
import { runProgram } from '../../../geodata/command-line/program.ts'
import { readSettings } from '../../settings.ts'
import { accountsProgram } from './commands.ts'

process.exitCode = await runProgram(
  accountsProgram(async (work) => {
    const settings = readSettings(process.env)
    const systemDatabase = { url: settings.databaseUrl, dataDir: settings.dataDir }
    return withDatabase((database) => work({ database, settings }), systemDatabase)
  }),
)
