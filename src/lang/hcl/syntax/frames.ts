/** What waits for an expression, or for more of a template. */
export const frame = {
  /** The expression that was asked for. */
  base: 0,
  parenthesis: 1,
  index: 2,
  tuple: 3,
  objectKey: 4,
  objectValue: 5,
  call: 6,
  forCollection: 7,
  /** The value of a for expression, or its key. */
  forFirst: 8,
  forValue: 9,
  forCondition: 10,
  unary: 11,
  binary: 12,
  yes: 13,
  no: 14,
  splat: 15,
  template: 16,
  interpolation: 17,
  ifCondition: 18,
  forDirective: 19,
  thenParts: 20,
  elseParts: 21,
  forParts: 22,
  /** A body; its own number is its block. */
  body: 23,
} satisfies Readonly<Record<string, number>>

const width = 5
const smallest = 256
const largest = 1 << 16

/** The parser's own stack: what is open, with the node it fills. Nesting has no limit but memory. */
export class Frames {
  /** How many are open. */
  depth = 0
  #numbers = new Int32Array(smallest * width)

  reset(): void {
    this.depth = 0
    if (this.#numbers.length > largest * width) this.#numbers = new Int32Array(smallest * width)
  }

  /** Opens one: its kind, its node, the node's last child so far, and two facts of its own. */
  push(kind: number, node: number, last: number, newlines: boolean): void {
    const at = this.depth * width
    if (at === this.#numbers.length) {
      const more = new Int32Array(at * 2)
      more.set(this.#numbers)
      this.#numbers = more
    }
    this.depth++
    const numbers = this.#numbers
    numbers[at] = kind
    numbers[at + 1] = node
    numbers[at + 2] = last
    numbers[at + 3] = newlines ? 1 : 0
    numbers[at + 4] = 0
  }

  kindAt(index: number): number {
    return this.#numbers[index * width] ?? 0
  }

  nodeAt(index: number): number {
    return this.#numbers[index * width + 1] ?? -1
  }

  lastAt(index: number): number {
    return this.#numbers[index * width + 2] ?? -1
  }

  get kind(): number {
    return this.#numbers[(this.depth - 1) * width] ?? 0
  }

  set kind(kind: number) {
    this.#numbers[(this.depth - 1) * width] = kind
  }

  get node(): number {
    return this.#numbers[(this.depth - 1) * width + 1] ?? -1
  }

  get last(): number {
    return this.#numbers[(this.depth - 1) * width + 2] ?? -1
  }

  set last(node: number) {
    this.#numbers[(this.depth - 1) * width + 2] = node
  }

  /** Whether newlines counted outside. */
  get newlines(): boolean {
    return this.#numbers[(this.depth - 1) * width + 3] === 1
  }

  /** A number of the frame's own: a precedence, an item, an outer template. */
  get own(): number {
    return this.#numbers[(this.depth - 1) * width + 4] ?? 0
  }

  set own(value: number) {
    this.#numbers[(this.depth - 1) * width + 4] = value
  }
}
