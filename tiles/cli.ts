/** `npm run tiles -- <command>`: builds and inspects tiles without a server. */
import { runProgram } from '../geodata/command-line/program.ts'
import { buildCommand } from './cli/build-command.ts'
import { overviewsCommand } from './cli/overviews-command.ts'
import { publishCommand } from './cli/publish-command.ts'
import { reportCommand } from './cli/report-command.ts'

process.exitCode = await runProgram({
  name: 'npm run tiles',
  about: { zh: '不经服务器生成和查看图块', en: 'builds and inspects tiles without a server' },
  commands: [buildCommand, overviewsCommand, publishCommand, reportCommand],
  besideServer: {
    zh: '用 DATABASE_URL 指定 PostGIS 服务器',
    en: 'set DATABASE_URL to a PostGIS server',
  },
})
