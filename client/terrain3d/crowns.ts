/** A pattern of tree crowns for forests, always the same. */

/** Side of the seamless pattern in pixels. */
const SIDE = 96
const CROWNS = 240

/** Returns pseudo-random numbers from 0 to 1 (a linear congruential generator, Numerical Recipes). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

/** `scale`: pixels per unit of the target context. */
export function crownPattern(
  context: OffscreenCanvasRenderingContext2D,
  [dark, light]: readonly [dark: string, light: string],
  scale: number,
): CanvasPattern | null {
  const tile = new OffscreenCanvas(SIDE, SIDE)
  const brush = tile.getContext('2d')
  if (!brush) return null
  const next = numbers(51_030)
  for (let crown = 0; crown < CROWNS; crown++) {
    const [x, y, radius] = [next() * SIDE, next() * SIDE, 1.1 + next() * 1.6]
    for (const [dx, dy] of [-SIDE, 0, SIDE].flatMap((dx) =>
      [-SIDE, 0, SIDE].map((dy) => [dx, dy] as const),
    )) {
      dot(brush, x + dx + 0.6, y + dy + 0.6, radius, dark)
      dot(brush, x + dx - 0.4, y + dy - 0.4, radius * 0.6, light)
    }
  }
  const pattern = context.createPattern(tile, 'repeat')
  pattern?.setTransform(new DOMMatrix([1 / scale, 0, 0, 1 / scale, 0, 0]))
  return pattern
}

function dot(brush: OffscreenCanvasRenderingContext2D, x: number, y: number, radius: number, colour: string) {
  brush.beginPath()
  brush.arc(x, y, radius, 0, Math.PI * 2)
  brush.fillStyle = colour
  brush.fill()
}
