/** The scale bar and the north arrow of a picture. */
import { type Theme, tokens } from '../../geodata/model/tokens.ts'
import { type DisplayItem, rectangle } from './display-list.ts'

/** Lengths of a bar in metres: 1, 2 and 5 of each power of ten. */
const steps = [1, 2, 5]
  .flatMap((first) => [0, 1, 2, 3, 4].map((power) => first * 10 ** power))
  .sort((a, b) => a - b)

interface Scaled {
  readonly width: number
  readonly height: number
  readonly theme: Theme
  /** On the ground. */
  readonly metresPerPixel: number
  readonly caption?: string
}

/** Returns a bar of at most a quarter of the width in the lower left corner, and north in the upper right. */
export function scaleItems({ width, height, theme, metresPerPixel, caption }: Scaled): DisplayItem[] {
  const metres = steps.findLast((step) => step / metresPerPixel <= width / 4) ?? 1
  const length = metres / metresPerPixel
  const { label, halo } = tokens.map[theme]
  const [left, base] = [10, height - (caption === undefined ? 12 : 24)]
  const words = metres >= 1000 ? `${metres / 1000} km` : `${metres} m`
  return [
    {
      kind: 'path',
      d: rectangle(left - 4, base - 20, Math.max(length + 12, 60), 26),
      fill: halo,
      fillOpacity: 0.85,
    },
    { kind: 'path', d: `M${left} ${base - 4}v4h${length}v-4`, stroke: label, width: 1.6 },
    {
      kind: 'text',
      text: words,
      x: left + length / 2,
      y: base - 7,
      size: 9,
      colour: label,
      anchor: 'middle',
    },
    ...(caption === undefined
      ? []
      : ([
          { kind: 'path', d: rectangle(0, height - 14, width, 14), fill: halo, fillOpacity: 0.9 },
          { kind: 'text', text: caption, x: 6, y: height - 4, size: 8, colour: label },
        ] satisfies DisplayItem[])),
    { kind: 'path', d: rectangle(width - 28, 6, 22, 34), fill: halo, fillOpacity: 0.85 },
    { kind: 'path', d: `M${width - 17} 9l6 16l-6 -4l-6 4z`, fill: label },
    { kind: 'text', text: 'N', x: width - 17, y: 36, size: 10, colour: label, anchor: 'middle' },
  ]
}
