import type { OriginId } from '../../../src/kernel/origin.ts'
import { steps } from '../../../src/kernel/origin.ts'
import type { Origins } from '../../../src/kernel/origins.ts'
import type { Value } from '../../../src/kernel/value.ts'
import type { TriedOrigins } from '../../../src/report/conformance.ts'
import { fatesOf, scalarsOf, type Fate } from './fates.ts'
import { nameOf } from './literals.ts'

/** How true origins are, and how complete: counts of scalars, over all changes of literals. */
export interface Score {
  /** How many literals were changed. */
  changes: number
  /** Scalars that we said are made of the changed literal, and of those the ones that changed. */
  said: number
  saidTruly: number
  /** Of these the ones that we said are the literal itself, handed on, and the ones that then were the new one. */
  exact: number
  exactTruly: number
  /** Scalars that changed, and of those the ones that we had said depend on the literal. */
  changed: number
  changedAsSaid: number
  /** Those we had not said so, whose kind is known. */
  readonly explained: Map<Explanation, number>
  readonly wrong: string[]
  readonly missed: string[]
}

/**
 * Why a scalar may change without our saying so; nothing else may. An item that moved: others around it came or went, so that by its
 * place it is another one, while by its content it is still there. An object of another kind: its own `kind` or `apiVersion` changed,
 * and what is known of the fields of the old kind doesn't hold for the new one.
 */
type Explanation = 'item that moved' | 'object of another kind'

function explanationOf({ path, kind }: Fate, fates: ReadonlyMap<string, Fate>): Explanation | undefined {
  if (kind === 'moved') return 'item that moved'
  const [object = ''] = /^[^[]*\[\d+\]/u.exec(path) ?? []
  const isOther = [`${object}.kind`, `${object}.apiVersion`].some((one) => fates.get(one)?.kind === 'changed')
  return isOther ? 'object of another kind' : undefined
}

export function emptyScore(): Score {
  const counts = { changes: 0, said: 0, saidTruly: 0, exact: 0, exactTruly: 0, changed: 0, changedAsSaid: 0 }
  return { ...counts, explained: new Map(), wrong: [], missed: [] }
}

/** What we say of the scalars of a rendering. */
export class Claims {
  readonly #origins: Origins
  readonly #values: ReadonlyMap<string, Value>
  readonly #reached = new Map<
    OriginId,
    { readonly made: ReadonlySet<string>; readonly all: ReadonlySet<string> }
  >()
  readonly #madeOf = new Map<
    string,
    { readonly path: string; readonly origin: OriginId; readonly text: string }[]
  >()

  constructor(values: ReadonlyMap<string, Value>, origins: Origins) {
    this.#values = values
    this.#origins = origins
    for (const [name, value] of values) {
      for (const one of scalarsOf(value, name)) {
        for (const literal of this.#of(one.origin).made) {
          const others = this.#madeOf.get(literal)
          if (others === undefined) this.#madeOf.set(literal, [one])
          else others.push(one)
        }
      }
    }
  }

  /** What became of the scalars that are others now. */
  fates(after: ReadonlyMap<string, Value>): ReadonlyMap<string, Fate> {
    const found = new Map<string, Fate>()
    for (const [name, value] of this.#values)
      for (const fate of fatesOf(value, after.get(name), name)) found.set(fate.path, fate)
    return found
  }

  /** What we said is made of a literal but is still what it was. */
  unchanged(literal: string, fates: ReadonlyMap<string, Fate>): readonly string[] {
    return (this.#madeOf.get(literal) ?? []).filter(({ path }) => !fates.has(path)).map(({ path }) => path)
  }

  /** Counts one change. `unmoved` are the scalars that no other change of the literal moves either. */
  count(
    score: Score,
    literal: string,
    instead: string,
    fates: ReadonlyMap<string, Fate>,
    unmoved: ReadonlySet<string>,
    name: string,
  ): void {
    score.changes++
    for (const { path, text, origin } of this.#madeOf.get(literal) ?? []) {
      const fate = fates.get(path)
      if (fate?.kind === 'moved') continue
      score.said++
      if (!unmoved.has(path)) score.saidTruly++
      else score.wrong.push(`${name}: ${literal} is said to make ${path} = ${text.slice(0, 60)}`)
      if (fate?.kind !== 'changed' || !this.#isHandedOn(origin)) continue
      score.exact++
      if (isNow(fate.is ?? '', instead)) score.exactTruly++
      else score.wrong.push(`${name}: ${literal} is said to be ${path}, now ${instead}, not ${fate.is ?? ''}`)
    }
    for (const fate of fates.values()) this.#countChange(score, literal, fate, fates, name)
  }

  #countChange(
    score: Score,
    literal: string,
    fate: Fate,
    ...[fates, name]: [ReadonlyMap<string, Fate>, string]
  ): void {
    score.changed++
    if (this.#of(fate.origin).all.has(literal)) {
      score.changedAsSaid++
      return
    }
    const why = explanationOf(fate, fates)
    if (why !== undefined) {
      score.explained.set(why, (score.explained.get(why) ?? 0) + 1)
      return
    }
    score.missed.push(
      `${name}: ${literal} and ${fate.path}: ${fate.was.slice(0, 60)} to ${(fate.is ?? fate.kind).slice(0, 60)}`,
    )
  }

  #of(origin: OriginId): { readonly made: ReadonlySet<string>; readonly all: ReadonlySet<string> } {
    const known = this.#reached.get(origin)
    if (known !== undefined) return known
    const made = { made: this.#literals(origin, false), all: this.#literals(origin, true) }
    this.#reached.set(origin, made)
    return made
  }

  /** The literals below an origin; with those of what it is under. */
  #literals(start: OriginId, withUnder: boolean): ReadonlySet<string> {
    const origins = this.#origins
    const found = new Set<string>()
    const seen = new Set<OriginId>()
    const open = [start]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      if (id === 0 || seen.has(id)) continue
      seen.add(id)
      const inputs = origins.inputs(id)
      const { file, start: at, end } = origins.site(id)
      if (inputs.length === 0 && origins.step(id) === 'literal') found.add(nameOf(file, at, end))
      open.push(...inputs)
      if (withUnder) open.push(origins.under(id))
    }
    return found
  }

  #isHandedOn(start: OriginId): boolean {
    const origins = this.#origins
    let id = start
    while (steps[origins.step(id)].identity && origins.inputs(id).length === 1)
      id = origins.inputs(id)[0] ?? 0
    return origins.step(id) === 'literal'
  }
}

