/** A text in both languages of the platform. Chinese is the page's first language. */
export interface Text {
  readonly zh: string
  readonly en: string
}

export type Language = keyof Text

export const languages: readonly Language[] = ['zh', 'en']
