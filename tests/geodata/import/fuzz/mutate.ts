/** Damages bytes as disks, networks, editors and faulty programs do, deterministically by seed. */
import type { Random } from '../../../../geodata/sample/random.ts'

/** One change, which returns a new buffer. */
export type Mutation = (bytes: Buffer, random: Random) => Buffer

const place = (bytes: Buffer, random: Random) => random.integer(0, Math.max(0, bytes.length - 1))

/** Returns a part of at most a quarter of the whole, mostly short. */
function piece(bytes: Buffer, random: Random): [start: number, end: number] {
  const start = place(bytes, random)
  const most = random.chance(0.7) ? 16 : Math.ceil(bytes.length / 4)
  return [start, Math.min(bytes.length, start + random.integer(1, Math.max(1, most)))]
}

function replaced(bytes: Buffer, start: number, end: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, start), by, bytes.subarray(end)])
}

const flipBit: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes)
  const at = place(bytes, random)
  copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(0, 7))
  return copy
}

/** Writes numbers at the ends of their ranges, because most formats have lengths, counts and offsets. */
const setByte: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes)
  copy[place(bytes, random)] = random.pick([0, 1, 0x7f, 0x80, 0xfe, 0xff, random.integer(0, 255)])
  return copy
}

const setNumber: Mutation = (bytes, random) => {
  const copy = Buffer.from(bytes)
  if (copy.length < 4) return copy
  const at = random.integer(0, copy.length - 4)
  const value = random.pick([0, 1, 0x7fffffff, 0x80000000, 0xffffffff, copy.length, 0x00010000])
  if (random.chance(0.5)) copy.writeUInt32LE(value, at)
  else copy.writeUInt32BE(value, at)
  return copy
}

const cutEnd: Mutation = (bytes, random) => bytes.subarray(0, place(bytes, random))

const removePiece: Mutation = (bytes, random) => replaced(bytes, ...piece(bytes, random), Buffer.alloc(0))

const doublePiece: Mutation = (bytes, random) => {
  const [start, end] = piece(bytes, random)
  return replaced(bytes, end, end, bytes.subarray(start, end))
}

const zeroPiece: Mutation = (bytes, random) => {
  const [start, end] = piece(bytes, random)
  return replaced(bytes, start, end, Buffer.alloc(end - start))
}

const insertNoise: Mutation = (bytes, random) => {
  const at = place(bytes, random)
  const noise = Buffer.from(Array.from({ length: random.integer(1, 12) }, () => random.integer(0, 255)))
  return replaced(bytes, at, at, noise)
}

const swapPieces: Mutation = (bytes, random) => {
  const [start, end] = piece(bytes, random)
  const [from, to] = piece(bytes, random)
  return replaced(bytes, start, end, bytes.subarray(from, to))
}

/** Changes a digit: coordinates, dates and codes of text formats. */
const changeDigit: Mutation = (bytes, random) => {
  const digits = [...bytes.entries()].filter(([, byte]) => byte >= 0x30 && byte <= 0x39).slice(0, 20_000)
  if (digits.length === 0) return flipBit(bytes, random)
  const copy = Buffer.from(bytes)
  copy[random.pick(digits)[0]] = 0x30 + random.integer(0, 9)
  return copy
}

const ofBytes: readonly Mutation[] = [
  flipBit,
  flipBit,
  setByte,
  setNumber,
  cutEnd,
  removePiece,
  doublePiece,
  zeroPiece,
  insertNoise,
  swapPieces,
  changeDigit,
]

/** Makes one to four changes; those of the format are as likely as all changes of bytes. */
export function mutate(bytes: Buffer, random: Random, ofFormat: readonly Mutation[] = []): Buffer {
  let changed = bytes
  for (let left = random.pick([1, 1, 1, 2, 2, 3, 4]); left > 0; left--) {
    const known = ofFormat.length > 0 && random.chance(0.5)
    changed = random.pick(known ? ofFormat : ofBytes)(changed, random)
  }
  return changed
}
