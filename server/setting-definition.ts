/** Defines settings; server/settings.ts lists them. */
import { z } from 'zod'

export interface Definition<S extends z.ZodType> {
  readonly name: string
  /** Completes "NAME should be …". */
  readonly expected: string
  /** The default as text; `undefined` means no default. */
  readonly fallback: string | undefined
  readonly description: string
  /** Never shown in messages. */
  readonly secret?: true
  readonly schema: S
}

/** Returns a definition unchanged, with the type of its schema. */
export const define = <S extends z.ZodType>(definition: Definition<S>): Definition<S> => definition

/** An integer written as text. */
export const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.int().min(minimum).max(maximum))

/** A short text. */
export const text = z.string().min(1).max(200)
