import { afterEach, expect, test, vi } from 'vitest'
import { DatabaseUnavailableError } from '../../../geodata/database/errors.ts'
import { type Command, CommandError, parseCommand } from '../../../tiles/cli/command.ts'
import { runCommand } from '../../../tiles/cli/run-command.ts'

const run = vi.fn<Command['run']>()
const greet: Command = {
  name: 'greet',
  usage: { zh: 'greet <谁>  问候', en: 'greet <whom>  says hello' },
  run,
}
const out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
const err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const said = (stream: typeof out) => stream.mock.calls.flat().join('\n')

afterEach(() => vi.clearAllMocks())

test('help lists the commands in the language of the reader and succeeds', async () => {
  for (const name of [undefined, 'help', '--help']) {
    expect(await runCommand([greet], name, [], 'zh')).toBe(0)
  }
  expect(await runCommand([greet], 'greet', ['--help'], 'en')).toBe(0)
  expect(said(out)).toContain('greet <谁>')
  expect(said(out)).toContain('greet <whom>')
  expect(run).not.toHaveBeenCalled()
})

test('an unknown command shows the usage as an error', async () => {
  expect(await runCommand([greet], 'shout', [], 'en')).toBe(2)
  expect(said(err)).toContain('greet <whom>')
})

test('an option that a command does not know is told with its usage', async () => {
  run.mockImplementation(async (args) => void parseCommand(args, { loud: { type: 'boolean' } }))
  expect(await runCommand([greet], 'greet', ['--loud', '--lang', 'en'], 'en')).toBe(0)
  expect(await runCommand([greet], 'greet', ['--quiet'], 'en')).toBe(2)
  expect(said(err)).toMatch(/Wrong option: .*--quiet[\s\S]*greet <whom>/)
})

test('what fails is told in a sentence of the language', async () => {
  run.mockRejectedValueOnce(new CommandError({ zh: '没有人', en: 'Nobody is there' }))
  expect(await runCommand([greet], 'greet', [], 'zh')).toBe(1)
  run.mockRejectedValueOnce(new DatabaseUnavailableError('The database does not answer.'))
  expect(await runCommand([greet], 'greet', [], 'zh')).toBe(1)
  expect(said(err)).toBe('没有人\n无法连接数据库：The database does not answer.')
})

test('an interrupted command ends with 130, whatever it throws', async () => {
  run.mockImplementation(async (_, { signal }) => {
    process.emit('SIGTERM')
    signal.throwIfAborted()
  })
  expect(await runCommand([greet], 'greet', [], 'en')).toBe(130)
  expect(said(err)).toBe('Cancelled.')
})
