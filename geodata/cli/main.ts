/** `npm run geodata -- <command>`: imports data into the database, or removes them. */
import { runProgram } from '../command-line/program.ts'
import { checkCommand } from './check-command.ts'
import { exportCommand } from './export-command.ts'
import { importCommand } from './import-command.ts'
import { removeCommand } from './remove-command.ts'

process.exitCode = await runProgram({
  name: 'npm run geodata',
  about: {
    zh: '将数据导入数据库，检查、导出或移除',
    en: 'imports data into the database, checks, exports or removes them',
  },
  commands: [importCommand, checkCommand, exportCommand, removeCommand],
  besideServer: {
    zh: '用 DATABASE_URL 指定 PostGIS 服务器',
    en: 'set DATABASE_URL to a PostGIS server',
  },
})
