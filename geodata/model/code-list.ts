/** The shape of a code list: words that stand in a coded column, with their titles. */
import type { Text } from './text.ts'

export interface Code {
  readonly title: Text
  /** Name of a Maki or Temaki icon, where the code is drawn as a point. */
  readonly icon?: string
}

export type CodeList = Readonly<Record<string, Code>>
