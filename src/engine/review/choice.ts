import type { Part } from '../../readers/reader.ts'
import type { KeptPart, KeptParts } from './parts.ts'

/** What is known of the types of resources. */
export interface Kinds {
  /** The live types that resources of a type are part of. */
  livesOf(type: string): readonly string[]
  /** Whether resources of a type are joined to others. */
  isCompanion(type: string): boolean
}

interface Knowing extends Kinds {
  /** Whether what a part was made of besides its recipe is as it was. */
  stands(one: KeptPart): boolean
}

/** What is judged again, and what must be there for that; the others stand as they were. */
export interface Chosen {
  readonly wanted: ReadonlySet<string>
  readonly present: ReadonlySet<string>
}

/**
 * What is to be worked out again. A part's findings come from itself, from what is joined to its live resources, and
 * from those live resources that rules ask the graph for: so those are judged again that are different, that may be
 * joined to something that is, and whose rules asked for something of a type of which something is different.
 */
export function chosenParts(
  parts: readonly Part[],
  before: KeptParts | undefined,
  further: ReadonlySet<string>,
  kinds: Knowing,
): Chosen {
  if (before === undefined) {
    const all = new Set(parts.map(({ id }) => id))
    return { wanted: all, present: all }
  }
  return new Choosing(parts, before, kinds).chosen(further)
}

class Choosing {
  readonly #parts: readonly Part[]
  readonly #before: KeptParts
  readonly #kinds: Knowing
  readonly #byLive = new Map<string, Part[]>()
  /** Live types that something may be joined to, now or before. */
  readonly #joined = new Set<string>()
  readonly #wanted = new Set<string>()
  /** Live types of which everything is wanted. */
  readonly #whole = new Set<string>()

  constructor(parts: readonly Part[], before: KeptParts, kinds: Knowing) {
    this.#parts = parts
    this.#before = before
    this.#kinds = kinds
    for (const part of parts) {
      for (const live of this.#livesOf(part)) {
        const list = this.#byLive.get(live)
        if (list === undefined) this.#byLive.set(live, [part])
        else list.push(part)
      }
    }
    for (const part of [...parts, ...before.parts.values()]) {
      if (part.type !== undefined && kinds.isCompanion(part.type))
        for (const live of this.#livesOf(part)) this.#joined.add(live)
    }
  }

  chosen(further: ReadonlySet<string>): Chosen {
    const different = this.#different()
    const types = new Set(different.flatMap((part) => this.#livesOf(part)))
    for (const type of types) if (this.#joined.has(type)) this.#wantAll(type)
    for (const [type, asked] of this.#before.asked) {
      if (overlaps(asked, types)) for (const part of this.#byLive.get(type) ?? []) this.#want(part)
    }
    return { wanted: this.#wanted, present: new Set([...this.#wanted, ...this.#around(further)]) }
  }

  /** Wants what is different, and gives it, with what is no longer there. */
  #different(): readonly Part[] {
    const { parts } = this.#before
    const troubled = new Set([...parts.values()].filter((one) => one.isTroubled).map(({ place }) => place))
    const ids = new Set<string>()
    const found: Part[] = []
    for (const part of this.#parts) {
      ids.add(part.id)
      const known = parts.get(part.id)
      const isSame = known !== undefined && known.recipe === part.recipe && this.#kinds.stands(known)
      if (!isSame) found.push(part, ...(known === undefined ? [] : [known]))
      if (!isSame || troubled.has(part.place)) this.#want(part)
    }
    for (const one of parts.values()) if (!ids.has(one.id)) found.push(one)
    return found
  }

  /** Whatever is joined is judged as a whole. */
  #want(part: Part): void {
    if (this.#wanted.has(part.id)) return
    this.#wanted.add(part.id)
    for (const type of this.#livesOf(part)) if (this.#joined.has(type)) this.#wantAll(type)
  }

  #wantAll(type: string): void {
    if (this.#whole.has(type)) return
    this.#whole.add(type)
    for (const part of this.#byLive.get(type) ?? []) this.#want(part)
  }

  /** What rules will ask for, as they did before; declarations are always judged. */
  #around(further: ReadonlySet<string>): readonly string[] {
    const judged = new Set<string>()
    for (const part of this.#parts) {
      if (this.#wanted.has(part.id)) for (const type of this.#livesOf(part)) judged.add(type)
    }
    const asked = new Set(further)
    for (const [type, some] of this.#before.asked) {
      if (judged.has(type) || !this.#byLive.has(type)) for (const one of some) asked.add(one)
    }
    return [...asked].flatMap((type) => (this.#byLive.get(type) ?? []).map(({ id }) => id))
  }

  #livesOf({ type }: Part): readonly string[] {
    return type === undefined ? [] : this.#kinds.livesOf(type)
  }
}

function overlaps(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const one of some) if (others.has(one)) return true
  return false
}