/** Whether a scalar is a literal, however it is written. */
function isNow(text: string, literal: string): boolean {
  return bare(text) === bare(literal) || Number(bare(text)) === Number(bare(literal))
}

function bare(text: string): string {
  return text.replace(/^(["'])(.*)\1$/su, '$2')
}

/** What is not as it must be: of what was said 99.9 % is so, of what changed 95 % was said, and the rest is of a known kind. */
export function shortfalls(score: Score): readonly string[] {
  const { said, saidTruly, changed, changedAsSaid, exact, exactTruly } = score
  const found: string[] = []
  if (saidTruly < 0.999 * said || exactTruly < 0.999 * exact || said === 0)
    found.push(
      `precision ${share(saidTruly, said)}, exact ${share(exactTruly, exact)}`,
      ...score.wrong.slice(0, 20),
    )
  if (changedAsSaid < 0.95 * changed || changed === 0)
    found.push(`recall ${share(changedAsSaid, changed)}`, ...score.missed.slice(0, 20))
  const explained = [...score.explained.values()].reduce((sum, one) => sum + one, 0)
  const open = changed - changedAsSaid - explained
  if (open > 0.001 * changed) found.push(`${open} changes are not explained`, ...score.missed.slice(0, 20))
  return found
}

function share(part: number, whole: number): string {
  return `${part} of ${whole}`
}

/** What the page of conformance says of a score. */
export function figuresOf(score: Score): Omit<TriedOrigins, 'against'> {
  const { changes, said, saidTruly, changed, changedAsSaid, explained } = score
  return { changes, said, saidTruly, changed, changedAsSaid, explained: Object.fromEntries(explained) }
}

/** A score in one line. */
export function scoreLine(score: Score): string {
  const { changes, saidTruly, said, exactTruly, exact, changedAsSaid, changed, explained } = score
  const rest = [...explained].map(([kind, count]) => `${kind}: ${count}`).join(', ')
  return `${changes} literals changed; true ${share(saidTruly, said)} (handed on as they are ${share(exactTruly, exact)}), complete ${share(changedAsSaid, changed)}${rest === '' ? '' : ` (${rest})`}`
}
