/**
 * Boundary point files (报部坐标 TXT, 界址点坐标文件): the text in which outlines of land are handed in for
 * approval. `[属性描述]` describes the coordinates, `[地块坐标]` lists plots: a line of fields that ends
 * with `@`, then a line for each boundary point. No norm is published; the form is that of the ministry's
 * requirements for red-line files, and of the files that surveying programs write:
 *
 *     [属性描述]
 *     坐标系=2000国家大地坐标系
 *     几度分带=3
 *     带号=40
 *     [地块坐标]
 *     4,0.5000,1,一号地块,面,,住宅用地,0701,@
 *     J1,1,3346740.850,40477861.720        point, ring, X (north), Y (east, with or without zone number)
 */
import type { Text } from '../../text.ts'

export interface BoundaryPoint {
  /** Point, ring, X and Y as written. */
  readonly fields: readonly string[]
  readonly ring: number
  /** The third and fourth field in metres; by the form, X is north and Y east. */
  readonly x: number
  readonly y: number
}

export interface Plot {
  /** As written, with `@` at the end: points, hectares, number, name, kind, map sheet, use, class. */
  readonly fields: readonly string[]
  readonly points: readonly BoundaryPoint[]
  /** Line of the file, from 1. */
  readonly line: number
}

export interface BoundaryFile {
  /** Lines up to and including `[地块坐标]`, as written. */
  readonly head: readonly string[]
  /** Values of `[属性描述]` by name. */
  readonly attributes: ReadonlyMap<string, string>
  readonly plots: readonly Plot[]
  readonly lineEnd: '\r\n' | '\n' | '\r'
  /** Whether the last line has a line end. */
  readonly isEnded: boolean
}

/** A line that does not have the form, with what was expected and what came. */
export class BoundaryFileError extends Error {
  override readonly name = 'BoundaryFileError'
  /** From 1; null for the file as a whole. */
  readonly line: number | null
  readonly text: Text

  constructor(line: number | null, text: Text) {
    super(text.en)
    this.line = line
    this.text = text
  }
}

/** Positions of a plot's fields. */
export const plotField = {
  count: 0,
  hectares: 1,
  number: 2,
  name: 3,
  kind: 4,
  sheet: 5,
  use: 6,
  landClass: 7,
}

/** Returns a field of a plot without blanks; empty if the plot has fewer fields. */
export function fieldOf({ fields }: Plot, field: keyof typeof plotField): string {
  const own = fields.slice(0, -1)
  return own[plotField[field]]?.trim() ?? ''
}
