/** Whole numbers as bytes: seven bits each, the sign in the lowest bit (as in protocol buffers). */
export class IntegerWriter {
  #bytes = new Uint8Array(1024)
  #size = 0

  /** A safe integer. */
  add(value: number): void {
    let rest = value < 0 ? -2 * value - 1 : 2 * value
    if (this.#size + 10 > this.#bytes.length) {
      const longer = new Uint8Array(2 * this.#bytes.length)
      longer.set(this.#bytes)
      this.#bytes = longer
    }
    while (rest >= 128) {
      this.#bytes[this.#size++] = (rest % 128) + 128
      rest = Math.floor(rest / 128)
    }
    this.#bytes[this.#size++] = rest
  }

  get bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.#size)
  }
}

export class IntegerReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Returns the next number. Throws RangeError after the last. */
  next(): number {
    let value = 0
    for (let scale = 1; ; scale *= 128) {
      const byte = this.#bytes[this.#at++]
      if (byte === undefined) throw new RangeError('the bytes are cut off')
      value += (byte & 127) * scale
      if (byte < 128) break
    }
    return value % 2 === 1 ? -(value + 1) / 2 : value / 2
  }
}
