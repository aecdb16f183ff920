import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import { textOf } from '../../lang/go-template/text.ts'
import { originOf, type GoMap, type GoValue } from '../../lang/go-template/value.ts'

/** Puts tables of values together as Helm does, where each entry knows which others it overrode. */
export class Tables {
  readonly #origins: Origins

  constructor(origins: Origins) {
    this.#origins = origins
  }

  /**
   * What stands in `strong` wins over what stands in `weak`, table by table. Where nulls delete, an entry that is null
   * takes away what stands below it, and itself; else it stays and is null. In the tables of `keeping` it stays in any case.
   * What is null in both stays so too, but for the topmost table of a chart, which is the one with something to keep.
   */
  joined(strong: GoMap, weak: GoMap, nulls: 'delete' | 'keep', keeping?: ReadonlySet<string>): GoMap {
    const entries = new Map<string, GoValue>()
    for (const [key, own] of strong.entries) {
      const other = weak.entries.get(key)
      if (other === undefined) entries.set(key, own)
      else if (own.kind === 'nil') {
        const isKept = nulls === 'keep' || (keeping === undefined && other.kind === 'nil')
        if (isKept) entries.set(key, this.#won(own, other))
      } else entries.set(key, this.#both(own, other, keeping?.has(key) === true ? 'keep' : nulls))
    }
    for (const [key, other] of weak.entries) if (!strong.entries.has(key)) entries.set(key, copied(other))
    return { ...strong, entries, origin: this.#together(strong, weak, entries) }
  }

  /** As `-f` files lie on each other: the later one wins, tables are joined, nulls stay. */
  layered(below: GoMap, above: GoMap): GoMap {
    const entries = new Map(below.entries)
    for (const [key, own] of above.entries) {
      const other = below.entries.get(key)
      const isTable = own.kind === 'map' && other?.kind === 'map'
      entries.set(key, other === undefined ? own : isTable ? this.layered(other, own) : this.#won(own, other))
    }
    return { ...above, entries, origin: this.#together(above, below, entries) }
  }

  #both(own: GoValue, other: GoValue, nulls: 'delete' | 'keep'): GoValue {
    if (own.kind === 'map' && other.kind === 'map') return this.joined(own, other, nulls)
    return this.#won(own, other)
  }

  /** What holds, with what it overrode. */
  #won(own: GoValue, other: GoValue): GoValue {
    const lost = originOf(other, this.#origins)
    const won = originOf(own, this.#origins)
    if (lost === 0 || won === 0) return own
    const origin = this.#origins.at('merge', this.#origins.site(won), { inputs: [won], losers: [lost] })
    return own.kind === 'string'
      ? { kind: 'string', text: textOf(own.text.value, origin) }
      : { ...own, origin }
  }

  /** Two tables as one are what holds in them; what was overridden has no part in it. */
  #together(one: GoMap, other: GoMap, entries: ReadonlyMap<string, GoValue>): OriginId {
    if (other.entries.size === 0 && one.origin !== 0) return one.origin
    if (one.entries.size === 0 && other.origin !== 0) return other.origin
    const inputs = new Set([...entries.values()].map((entry) => originOf(entry, this.#origins)))
    inputs.delete(0)
    const site = this.#origins.site(one.origin || other.origin)
    return this.#origins.at('construct', site, { inputs: [...inputs] })
  }
}

/** A copy that can be changed without changing the original. */
export function copied(value: GoValue): GoValue {
  if (value.kind === 'map') return { ...value, entries: copiedEntries(value.entries) }
  return value.kind === 'list' ? { ...value, items: value.items.map(copied) } : value
}

function copiedEntries(entries: ReadonlyMap<string, GoValue>): Map<string, GoValue> {
  return new Map([...entries].map(([key, one]) => [key, copied(one)]))
}

/** The table at a path of dots, or undefined where there is none. */
export function tableAt(table: GoMap, path: string): GoMap | undefined {
  const found = valueAt(table, path)
  return found?.kind === 'map' ? found : undefined
}

/** The value at a path of dots, or undefined where there is none. */
export function valueAt(table: GoMap, path: string): GoValue | undefined {
  let here: GoValue | undefined = table
  for (const name of path.split('.')) {
    if (here?.kind !== 'map') return undefined
    here = here.entries.get(name)
  }
  return here
}
