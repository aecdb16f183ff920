import type { Node } from '../tree.ts'
import type { TreeBuilder } from './builder.ts'

const smallest = 256
const largest = 1 << 16

/** The arguments of all bodies of a file, to find those that are set twice: one open hash table, no strings. */
export class ArgumentNames {
  #names = new Int32Array(smallest).fill(-1)
  #bodies = new Int32Array(smallest)
  #size = 0

  reset(): void {
    if (this.#names.length > largest) {
      this.#names = new Int32Array(smallest).fill(-1)
      this.#bodies = new Int32Array(smallest)
    }
    if (this.#size > 0) this.#names.fill(-1)
    this.#size = 0
  }

  /** Remembers an argument's name; false when the body has one of that name already. */
  add(text: string, tree: TreeBuilder, body: Node, name: Node): boolean {
    if (this.#size * 2 >= this.#names.length) this.#grow(text, tree)
    const slot = this.#slot(text, tree, body, name)
    if (this.#names[slot] !== -1) return false
    this.#names[slot] = name
    this.#bodies[slot] = body
    this.#size++
    return true
  }

  #slot(text: string, tree: TreeBuilder, body: Node, name: Node): number {
    const start = tree.starts[name] ?? 0
    const length = (tree.ends[name] ?? 0) - start
    const mask = this.#names.length - 1
    let slot = hash(text, start, length, body) & mask
    for (;;) {
      const other = this.#names[slot] ?? -1
      if (other === -1) return slot
      const from = tree.starts[other] ?? 0
      const sameLength = (tree.ends[other] ?? 0) - from === length
      if (sameLength && this.#bodies[slot] === body && same(text, from, start, length)) return slot
      slot = (slot + 1) & mask
    }
  }

  #grow(text: string, tree: TreeBuilder): void {
    const names = this.#names
    const bodies = this.#bodies
    this.#names = new Int32Array(names.length * 2).fill(-1)
    this.#bodies = new Int32Array(names.length * 2)
    for (let index = 0; index < names.length; index++) {
      const name = names[index] ?? -1
      if (name === -1) continue
      const body = bodies[index] ?? 0
      const slot = this.#slot(text, tree, body, name)
      this.#names[slot] = name
      this.#bodies[slot] = body
    }
  }
}

function hash(text: string, start: number, length: number, seed: number): number {
  let sum = Math.imul(seed + 1, 0x9e3779b1)
  for (let at = start; at < start + length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return (sum ^ (sum >>> 15)) >>> 0
}

function same(text: string, first: number, second: number, length: number): boolean {
  for (let at = 0; at < length; at++) {
    if (text.charCodeAt(first + at) !== text.charCodeAt(second + at)) return false
  }
  return true
}
