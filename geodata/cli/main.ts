/** `npm run geodata -- <command>`: brings data into the database, or takes it out. */
import { runProgram } from '../command-line/program.ts'
import { importCommand } from './import-command.ts'
import { removeCommand } from './remove-command.ts'

process.exitCode = await runProgram({
  name: 'npm run geodata',
  about: { zh: '将数据导入数据库，或从中移除', en: 'brings data into the database, or takes it out again' },
  commands: [importCommand, removeCommand],
  besideServer: {
    zh: '用 DATABASE_URL 指定 PostGIS 服务器',
    en: 'name a PostGIS server in DATABASE_URL',
  },
})
