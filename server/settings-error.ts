/** What is wrong with the settings of a start, in both languages. */
import type { Text } from '../geodata/model/text.ts'

/** Names each setting that is wrong, what it should be and what came, in Chinese and in English. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly text: Text

  constructor(problems: readonly Text[]) {
    const text = {
      zh: problems.map(({ zh }) => zh).join('\n'),
      en: problems.map(({ en }) => en).join('\n'),
    }
    super(text.en)
    this.text = text
  }
}

/** Names a setting, what it should be and what came; `came` is undefined for a secret. */
export const wrong = (name: string, { zh, en }: Text, came: string | undefined): Text =>
  came === undefined
    ? { zh: `${name} 应为 ${zh}，现在不是。`, en: `${name} should be ${en}, but is not.` }
    : { zh: `${name} 应为 ${zh}，现在是“${came}”。`, en: `${name} should be ${en}, but was "${came}".` }
