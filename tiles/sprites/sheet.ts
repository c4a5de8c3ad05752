/** Packs the images of a theme into a sprite sheet of the MapLibre style specification. */
import sharp from 'sharp'
import type { Theme } from '../../geodata/model/tokens.ts'
import { spriteImages } from './images.ts'
import type { SpriteImage } from './sprite-image.ts'

interface SpriteEntry {
  x: number
  y: number
  width: number
  height: number
  pixelRatio: number
  stretchX?: [number, number][]
  stretchY?: [number, number][]
  content?: [number, number, number, number]
}

export interface SpriteSheet {
  readonly index: Readonly<Record<string, SpriteEntry>>
  readonly png: Buffer
}

const SHEET_WIDTH = 256
/** Empty pixels around an image, so that none bleeds into its neighbour. */
const GAP = 2

interface Placed {
  readonly image: SpriteImage
  readonly x: number
  readonly y: number
}

/** Shelves of images, highest first, in CSS pixels. */
function pack(images: readonly SpriteImage[]): { placed: Placed[]; height: number } {
  const placed: Placed[] = []
  let [x, y, shelf] = [0, 0, 0]
  for (const image of [...images].sort((a, b) => b.height - a.height || a.name.localeCompare(b.name))) {
    if (x + image.width > SHEET_WIDTH) [x, y, shelf] = [0, y + shelf + GAP, 0]
    placed.push({ image, x, y })
    x += image.width + GAP
    shelf = Math.max(shelf, image.height)
  }
  return { placed, height: y + shelf }
}

const scaled = (ranges: readonly [number, number][], ratio: number) =>
  ranges.map(([from, to]): [number, number] => [from * ratio, to * ratio])

function entry({ image, x, y }: Placed, ratio: number): SpriteEntry {
  const { width, height, stretchX, stretchY, content } = image
  return {
    x: x * ratio,
    y: y * ratio,
    width: width * ratio,
    height: height * ratio,
    pixelRatio: ratio,
    ...(stretchX ? { stretchX: scaled(stretchX, ratio) } : {}),
    ...(stretchY ? { stretchY: scaled(stretchY, ratio) } : {}),
    ...(content
      ? { content: [content[0] * ratio, content[1] * ratio, content[2] * ratio, content[3] * ratio] }
      : {}),
  }
}

/** Returns an image as an SVG document, for legends and lists. */
export function imageSvg({ width, height, markup }: SpriteImage): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${markup}</svg>`
}

function nestedSvg({ image: { width, height, markup }, x, y }: Placed): string {
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" overflow="hidden">${markup}</svg>`
}

const sheetOpening = (height: number, ratio: number) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${SHEET_WIDTH * ratio}" height="${height * ratio}" viewBox="0 0 ${SHEET_WIDTH} ${height}">`

/** Returns all images of a theme in one SVG document, each a view by its name: `day.svg#facility-toilet`. */
export function sheetSvg(theme: Theme): string {
  const { placed, height } = pack(spriteImages(theme))
  const views = placed.map(
    ({ image, x, y }) => `<view id="${image.name}" viewBox="${x} ${y} ${image.width} ${image.height}"/>`,
  )
  return `${sheetOpening(height, 1)}${views.join('')}${placed.map(nestedSvg).join('')}</svg>`
}

/** Draws a theme's sheet at 1 or 2 pixels a CSS pixel. */
export async function drawSheet(theme: Theme, ratio: 1 | 2): Promise<SpriteSheet> {
  const { placed, height } = pack(spriteImages(theme))
  const svg = `${sheetOpening(height, ratio)}${placed.map(nestedSvg).join('')}</svg>`
  const png = await sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
  const index = Object.fromEntries(placed.map((one) => [one.image.name, entry(one, ratio)]))
  return { index, png }
}
