/** Counts the rows of a MapInfo .mid, because GDAL reads only as many as the .mif has objects. */
import { readdir } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { byteLines } from './feature-lines.ts'

/** Returns null if there is no .mid beside the .mif. */
export async function countMidRows(mif: string): Promise<number | null> {
  const stem = basename(mif, extname(mif))
  const name = (await readdir(dirname(mif))).find(
    (other) => other.toLowerCase() === `${stem}.mid`.toLowerCase(),
  )
  if (name === undefined) return null
  let rows = 0
  for await (const line of byteLines(join(dirname(mif), name))) if (line.some((byte) => byte > 0x20)) rows++
  return rows
}
