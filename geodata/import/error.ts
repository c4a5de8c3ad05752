import type { Text } from '../model/text.ts'

/** An error that stops an import, in both languages: what was found and what was expected. */
export class ImportError extends Error {
  override readonly name = 'ImportError'
  readonly text: Text

  constructor(text: Text, options?: ErrorOptions) {
    super(text.en, options)
    this.text = text
  }
}
