/** Errors in the settings of a start, in both languages. */
import type { Text } from '../geodata/model/text.ts'

/** Names each wrong setting with its expected and actual value, in Chinese and in English. */
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

/** Describes a setting with its expected and actual value; `came` is undefined for a secret. */
export const wrong = (name: string, { zh, en }: Text, came: string | undefined): Text =>
  came === undefined
    ? { zh: `${name} 应为 ${zh}，现在不是。`, en: `${name} should be ${en}, but is not.` }
    : { zh: `${name} 应为 ${zh}，现在是“${came}”。`, en: `${name} should be ${en}, but was "${came}".` }
