/**
 * A binary heap of cells, the lowest key first. Ties are broken by cell, so that results are deterministic.
 */
export class Heap {
  private readonly items: number[] = []
  private readonly keys: number[] = []

  push(item: number, key: number): void {
    let i = this.items.length
    this.items.push(item)
    this.keys.push(key)
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!this.before(item, key, parent)) break
      this.items[i] = this.items[parent] as number
      this.keys[i] = this.keys[parent] as number
      i = parent
    }
    this.items[i] = item
    this.keys[i] = key
  }

  /** Removes the cell with the lowest key and returns it; -1 if the heap is empty. */
  pop(): number {
    const first = this.items[0]
    const item = this.items.pop()
    const key = this.keys.pop()
    if (first === undefined || item === undefined || key === undefined) return -1
    const size = this.items.length
    if (size === 0) return first
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= size) break
      const right = child + 1
      if (right < size && this.before(this.items[right] as number, this.keys[right] as number, child))
        child = right
      if (this.before(item, key, child)) break
      this.items[i] = this.items[child] as number
      this.keys[i] = this.keys[child] as number
      i = child
    }
    this.items[i] = item
    this.keys[i] = key
    return first
  }

  private before(item: number, key: number, at: number): boolean {
    const other = this.keys[at] as number
    return key < other || (key === other && item < (this.items[at] as number))
  }
}
