/** Draws a display list into a PDF page as vectors, cut at its frame. */
import type { DisplayList } from '../picture/display-list.ts'

type WriteText = (text: string, x: number, y: number, size: number, colour: string, middle: boolean) => void

/** Draws with the top left corner at (x, y), `scale` points for each pixel; `write` draws words in points. */
export function drawList(
  doc: PDFKit.PDFDocument,
  { width, height, items }: DisplayList,
  x: number,
  y: number,
  scale: number,
  write: WriteText,
): void {
  doc.save()
  doc.rect(x, y, width * scale, height * scale).clip()
  for (const item of items) {
    if (item.kind === 'text') {
      const at = [x + item.x * scale, y + item.y * scale] as const
      write(item.text, at[0], at[1], item.size * scale, item.colour, item.anchor === 'middle')
      continue
    }
    const { d, fill, fillOpacity = 1, stroke, width: lineWidth = 1, dash } = item
    doc.save().translate(x, y).scale(scale)
    doc.path(d).lineJoin('round').lineWidth(lineWidth).fillOpacity(fillOpacity)
    if (dash) doc.dash(dash[0] ?? 1, { space: dash[1] ?? dash[0] ?? 1 })
    if (fill !== undefined && stroke !== undefined) doc.fillAndStroke(fill, stroke, 'even-odd')
    else if (fill !== undefined) doc.fill(fill, 'even-odd')
    else if (stroke !== undefined) doc.stroke(stroke)
    doc.restore()
  }
  doc.restore()
}
