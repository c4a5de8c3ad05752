/** A PDF with Chinese text: headings, paragraphs and tables on A4 pages with numbers. */
import PDFDocument from 'pdfkit'
import { fontSlices } from '../../../../tiles/style/fonts.ts'

const MARGIN = 50
const A4 = { width: 595.28, height: 841.89 }
const LATIN = 'latin'

type Run = { readonly font: string; readonly text: string }

/** Divides a text where the font's slice changes: pdfkit embeds a subset of each slice that is used. */
function runsOf(text: string): Run[] {
  const runs: { font: string; text: string }[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    const font = fontSlices.find(({ covers }) => covers(code))?.name ?? LATIN
    const last = runs.at(-1)
    if (last?.font === font) last.text += character
    else runs.push({ font, text: character })
  }
  return runs
}

interface Style {
  readonly size?: number
  readonly colour?: string
  readonly bold?: boolean
}

export class PdfReport {
  readonly #document: PDFKit.PDFDocument
  readonly #chunks: Buffer[] = []
  readonly #ended: Promise<void>
  readonly #loaded = new Set<string>()
  #y = MARGIN

  constructor(title: string, language: string) {
    this.#document = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: language,
      info: { Title: title },
    })
    this.#document.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
    this.#ended = new Promise((resolve) => this.#document.on('end', resolve))
  }

  /** `below`: points that must fit below it on the page. */
  heading(text: string, size = 14, below = 0): void {
    this.#room(size * 3 + below)
    this.#y += size * 0.6
    this.paragraph(text, { size, bold: true })
    this.#y += size * 0.2
  }

  paragraph(text: string, style: Style = {}): void {
    const size = style.size ?? 10
    for (const line of this.#lines(text, A4.width - 2 * MARGIN, style)) {
      this.#room(size * 1.6)
      this.#line(line, MARGIN, this.#y, style)
      this.#y += size * 1.6
    }
  }

  /** Cells of a row wrap within their columns; `shares` of the width. */
  row(cells: readonly string[], shares: readonly number[], style: Style = {}): void {
    const size = style.size ?? 9
    const width = A4.width - 2 * MARGIN
    const whole = shares.reduce((sum, share) => sum + share, 0)
    const columns = shares.map((share) => (share / whole) * width)
    const wrapped = cells.map((cell, i) => this.#lines(cell, (columns[i] ?? 0) - 6, { ...style, size }))
    const height = Math.max(...wrapped.map((lines) => lines.length)) * size * 1.5 + 6
    this.#room(height)
    let x = MARGIN
    for (const [i, lines] of wrapped.entries()) {
      for (const [n, line] of lines.entries())
        this.#line(line, x + 3, this.#y + 3 + n * size * 1.5, { ...style, size })
      x += columns[i] ?? 0
    }
    this.#y += height
    this.#document
      .moveTo(MARGIN, this.#y)
      .lineTo(A4.width - MARGIN, this.#y)
      .lineWidth(0.4)
      .strokeColor('#b5bdb7')
      .stroke()
  }

  /** Draws parts of a shape, fitted into a box below the last line. */
  drawing(
    shapes: readonly {
      readonly rings: readonly (readonly (readonly [number, number])[])[]
      readonly fill: string
      readonly line: string
    }[],
    height: number,
  ): void {
    this.#room(height + 10)
    const points = shapes.flatMap(({ rings }) => rings.flat())
    const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
    const [west, south, east, north] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
    const scale = Math.min((A4.width - 2 * MARGIN) / (east - west || 1), height / (north - south || 1)) * 0.9
    const [midX, midY] = [(west + east) / 2, (south + north) / 2]
    const at = ([x, y]: readonly [number, number]) =>
      [A4.width / 2 + (x - midX) * scale, this.#y + height / 2 - (y - midY) * scale] as const
    for (const { rings, fill, line } of shapes) {
      for (const ring of rings) {
        for (const [i, point] of ring.entries()) {
          if (i === 0) this.#document.moveTo(...at(point))
          else this.#document.lineTo(...at(point))
        }
        this.#document.closePath()
      }
      this.#document.lineWidth(1).fillOpacity(0.25).fillAndStroke(fill, line, 'even-odd').fillOpacity(1)
    }
    this.#y += height + 10
  }

  /** Numbers the pages, and returns the document. `footer` is on each page. */
  async end(footer: string): Promise<Buffer> {
    const { count } = this.#document.bufferedPageRange()
    for (let page = 0; page < count; page++) {
      this.#document.switchToPage(page)
      this.#line(`${footer}  ${page + 1} / ${count}`, MARGIN, A4.height - 35, { size: 8, colour: '#52605a' })
    }
    this.#document.end()
    await this.#ended
    return Buffer.concat(this.#chunks)
  }

  #room(height: number): void {
    if (this.#y + height <= A4.height - MARGIN - 10) return
    this.#document.addPage()
    this.#y = MARGIN
  }

  #use({ font }: Run, { size = 10, bold = false }: Style): void {
    const name = `${font}-${bold ? 700 : 400}`
    if (!this.#loaded.has(name)) {
      this.#loaded.add(name)
      // Fonts in WOFF2 would print blank glyphs.
      const path = fontSlices
        .find((slice) => slice.name === font)
        ?.path(bold ? 700 : 400)
        .replace(/\.woff2$/, '.woff')
      if (path) this.#document.registerFont(name, path)
    }
    this.#document.font(name).fontSize(size)
  }

  #width(text: string, style: Style): number {
    return runsOf(text).reduce((sum, run) => {
      this.#use(run, style)
      return sum + this.#document.widthOfString(run.text)
    }, 0)
  }

  #line(text: string, x: number, y: number, style: Style): void {
    let at = x
    for (const run of runsOf(text)) {
      this.#use(run, style)
      this.#document.fillColor(style.colour ?? '#1a2320').text(run.text, at, y, { lineBreak: false })
      at += this.#document.widthOfString(run.text)
    }
  }

  /** Breaks between Chinese characters, and between words of others. */
  #lines(text: string, width: number, style: Style): string[] {
    const lines: string[] = []
    for (const paragraph of text.split('\n')) {
      let line = ''
      for (const word of paragraph.match(/[\u2e80-\uffef]|\s+|[^\s\u2e80-\uffef]+/gu) ?? ['']) {
        if (line !== '' && this.#width(line + word, style) > width) {
          lines.push(line.trimEnd())
          line = word.trimStart()
        } else line += word
      }
      lines.push(line)
    }
    return lines
  }
}
