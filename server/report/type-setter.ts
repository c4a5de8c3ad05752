/** Sets lines of text on the pages of a document: measures, breaks and draws them. */
import { memoIn } from '../../geodata/model/memo.ts'
import { fontOf, piecesOf, runsOf } from './letters.ts'

export interface TextStyle {
  /** Points. */
  readonly size: number
  readonly colour?: string
  readonly bold?: boolean
}

const INK = '#1d2622'

export class TypeSetter {
  readonly #doc: PDFKit.PDFDocument
  readonly #fonts = new Set<string>()
  readonly #widths = new Map<string, number>()

  constructor(doc: PDFKit.PDFDocument) {
    this.#doc = doc
  }

  #font(name: string): PDFKit.PDFDocument {
    if (!this.#fonts.has(name)) {
      this.#fonts.add(name)
      this.#doc.registerFont(name, fontOf(name))
    }
    return this.#doc.font(name)
  }

  /** The sum of the characters' widths, each measured once: laying text out is the dearest step. */
  widthOf(text: string, size: number): number {
    let width = 0
    for (const character of text) width += memoIn(this.#widths, character, () => this.#emsOf(character))
    return width * size
  }

  #emsOf(character: string): number {
    const [run] = runsOf(character)
    return run === undefined ? 0 : this.#font(run.font).fontSize(1000).widthOfString(run.text) / 1000
  }

  /** Breaks a text into lines of a width; a word that is too long is cut. */
  broken(text: string, size: number, width: number): string[] {
    return text.split('\n').flatMap((paragraph) => {
      const lines: string[] = []
      let line = ''
      let used = 0
      const pieces = piecesOf(paragraph).flatMap((piece) =>
        this.widthOf(piece, size) > width ? [...piece] : [piece],
      )
      for (const piece of pieces) {
        const wide = this.widthOf(piece, size)
        if (line !== '' && used + this.widthOf(piece.trimEnd(), size) > width) {
          lines.push(line.trimEnd())
          line = ''
          used = 0
        }
        line += piece
        used += wide
      }
      return [...lines, line.trimEnd()]
    })
  }

  /** Draws one line whose top is at `y`. */
  line(text: string, x: number, y: number, { size, colour = INK, bold = false }: TextStyle): void {
    let at = x
    for (const run of runsOf(text)) {
      const doc = this.#font(run.font).fontSize(size)
      // The font is embedded in one weight; strong text has an outline of its colour.
      doc
        .fillColor(colour)
        .strokeColor(colour)
        .lineWidth(size / 36)
      doc.text(run.text, at, y, {
        lineBreak: false,
        baseline: 'top',
        ...(bold ? { fill: true, stroke: true } : {}),
      })
      at += doc.widthOfString(run.text)
    }
  }
}
