/**
 * Asks together what is asked one by one while the question before is under way: many who wait cost one question. An answer
 * is never older than who asked for it: whoever comes while a question is under way waits for the next one.
 */
export class Together<Key extends string, Found> {
  readonly #ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Found>>
  #next: Map<Key, Waiting<Found>> = new Map()
  #isAsking = false

  constructor(ask: (keys: readonly Key[]) => Promise<ReadonlyMap<string, Found>>) {
    this.#ask = ask
  }

  of(key: Key): Promise<Found | undefined> {
    const known = this.#next.get(key)
    if (known !== undefined) return known.answer
    const made = waiting<Found>()
    this.#next.set(key, made)
    if (!this.#isAsking) void this.#run()
    return made.answer
  }

  async #run(): Promise<void> {
    this.#isAsking = true
    // Whoever asks in the same moment comes along.
    await Promise.resolve()
    while (this.#next.size > 0) {
      const asked = this.#next
      this.#next = new Map()
      await this.#ask([...asked.keys()]).then(
        (found) => asked.forEach(({ take }, key) => take(found.get(key))),
        (error: unknown) => asked.forEach(({ fail }) => fail(error)),
      )
    }
    this.#isAsking = false
  }
}

interface Waiting<Found> {
  readonly answer: Promise<Found | undefined>
  readonly take: (found: Found | undefined) => void
  readonly fail: (error: unknown) => void
}

function waiting<Found>(): Waiting<Found> {
  const made: { take?: Waiting<Found>['take']; fail?: Waiting<Found>['fail'] } = {}
  const answer = new Promise<Found | undefined>((take, fail) => Object.assign(made, { take, fail }))
  return { answer, take: (found) => made.take?.(found), fail: (error) => made.fail?.(error) }
}
