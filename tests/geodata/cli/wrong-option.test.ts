import { parseArgs } from 'node:util'
import { expect, it } from 'vitest'
import { wrongOption } from '../../../geodata/cli/wrong-option.ts'

const options = { crs: { type: 'string' }, synthetic: { type: 'boolean' } } as const

function textOf(...args: string[]) {
  try {
    parseArgs({ args, options, allowPositionals: true })
  } catch (error) {
    return wrongOption(error).text
  }
  throw new Error('the options were taken')
}

it.each([
  [['--crz', 'x'], '没有选项 --crz', 'There is no option --crz.'],
  [['-x'], '没有选项 -x', 'There is no option -x.'],
  [['--crs'], '选项 --crs 缺少值', 'The option --crs lacks a value'],
  [['--crs', '-1'], '选项 --crs 缺少值', 'The option --crs lacks a value'],
  [['--synthetic=yes'], '选项 --synthetic 不带值', 'The option --synthetic takes no value'],
])('%j is refused in words of ours', (args, zh, en) => {
  const text = textOf(...args)
  expect(text.zh).toContain(zh)
  expect(text.en).toContain(en)
  expect(text.en + text.zh).not.toMatch(/positional|ambiguous|argument/)
})
