import { steps, type OriginId } from '../../../src/kernel/origin.ts'
import type { Span } from '../../../src/kernel/span.ts'
import type { Origins } from '../../../src/kernel/origins.ts'
import { leavesOf, pathText } from '../../../src/model/path.ts'
import type { Built } from './ours.ts'

/** A literal of a file, as `file:start:end`. */
export type Literal = string

/** What we say of a scalar of the output. */
export interface Claim {
  /** `[object].path`. */
  readonly path: string
  /** The literals that it is made of: changing one changes it. */
  readonly roots: ReadonlySet<Literal>
  /** Whether it is one of them, handed on as it is. */
  readonly isExact: boolean
  /** These, and those that decide whether it is so at all. */
  readonly all: ReadonlySet<Literal>
}

/** What we say of every scalar. */
export function claimsOf({ values, origins }: Built): readonly Claim[] {
  return values.flatMap((value, at) =>
    [...leavesOf(value)].flatMap(({ steps: way, value: leaf }): readonly Claim[] => {
      if (leaf.kind !== 'scalar') return []
      const roots = reached(origins, [leaf.origin], false)
      return [
        {
          path: `[${at}].${pathText(way)}`,
          roots,
          isExact: roots.size === 1 && isHandedOn(origins, leaf.origin),
          all: reached(origins, [leaf.origin], true),
        },
      ]
    }),
  )
}

/** Every literal that the table of origins knows, in files. */
export function literalsOf({ origins }: Built): ReadonlyMap<Literal, Span> {
  const found = new Map<Literal, Span>()
  for (let id = 1; id <= origins.size; id++) {
    const site = origins.site(id)
    if (origins.step(id) === 'literal' && site.end > site.start) found.set(literalAt(site), site)
  }
  return found
}

function literalAt({ file, start, end }: Span): Literal {
  return `${file}:${start}:${end}`
}

function isHandedOn(origins: Origins, start: OriginId): boolean {
  let id = start
  while (steps[origins.step(id)].identity && origins.inputs(id).length === 1) id = origins.inputs(id)[0] ?? 0
  return origins.step(id) === 'literal'
}

function reached(origins: Origins, start: readonly OriginId[], withUnder: boolean): ReadonlySet<Literal> {
  const found = new Set<Literal>()
  const seen = new Set<OriginId>()
  const open = [...start]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === 0 || seen.has(id)) continue
    seen.add(id)
    const inputs = origins.inputs(id)
    if (inputs.length === 0 && origins.step(id) === 'literal') found.add(literalAt(origins.site(id)))
    open.push(...inputs)
    if (withUnder) open.push(origins.under(id))
  }
  return found
}
