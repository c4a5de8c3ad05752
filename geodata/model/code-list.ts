/** A code list: the values of a coded column, with titles. */
import type { Text } from './text.ts'

export interface Code {
  readonly title: Text
  /** Name of a Maki or Temaki icon, if the code is drawn as a point. */
  readonly icon?: string
}

export type CodeList = Readonly<Record<string, Code>>
