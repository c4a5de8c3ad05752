/**
 * Writes a report as PDF (A4): headings, paragraphs, tables, pictures and QR codes, with a line below each
 * page. The bytes depend on what is written only: the date of the document is given.
 */
import PDFDocument from 'pdfkit'
import type { Language } from '../../geodata/model/text.ts'
import type { DisplayList } from '../picture/display-list.ts'
import { drawList } from './draw-list.ts'
import { qrPath } from './qr.ts'
import { type TextStyle, TypeSetter } from './type-setter.ts'

/** Points of 1/72 inch. */
const PAGE = { width: 595.28, height: 841.89 }
const MARGIN = { left: 56, right: 56, top: 56, bottom: 64 }
const INNER = PAGE.width - MARGIN.left - MARGIN.right
const LEADING = 1.45
const MUTED = '#5d655f'
const RULE = '#c8cdc9'
const SHADE = '#eef1ee'

export interface ReportSetting {
  readonly title: string
  readonly author: string
  readonly language: Language
  readonly date: Date
  /** Stands below each page, before its number. */
  readonly footer: string
}

export interface TableColumn {
  readonly title: string
  /** Share of the width. */
  readonly share: number
  readonly align?: 'right'
}

export class Report {
  readonly #doc: PDFKit.PDFDocument
  readonly #setting: ReportSetting
  readonly #chunks: Buffer[] = []
  readonly #text: TypeSetter
  #y = MARGIN.top

