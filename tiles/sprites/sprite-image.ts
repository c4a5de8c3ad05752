/** One image of a sprite sheet. */
export interface SpriteImage {
  readonly name: string
  /** CSS pixels. */
  readonly width: number
  readonly height: number
  /** SVG markup in the box `0 0 width height`. */
  readonly markup: string
  /** For images that stretch around a text: the stretched ranges and the text box. */
  readonly stretchX?: [number, number][]
  readonly stretchY?: [number, number][]
  readonly content?: [number, number, number, number]
}
