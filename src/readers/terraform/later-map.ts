/** A map whose entries are made when they are looked at. */
export abstract class LaterMap<Entry> implements ReadonlyMap<string, Entry> {
  readonly names: readonly string[]

  constructor(names: readonly string[]) {
    this.names = names
  }

  get size(): number {
    return this.names.length
  }

  abstract get(name: string): Entry | undefined

  abstract has(name: string): boolean

  keys(): MapIterator<string> {
    return this.names.values()
  }

  *values(): MapIterator<Entry> {
    for (const [, value] of this.entries()) yield value
  }

  *entries(): MapIterator<[string, Entry]> {
    for (const name of this.names) {
      const value = this.get(name)
      if (value !== undefined) yield [name, value]
    }
  }

  [Symbol.iterator](): MapIterator<[string, Entry]> {
    return this.entries()
  }

  forEach(visit: (value: Entry, key: string, all: ReadonlyMap<string, Entry>) => void): void {
    for (const [name, value] of this.entries()) visit(value, name, this)
  }
}