  constructor(setting: ReportSetting) {
    this.#setting = setting
    const { title, author, date, language } = setting
    this.#doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      lang: language === 'zh' ? 'zh-CN' : 'en',
      displayTitle: true,
      info: { Title: title, Author: author, CreationDate: date, ModDate: date },
    })
    this.#text = new TypeSetter(this.#doc)
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk))
  }

  /** The width between the margins, in points. */
  get width(): number {
    return INNER
  }

  /** Begins a new page unless this much room is left. */
  need(height: number): void {
    if (this.#y + height > PAGE.height - MARGIN.bottom) this.newPage()
  }

  newPage(): void {
    this.#doc.addPage()
    this.#y = MARGIN.top
  }

  space(height: number): void {
    this.#y += height
  }

  heading(text: string, level: 1 | 2 | 3 = 1): void {
    const size = { 1: 20, 2: 14, 3: 11 }[level]
    this.#y += level === 1 ? 0 : 10
    this.need(size * LEADING + 40)
    this.#lines(text, { size, bold: true }, MARGIN.left, INNER)
    if (level === 2) {
      this.#rule(this.#y + 1)
      this.#y += 6
    } else this.#y += 3
    this.#doc.outline.addItem(text)
  }

  paragraph(text: string, style: Partial<TextStyle> = {}): void {
    this.#lines(text, { size: 9.5, ...style }, MARGIN.left, INNER)
    this.#y += 3
  }

  /** Pairs of a title and a value, in two columns; empty values are left out. */
  facts(pairs: readonly (readonly [title: string, value: string | null | undefined])[]): void {
    for (const [title, value] of pairs) {
      if (value === null || value === undefined || value === '') continue
      const lines = this.#text.broken(value, 9.5, INNER - 130)
      const titles = this.#text.broken(title, 9.5, 124)
      const height = Math.max(lines.length, titles.length) * 9.5 * LEADING + 3
      this.need(height)
      const top = this.#y
      for (const [index, line] of titles.entries())
        this.#text.line(line, MARGIN.left, top + index * 9.5 * LEADING, { size: 9.5, colour: MUTED })
      for (const [index, line] of lines.entries())
        this.#text.line(line, MARGIN.left + 130, top + index * 9.5 * LEADING, { size: 9.5 })
      this.#y = top + height
    }
    this.#y += 4
  }

  table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0)
    const widths = columns.map(({ share }) => (INNER * share) / total)
    this.#row(
      columns,
      widths,
      columns.map(({ title }) => title),
      true,
    )
    for (const row of rows) {
      if (this.#row(columns, widths, row, false)) continue
      this.newPage()
      this.#row(
        columns,
        widths,
        columns.map(({ title }) => title),
        true,
      )
      this.#row(columns, widths, row, false)
    }
    this.#y += 8
  }

  /** Draws a row; returns false, and draws nothing, if it does not fit on the page. */
  #row(
    columns: readonly TableColumn[],
    widths: readonly number[],
    cells: readonly string[],
    head: boolean,
  ): boolean {
    const size = 8.5
    const texts = cells.map((cell, index) => this.#text.broken(cell, size, (widths[index] ?? 0) - 8))
    const height = Math.max(1, ...texts.map((lines) => lines.length)) * size * LEADING + 5
    if (this.#y + height > PAGE.height - MARGIN.bottom && this.#y > MARGIN.top + 40) {
      if (!head) return false
      this.newPage()
    }
    if (head) this.#doc.rect(MARGIN.left, this.#y, INNER, height).fill(SHADE)
    let x = MARGIN.left
    texts.forEach((lines, index) => {
      const width = widths[index] ?? 0
      lines.forEach((line, at) => {
        const shift = columns[index]?.align === 'right' ? width - 8 - this.#text.widthOf(line, size) : 0
        this.#text.line(line, x + 4 + shift, this.#y + 3 + at * size * LEADING, { size, bold: head })
      })
      x += width
    })
    this.#y += height
    this.#rule(this.#y)
    return true
  }

  /** Draws a picture as wide as the page, with words below it. */
  picture(list: DisplayList, caption: string): void {
    const scale = INNER / list.width
    this.need(list.height * scale + 24)
    drawList(this.#doc, list, MARGIN.left, this.#y, scale, (text, x, y, size, colour, middle) => {
      const left = middle ? x - this.#text.widthOf(text, size) / 2 : x
      this.#text.line(text, left, y - size * 0.88, { size, colour })
    })
    this.#y += list.height * scale + 5
    this.paragraph(caption, { size: 8.5, colour: MUTED })
    this.#y += 4
  }

  /** Draws a QR code with words beside it. */
  qr(address: string, words: readonly string[]): void {
    const side = 92
    this.need(side + 8)
    const top = this.#y
    const { path, modules } = qrPath(address)
    this.#doc
      .save()
      .translate(MARGIN.left, top)
      .scale(side / modules)
    this.#doc.path(path).fill('#000000')
    this.#doc.restore()
    for (const line of words) {
      this.#lines(line, { size: 8.5 }, MARGIN.left + side + 14, INNER - side - 14)
      this.#y += 2
    }
    this.#y = Math.max(this.#y, top + side) + 8
  }

  /** Writes the lines below all pages, and returns the bytes. */
  async finish(): Promise<Buffer> {
    const doc = this.#doc
    const { start, count } = doc.bufferedPageRange()
    for (let page = start; page < start + count; page++) {
      doc.switchToPage(page)
      const y = PAGE.height - MARGIN.bottom + 24
      this.#rule(y - 6)
      const [first = ''] = this.#text.broken(this.#setting.footer, 7.5, INNER - 60)
      this.#text.line(first, MARGIN.left, y, { size: 7.5, colour: MUTED })
      const number = `${page + 1} / ${count}`
      this.#text.line(number, PAGE.width - MARGIN.right - this.#text.widthOf(number, 7.5), y, {
        size: 7.5,
        colour: MUTED,
      })
    }
    const ended = new Promise<void>((resolve, reject) => doc.on('end', resolve).on('error', reject))
    doc.end()
    await ended
    return Buffer.concat(this.#chunks)
  }

  #rule(y: number): void {
    this.#doc
      .moveTo(MARGIN.left, y)
      .lineTo(PAGE.width - MARGIN.right, y)
      .lineWidth(0.5)
      .stroke(RULE)
  }

  #lines(text: string, style: TextStyle, x: number, width: number): void {
    for (const line of this.#text.broken(text, style.size, width)) {
      this.need(style.size * LEADING)
      this.#text.line(line, x, this.#y, style)
      this.#y += style.size * LEADING
    }
  }
}
