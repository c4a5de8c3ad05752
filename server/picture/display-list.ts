/**
 * A picture as a list of shapes, in pixels from the top left corner. SVG, PNG and PDF are drawn from the same
 * list.
 */

interface Path {
  readonly kind: 'path'
  /** As the attribute `d` of SVG. */
  readonly d: string
  readonly fill?: string
  /** 0 to 1. */
  readonly fillOpacity?: number
  readonly stroke?: string
  readonly width?: number
  readonly dash?: readonly number[]
}

interface Words {
  readonly kind: 'text'
  readonly text: string
  readonly x: number
  /** The baseline. */
  readonly y: number
  readonly size: number
  readonly colour: string
  readonly anchor?: 'middle'
}

export type DisplayItem = Path | Words

export interface DisplayList {
  readonly width: number
  readonly height: number
  readonly items: readonly DisplayItem[]
}

/** Returns a rectangle as a path. */
export const rectangle = (x: number, y: number, width: number, height: number): string =>
  `M${x} ${y}h${width}v${height}h${-width}z`
