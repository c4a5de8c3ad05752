/**
 * Writes FlatBuffers (https://flatbuffers.dev/internals) front to back into one reused buffer: a table
 * first, then the objects that its fields point to. The library's builder writes back to front into a
 * new buffer for each message.
 */

/** Size of a field in its table, in bytes; 0 omits the field. */
type FieldSize = 0 | 1 | 2 | 4 | 8

/** The largest alignment of any value; messages are padded to it, so that the next one is aligned. */
const ALIGNMENT = 8

export class FlatbufferWriter {
  #buffer = Buffer.alloc(64 * 1024)
  #at = 0
  #messageAt = 0

  /** Begins a size-prefixed message; `table` returns the positions of its root's fields. */
  beginMessage(): void {
    this.#messageAt = this.#at
    this.#reserve(8)
    this.#at += 8
  }

  /** Ends the message and writes its size. */
  endMessage(): void {
    this.#align(ALIGNMENT, 0)
    this.#buffer.writeUInt32LE(this.#at - this.#messageAt - 4, this.#messageAt)
  }

  /** The message's first table. */
  root(sizes: readonly FieldSize[]): readonly number[] {
    return this.table(this.#messageAt + 4, sizes)
  }

  /**
   * Writes an empty table and sets the field at `pointer` to it. Returns the positions of its fields, in
   * the order of the schema; 0 for omitted ones.
   */
  table(pointer: number, sizes: readonly FieldSize[]): readonly number[] {
    const vtableBytes = 4 + 2 * sizes.length
    this.#reserve(vtableBytes + 8 * sizes.length + 3 * ALIGNMENT)
    this.#align(2, 0)
    const vtable = this.#at
    this.#at += vtableBytes
    this.#align(ALIGNMENT, 0)
    const table = this.#at
    let size = 4
    const offsets = sizes.map((bytes) => {
      if (bytes === 0) return 0
      const offset = Math.ceil(size / bytes) * bytes
      size = offset + bytes
      return offset
    })
    this.#buffer.fill(0, table, table + size)
    this.#buffer.writeInt32LE(table - vtable, table)
    this.#buffer.writeUInt16LE(vtableBytes, vtable)
    this.#buffer.writeUInt16LE(size, vtable + 2)
    for (const [index, offset] of offsets.entries())
      this.#buffer.writeUInt16LE(offset, vtable + 4 + 2 * index)
    this.#buffer.writeUInt32LE(table - pointer, pointer)
    this.#at = table + size
    return offsets.map((offset) => (offset === 0 ? 0 : table + offset))
  }

  /**
   * Begins a vector of `length` elements and sets the field at `pointer` to it; its elements, of
   * `elementBytes` each, are appended next.
   */
  vector(pointer: number, length: number, elementBytes: number): void {
    this.#align(Math.max(4, elementBytes), 4)
    this.#reserve(4)
    this.#buffer.writeUInt32LE(this.#at - pointer, pointer)
    this.#at = this.#buffer.writeUInt32LE(length, this.#at)
  }

  /** A vector of `length` pointers to be filled; returns the position of the first. */
  pointers(pointer: number, length: number): number {
    this.vector(pointer, length, 4)
    const first = this.#at
    this.#reserve(4 * length)
    this.#at += 4 * length
    return first
  }

  /** Writes a text and sets the field at `pointer` to it. */
  text(pointer: number, text: string): void {
    const bytes = Buffer.byteLength(text)
    this.vector(pointer, bytes, 1)
    this.#reserve(bytes + 1)
    this.#at += this.#buffer.write(text, this.#at)
    this.#buffer[this.#at++] = 0
  }

  setByte(position: number, value: number): void {
    this.#buffer[position] = value
  }

  setInt32(position: number, value: number): void {
    this.#buffer.writeInt32LE(value, position)
  }

  appendUint8(value: number): void {
    this.#reserve(1)
    this.#buffer[this.#at++] = value
  }

  appendUint16(value: number): void {
    this.#reserve(2)
    this.#at = this.#buffer.writeUInt16LE(value, this.#at)
  }

  appendUint32(value: number): void {
    this.#reserve(4)
    this.#at = this.#buffer.writeUInt32LE(value, this.#at)
  }

  appendInt64(value: bigint): void {
    this.#reserve(8)
    this.#at = this.#buffer.writeBigInt64LE(value, this.#at)
  }

  appendDouble(value: number): void {
    this.#reserve(8)
    this.#at = this.#buffer.writeDoubleLE(value, this.#at)
  }

  appendBytes(bytes: Uint8Array): void {
    this.#reserve(bytes.length)
    this.#buffer.set(bytes, this.#at)
    this.#at += bytes.length
  }

  /** A length-prefixed text without a terminator, as in properties of FlatGeobuf. */
  appendCountedText(text: string): void {
    const bytes = Buffer.byteLength(text)
    this.appendUint32(bytes)
    this.#reserve(bytes)
    this.#at += this.#buffer.write(text, this.#at)
  }

  /** Position of the next byte. */
  get position(): number {
    return this.#at
  }

  /** Sets the length of a byte vector that was begun before its length was known. */
  setLength(firstElement: number): void {
    this.#buffer.writeUInt32LE(this.#at - firstElement, firstElement - 4)
  }

  /** Returns a copy of the written bytes and resets the writer. */
  take(): Buffer {
    const bytes = Buffer.from(this.#buffer.subarray(0, this.#at))
    this.#at = 0
    return bytes
  }

  /** Pads with zeros until the byte `ahead` after the next one is aligned. */
  #align(alignment: number, ahead: number): void {
    this.#reserve(alignment)
    while ((this.#at + ahead) % alignment !== 0) this.#buffer[this.#at++] = 0
  }

  #reserve(bytes: number): void {
    if (this.#at + bytes <= this.#buffer.length) return
    const larger = Buffer.alloc(Math.max(2 * this.#buffer.length, this.#at + bytes))
    this.#buffer.copy(larger, 0, 0, this.#at)
    this.#buffer = larger
  }
}
