/** A map that begins with what another has, and shares it until something is added. */
export class InheritedMap<Item> {
  #all: ReadonlyMap<string, Item>
  #own: Map<string, Item> | undefined

  constructor(base: InheritedMap<Item> | undefined) {
    this.#all = base?.all() ?? new Map()
  }

  all(): ReadonlyMap<string, Item> {
    return this.#all
  }

  add(entries: Iterable<readonly [string, Item]>): void {
    this.#own ??= new Map(this.#all)
    this.#all = this.#own
    for (const [key, item] of entries) this.#own.set(key, item)
  }

  delete(key: string): void {
    this.add([])
    this.#own?.delete(key)
  }
}

/** A list that begins with what another has, and shares it until something is added. */
export class InheritedList<Item> {
  #all: readonly Item[]
  #own: Item[] | undefined

  constructor(base: InheritedList<Item> | undefined) {
    this.#all = base?.all() ?? []
  }

  all(): readonly Item[] {
    return this.#all
  }

  add(items: Iterable<Item>): void {
    this.#own ??= [...this.#all]
    this.#all = this.#own
    for (const item of items) this.#own.push(item)
  }
}
