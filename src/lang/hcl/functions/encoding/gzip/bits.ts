/** Bytes that are written bit by bit, the lowest bit first. */
export class Bits {
  readonly #bytes: number[] = []
  #pending = 0
  #count = 0

  write(value: number, count: number): void {
    this.#pending |= value << this.#count
    this.#count += count
    while (this.#count >= 8) {
      this.#bytes.push(this.#pending & 0xff)
      this.#pending >>>= 8
      this.#count -= 8
    }
  }

  /** Fills up the byte. */
  align(): void {
    if (this.#count > 0) this.write(0, 8 - this.#count)
  }

  append(bytes: Iterable<number>): void {
    for (const byte of bytes) this.write(byte, 8)
  }

  bytes(): Uint8Array {
    return Uint8Array.from(this.#bytes)
  }
}
