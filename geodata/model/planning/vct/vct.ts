/**
 * VCT, the vector part of GB/T 17798 (地理空间数据交换格式), in which land surveys and plans are delivered.
 * A text of sections, `HeadBegin` to `HeadEnd` and so on; lines of an object, here of version 3:
 *
 *     PolygonBegin
 *     7                     id
 *     2001010100            feature code, which leads to a layer and its table
 *     Unknown               graphic code
 *     100                   1: coordinates follow, 100: references follow
 *     477861.72,3346740.85  label point
 *     21                    21: references are to lines
 *     4                     count, including zeros
 *     11,-12,0,13           a line against its direction, a hole
 *     0                     end of the object
 *     PolygonEnd
 *
 * Versions 1 and 2 (GB/T 17798-1999 and the land use databases of 2007) have no type of polygon and no end.
 */
import type { Text } from '../../text.ts'

export interface VctHead {
  /** Values by name in lower case. */
  readonly values: ReadonlyMap<string, string>
  /** `ends`: objects end with 0 and tell their type, as of 2007. */
  readonly dialect: 'plain' | 'ends'
  readonly separator: string
  /** Added to all coordinates. */
  readonly offset: readonly [x: number, y: number]
  /** Polygons of the plain dialect: 0 has coordinates, others reference lines. */
  readonly topology: number
}

export type VctKind = 'point' | 'line' | 'polygon' | 'annotation'

export interface VctFeatureCode {
  readonly code: string
  readonly name: string
  readonly kind: VctKind
  /** Fields after the kind: colours and the name of the table, in an order that depends on the version. */
  readonly more: readonly string[]
}

export interface VctField {
  readonly name: string
  /** In lower case: `char`, `int4`, `double`, `date` … */
  readonly type: string
  readonly width: number | null
  readonly decimals: number | null
}

export interface VctTable {
  readonly name: string
  readonly fields: readonly VctField[]
}

interface VctObject {
  /** Digits, up to 18 of them. */
  readonly id: string
  readonly code: string
  /** Line of the file, from 1. */
  readonly line: number
}

/** x, y, x, y … as written, with the offset. */
export type Positions = Float64Array

export interface VctPoint extends VctObject {
  readonly positions: Positions
}

export interface VctLine extends VctObject {
  /** Coordinates, or ids of the lines that it consists of, negative where they run backwards. */
  readonly path: Positions | readonly string[]
}

export interface VctPolygon extends VctObject {
  /** Rings of coordinates, or ids of lines, negative where they run backwards, with 0 between rings. */
  readonly boundary: readonly Positions[] | { readonly lines: readonly string[] }
}

export interface VctDocument {
  readonly head: VctHead
  readonly codes: readonly VctFeatureCode[]
  readonly tables: ReadonlyMap<string, VctTable>
  readonly points: readonly VctPoint[]
  readonly lines: ReadonlyMap<string, VctLine>
  readonly polygons: readonly VctPolygon[]
  /** Values of a table in the order of its fields, by id of the object. */
  readonly rows: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  /** Sections that are not read, with the number of their lines. */
  readonly unread: ReadonlyMap<string, number>
}

/** A line that does not have the form, with what was expected and what came. */
export class VctError extends Error {
  override readonly name = 'VctError'
  /** From 1; null for the file as a whole. */
  readonly line: number | null
  readonly text: Text

  constructor(line: number | null, text: Text) {
    super(text.en)
    this.line = line
    this.text = text
  }
}

/** Returns an error for a line that is not what was expected. */
export const expected = (line: number, what: Text, came: string): VctError =>
  new VctError(line, {
    zh: `应为${what.zh}，收到的是“${came.slice(0, 60)}”。`,
    en: `Expected ${what.en}, but there was "${came.slice(0, 60)}".`,
  })
