/** Line simplification by Douglas and Peucker, on coordinates x, y, x, y …. */
import type { Coordinates } from '../vector/twkb.ts'

/**
 * Keeps the points needed to stay within `tolerance` of the line, always the first and the last. A line
 * and its reverse give the same points.
 */
export function simplifyLine(line: Coordinates, tolerance: number): Coordinates {
  const count = line.length / 2
  if (count < 3) return line.slice()
  if (isReversed(line)) return reverse(simplifyLine(reverse(line), tolerance))
  const kept = new Uint8Array(count)
  kept[0] = 1
  kept[count - 1] = 1
  const open: number[] = [0, count - 1]
  while (open.length > 0) {
    const to = open.pop() ?? 0
    const from = open.pop() ?? 0
    const middle = farthest(line, from, to, tolerance)
    if (middle < 0) continue
    kept[middle] = 1
    open.push(from, middle, middle, to)
  }
  const result: Coordinates = []
  for (let i = 0; i < count; i++) if (kept[i] === 1) result.push(line[2 * i] ?? 0, line[2 * i + 1] ?? 0)
  return result
}

/** A line and its reverse are simplified in the same direction: from the lower end. */
function isReversed(line: Coordinates): boolean {
  for (let i = 0, j = line.length - 2; i < j; i += 2, j -= 2) {
    const dy = (line[i + 1] ?? 0) - (line[j + 1] ?? 0)
    const difference = dy === 0 ? (line[i] ?? 0) - (line[j] ?? 0) : dy
    if (difference !== 0) return difference > 0
  }
  return false
}

export function reverse(line: Coordinates): Coordinates {
  const turned: Coordinates = []
  for (let i = line.length - 2; i >= 0; i -= 2) turned.push(line[i] ?? 0, line[i + 1] ?? 0)
  return turned
}

/** Returns the point farthest from the chord between two others, or -1 if all are within the tolerance. */
function farthest(line: Coordinates, from: number, to: number, tolerance: number): number {
  const ax = line[2 * from] ?? 0
  const ay = line[2 * from + 1] ?? 0
  const dx = (line[2 * to] ?? 0) - ax
  const dy = (line[2 * to + 1] ?? 0) - ay
  const length = dx * dx + dy * dy
  let found = -1
  let most = tolerance * tolerance
  for (let i = from + 1; i < to; i++) {
    const px = (line[2 * i] ?? 0) - ax
    const py = (line[2 * i + 1] ?? 0) - ay
    const along = length === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / length))
    const ex = px - along * dx
    const ey = py - along * dy
    const distance = ex * ex + ey * ey
    if (distance > most) {
      most = distance
      found = i
    }
  }
  return found
}
