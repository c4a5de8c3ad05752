/** Defines settings; server/settings.ts lists them. */
import { z } from 'zod'
import type { Text } from '../geodata/model/text.ts'

export interface Definition<S extends z.ZodType> {
  readonly name: string
  /** Completes "NAME should be …" and “NAME 应为……”. */
  readonly expected: Text
  /** The default as text; `undefined` means no default. */
  readonly fallback: string | undefined
  readonly description: string
  /** Never shown in messages. */
  readonly secret?: true
  readonly schema: S
}

/** Returns a definition unchanged, with the type of its schema. */
export const define = <S extends z.ZodType>(definition: Definition<S>): Definition<S> => definition

/** What a setting should be, in both languages. */
export const expecting = (zh: string, en: string): Text => ({ zh, en })

export const integersFrom = (minimum: number, maximum: number): Text =>
  expecting(`${minimum} 至 ${maximum} 的整数`, `an integer from ${minimum} to ${maximum}`)

/** Returns an integer written as text. */
export const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))

/** A text of 1 to 200 characters. */
export const shortText = z.string().min(1).max(200)
