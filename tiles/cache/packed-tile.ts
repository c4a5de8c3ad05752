/** A tile's bytes and compressed encodings, each made once on first use. */
import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip, gzipSync } from 'node:zlib'
import { memoIn } from '../../geodata/model/memo.ts'

export type Encoding = 'br' | 'gzip' | 'identity'

const gzipped = promisify<Buffer, { level: number }, Buffer>(gzip)
const brotlied = promisify<Buffer, { params: Record<number, number> }, Buffer>(brotliCompress)

const GZIP_LEVEL = 4
const BROTLI_QUALITY = 5
/** Fewer bytes are compressed in this thread, because handing them to another takes longer. */
const HAND_OVER_BYTES = 64 * 1024
/** Fits into one packet with its headers without compression. */
const PACKED_FROM_BYTES = 1_000

type Packed = Exclude<Encoding, 'identity'>

const pack: Readonly<Record<Packed, (body: Buffer) => Promise<Buffer>>> = {
  gzip: async (body) =>
    body.length < HAND_OVER_BYTES
      ? gzipSync(body, { level: GZIP_LEVEL })
      : gzipped(body, { level: GZIP_LEVEL }),
  br: (body) =>
    brotlied(body, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: body.length,
      },
    }),
}

function digestOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url').slice(0, 22)
}

export class PackedTile {
  readonly body: Buffer
  /** Strong, without quotes: a digest of the body. */
  readonly digest: string
  /** Number of requests that accept brotli, which pays off only for popular tiles. */
  brotliDemand = 0
  /** False if compression gains nothing. */
  readonly isPackable: boolean
  readonly #packed = new Map<Packed, Buffer>()
  readonly #packing = new Map<Packed, Promise<void>>()

  /** `packable` is false for formats that are compressed already. */
  constructor(bytes: Uint8Array, packable: boolean, digest?: string) {
    this.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.digest = digest ?? digestOf(this.body)
    this.isPackable = packable && this.body.length >= PACKED_FROM_BYTES
  }

  /** Returns the bytes in this encoding, or undefined if they do not exist (yet). */
  in(encoding: Encoding): Buffer | undefined {
    return encoding === 'identity' ? this.body : this.#packed.get(encoding)
  }

  /** Makes an encoding once; does nothing for a format that is compressed already. */
  async pack(encoding: Packed): Promise<void> {
    if (!this.isPackable || this.#packed.has(encoding)) return
    await memoIn(this.#packing, encoding, async () => this.keep(encoding, await pack[encoding](this.body)))
  }

  /** Stores an encoding that was made elsewhere. */
  keep(encoding: Packed, bytes: Buffer): void {
    this.#packed.set(encoding, bytes)
  }

  /** Total size of all encodings. */
  get bytes(): number {
    let bytes = this.body.length
    for (const packed of this.#packed.values()) bytes += packed.length
    return bytes
  }
}
