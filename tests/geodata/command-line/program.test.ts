/** Commands from the user's view: help, errors, exit codes. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { CommandError, command, type Program, UsageError } from '../../../geodata/command-line/command.ts'
import { runProgram } from '../../../geodata/command-line/program.ts'
import { DatabaseUnavailableError, DataDirectoryInUseError } from '../../../geodata/database/errors.ts'
import { ImportError } from '../../../geodata/import/error.ts'

const run = vi.fn<(...given: unknown[]) => Promise<'faults' | undefined>>()
const greet = command({
  name: 'greet',
  about: { zh: '问候', en: 'says hello' },
  operands: [
    { name: { zh: '谁', en: 'whom' }, about: { zh: '问候谁', en: 'who is greeted' } },
    { name: { zh: '何处', en: 'where' }, about: { zh: '在哪里', en: 'the place' }, optional: true },
  ],
  options: {
    by: { value: { zh: '方式', en: 'way' }, required: true, about: { zh: '怎样', en: 'how' } },
    word: { value: { zh: '词', en: 'word' }, many: true, about: { zh: '可重复', en: 'may be repeated' } },
    'very-loud': { about: { zh: '大声', en: 'loudly' } },
    seconds: { value: { zh: '秒', en: 'seconds' }, about: { zh: '多久', en: 'how long' } },
  },
  notes: { zh: '附注', en: 'A note.' },
  run: ({ operands, values, language }) => run(operands, values, language),
})
const leave = command({
  name: 'leave',
  about: { zh: '告别', en: 'says goodbye' },
  operands: [],
  options: {},
  cancelled: { zh: '还没走。', en: 'Still here.' },
  run: ({ signal }) => run(signal),
})
const program: Program = {
  name: 'npm run manners',
  about: { zh: '礼貌', en: 'good manners' },
  commands: [greet, leave],
  besideServer: { zh: '稍候', en: 'wait' },
}
const out = vi.spyOn(console, 'log').mockImplementation(() => undefined)
const err = vi.spyOn(console, 'error').mockImplementation(() => undefined)
const said = (stream: typeof out) => stream.mock.calls.flat().join('\n')

beforeEach(() => vi.stubEnv('LC_ALL', 'C'))
afterEach(() => {
  vi.clearAllMocks()
  run.mockReset()
  vi.unstubAllEnvs()
})

async function call(...args: string[]) {
  const code = await runProgram(program, args)
  return { code, out: said(out), err: said(err) }
}

test.each([[], ['--help'], ['-h'], ['help'], ['--lang', 'en']])(
  '%j lists the commands and ends with 0',
  async (...args) => {
    const { code, out, err } = await call(...args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('Usage: npm run manners -- <command>')
    expect(out).toMatch(/Good manners\.[\s\S]*greet +says hello\n +leave +says goodbye/)
    expect(out.match(/Exit codes: 0 done/g)).toHaveLength(1)
  },
)

test.each([
  ['greet', '--help'],
  ['help', 'greet'],
  ['greet', 'Li', '--by', 'hand', '-h'],
])('%j describes one command', async (...args) => {
  const { code, out } = await call(...args)
  expect(code).toBe(0)
  expect(out).toContain('Usage: npm run manners -- greet <whom> [where] --by <way> [options]')
  expect(out).toMatch(
    /Says hello\.[\s\S]*whom +who is greeted[\s\S]*--very-loud +loudly[\s\S]*A note\.[\s\S]*Exit codes/,
  )
  expect(out).not.toContain('leave')
  expect(out.match(/Exit codes/g)).toHaveLength(1)
  expect(run).not.toHaveBeenCalled()
})

test('help is in Chinese for Chinese readers, with aligned columns', async () => {
  const { out } = await call('greet', '--help', '--lang=zh')
  expect(out).toContain('用法： npm run manners -- greet <谁> [何处] --by <方式> [选项]')
  expect(out).toMatch(/参数：[\s\S]*选项：[\s\S]*附注[\s\S]*退出码/)
  expect(out).not.toMatch(/Options|Arguments|Usage/)
  expect(out).toMatch(/ {2}--by <方式> {5}怎样\n {2}--word <词> {5}可重复/)
})

test('a command gets its values with the defined types', async () => {
  const { code } = await call('greet', 'Li', '--by', 'hand', '--word=a', '--word', '-3', '--very-loud')
  expect(code).toBe(0)
  expect(run).toHaveBeenCalledWith(
    ['Li', undefined],
    { by: 'hand', word: ['a', '-3'], 'very-loud': true, seconds: undefined },
    expect.anything(),
  )
  await call('greet', 'Li', 'home', '--by', 'hand')
  expect(run).toHaveBeenLastCalledWith(
    ['Li', 'home'],
    { by: 'hand', word: [], 'very-loud': false, seconds: undefined },
    expect.anything(),
  )
})

test.each([
  [['shout'], '没有命令“shout”。', 'There is no command "shout". Available: greet, leave.'],
  [['--crz'], '没有选项 --crz。', 'There is no option --crz.'],
  [['greet', 'Li', '--by', 'x', '--crz', 'x'], '没有选项 --crz。', 'There is no option --crz.'],
  [['greet', 'Li', '--by', 'x', '-x'], '没有选项 -x。', 'There is no option -x.'],
  [['greet', 'Li', '--by'], '选项 --by 缺少值。', 'The option --by needs a value.'],
  [['greet', 'Li', '--by', '--very-loud'], '选项 --by 缺少值。', 'The option --by needs a value.'],
  [['greet', 'Li', '--by=x', '--very-loud=yes'], '选项 --very-loud 不带值', '--very-loud takes no value.'],
  [['greet', '--by', 'x'], '缺少 <谁>。', '<whom> is missing.'],
  [['greet', 'Li'], '缺少 --by <方式>。', '--by <way> is missing.'],
  [['greet', 'Li', 'here', 'now', '--by', 'x'], '多出了“now”。', 'Unexpected argument "now".'],
  [['leave', 'now'], '多出了“now”。', 'Unexpected argument "now".'],
])('%j is refused in one line of our own, with exit code 2', async (args, zh, en) => {
  for (const [language, expected] of [
    ['zh_CN.UTF-8', zh],
    ['C', en],
  ] as const) {
    vi.stubEnv('LC_ALL', language)
    err.mockClear()
    const { code, err: line, out } = await call(...args)
    expect([code, out]).toEqual([2, ''])
    expect(line).toContain(expected)
    expect(line).toMatch(/npm run manners -- ((greet|leave) )?--help$/)
    expect(line).not.toMatch(/\n|error:|too many arguments/)
  }
  expect(run).not.toHaveBeenCalled()
})

test('an unknown language is refused', async () => {
  const { code, err: line } = await call('leave', '--lang', 'fr')
  expect([code, line]).toEqual([2, expect.stringContaining('--lang should be zh or en, but was "fr".')])
})

test('a command’s own UsageError is shown with a hint to the help, and ends with 2', async () => {
  run.mockRejectedValue(new UsageError({ zh: '太久了。', en: 'Too long.' }))
  expect(await call('leave', '--lang', 'en')).toEqual({
    code: 2,
    out: '',
    err: 'Too long. See npm run manners -- leave --help',
  })
})

test('faults and failures end with 1 and a sentence in the user’s language', async () => {
  run.mockResolvedValueOnce('faults')
  expect((await call('leave')).code).toBe(1)
  for (const [error, text] of [
    [new CommandError({ zh: '没有人', en: 'Nobody is there' }), '没有人'],
    [new ImportError({ zh: '没有文件', en: 'no file' }), '没有文件'],
    [new DatabaseUnavailableError('It does not answer.'), '无法连接数据库：It does not answer.'],
    [new DataDirectoryInUseError('var', 7, 'here'), '请先停止它，或稍候。'],
    [new TypeError('x is not a function'), '失败：x is not a function'],
  ] as const) {
    run.mockRejectedValueOnce(error)
    err.mockClear()
    const { code, err: line } = await call('leave', '--lang', 'zh')
    expect([code, line]).toEqual([1, expect.stringContaining(text)])
  }
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a command with 130, whatever it throws',
  async (signal) => {
    run.mockImplementation(async (aborted) => {
      process.emit(signal)
      ;(aborted as AbortSignal).throwIfAborted()
      return undefined
    })
    expect(await call('leave', '--lang', 'en')).toEqual({ code: 130, out: '', err: 'Still here.' })
  },
)

test('work that was finished before the signal is not called cancelled', async () => {
  run.mockImplementation(async () => {
    process.emit('SIGINT')
    return undefined
  })
  expect((await call('leave')).code).toBe(0)
})
