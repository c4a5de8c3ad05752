/** Draws a display list as SVG and as PNG. */
import sharp from 'sharp'
import type { DisplayItem, DisplayList } from './display-list.ts'
import { textPath, textWidth } from './lettering.ts'

const attribute = (name: string, value: string | number | undefined) =>
  value === undefined ? '' : ` ${name}="${String(value).replaceAll(/[<>&"]/g, '')}"`

function svgOf(item: DisplayItem): string {
  if (item.kind === 'text') {
    const { text, size, x, y, colour } = item
    const left = item.anchor === 'middle' ? x - textWidth(text, size) / 2 : x
    return `<path d="${textPath(text, left, y, size)}"${attribute('fill', colour)}/>`
  }
  const { d, fill = 'none', fillOpacity, stroke, width, dash } = item
  return `<path${attribute('d', d)}${attribute('fill', fill)}${attribute('fill-opacity', fillOpacity)}${attribute('stroke', stroke)}${attribute('stroke-width', width)}${attribute('stroke-dasharray', dash?.join(' '))} fill-rule="evenodd" stroke-linejoin="round"/>`
}

/** Returns the list as an SVG document; letters are outlines. */
export function toSvg({ width, height, items }: DisplayList): string {
  const body = items.map(svgOf).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`
}

/** Returns the list as a PNG, `ratio` pixels for each unit. */
export async function toPng(list: DisplayList, ratio: number): Promise<Buffer> {
  const svg = Buffer.from(toSvg(list))
  return sharp(svg, { density: 72 * ratio })
    .png({ palette: true })
    .toBuffer()
}
