/**
 * Reads 64-bit integers of protocol buffers exactly: the library rounds those beyond 2^53, and halves zigzag
 * integers only after rounding.
 */
import type { PbfReader } from 'pbf'
import { ImportError } from '../error.ts'

const tooLarge = () =>
  new ImportError({
    zh: 'OSM 文件中有超出 ±9007199254740991（2^53 − 1）的编号或数值，其末位数字会丢失，因此拒绝读取。可先用 osmium renumber 重新编号。',
    en: 'The OSM file has an id or a number beyond ±9007199254740991 (2^53 - 1), which would lose digits, and is refused. Renumber it with: osmium renumber.',
  })

/** Returns the number. Throws ImportError beyond 2^53 - 1. */
function exact(value: number): number {
  if (!Number.isSafeInteger(value)) throw tooLarge()
  return value
}

/** Reads an int64, also a negative one. Throws ImportError beyond 2^53 - 1. */
export const readInteger = (pbf: PbfReader): number => exact(pbf.readVarint(true))

/** Reads a zigzag sint64. Throws ImportError beyond 2^53 - 1. */
export function readZigzag(pbf: PbfReader): number {
  const start = pbf.pos
  const raw = pbf.readVarint()
  if (raw <= Number.MAX_SAFE_INTEGER) return raw % 2 === 1 ? -(raw + 1) / 2 : raw / 2
  let value = 0n
  for (let at = pbf.pos - 1; at >= start; at--) value = (value << 7n) | BigInt((pbf.buf[at] ?? 0) & 0x7f)
  value = BigInt.asUintN(64, value)
  return exact(Number(value % 2n === 1n ? -((value + 1n) / 2n) : value / 2n))
}

/** Appends a packed list of zigzag sint64. Throws ImportError beyond 2^53 - 1. */
export function readPackedZigzag(pbf: PbfReader, into: number[]): void {
  const end = pbf.readPackedEnd()
  while (pbf.pos < end) into.push(readZigzag(pbf))
}

/** Replaces steps by their running sums. Throws ImportError beyond 2^53 - 1. */
export function runningSums(steps: number[]): number[] {
  let sum = 0
  for (const [i, step] of steps.entries()) {
    sum = exact(sum + step)
    steps[i] = sum
  }
  return steps
}
