import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import type { Setter } from './field-spec.ts'
import type { Files } from './files.ts'
import type { SchemaOf } from './merge-keys.ts'
import { textNode, type Node, type ScalarNode } from './node.ts'
import type { Built } from './object.ts'
import { refuse, type KustomizeProblem } from './problems.ts'
import { inPlaceOf, type Twins } from './twins.ts'

/** What every step of a build needs. */
export interface Context {
  readonly files: Files
  readonly origins: Origins
  readonly schemaOf: SchemaOf
}

/** Says what is wrong at a node. */
export function refuser(context: Context, code: KustomizeProblem, at: Node): (what: string) => Error {
  return (what) => refuse(code, context.origins.site(at.origin), what)
}

/** A text that a field of a kustomization sets at places of objects. */
export function textSetter(context: Context, value: ScalarNode, under: OriginId = 0): Setter {
  const { origins } = context
  const site = origins.site(value.origin)
  return {
    creates: 'scalar',
    origin: value.origin,
    refuse: refuser(context, 'kustomize/invalid-transformer', value),
    set(found, kind) {
      if (found.kind !== 'scalar') throw notScalar(context, value)
      const all = underAll(origins, [under, ...kind])
      return textNode(value.text, overriding(origins, site, value.origin, found, all))
    },
  }
}

/** A map of texts that a field of a kustomization adds to at places of objects. */
export function entriesSetter(
  context: Context,
  pairs: readonly (readonly [string, ScalarNode])[],
  at: Node,
): Setter {
  const { origins } = context
  const made = new Map<string, Twins>(pairs.map(([key]) => [key, { latest: undefined }]))
  return {
    creates: 'map',
    origin: at.origin,
    refuse: refuser(context, 'kustomize/invalid-transformer', at),
    set(found, kind) {
      if (found.kind !== 'map')
        throw refuser(context, 'kustomize/invalid-transformer', at)('there is no map of fields at the place')
      for (const [key, value] of pairs) {
        const old = found.entries.get(key)
        const under = underAll(origins, kind)
        const origin = overriding(origins, origins.site(value.origin), value.origin, old, under)
        const text = textNode(value.text, origin)
        const twins = made.get(key)
        found.entries.set(
          key,
          old === undefined && twins !== undefined ? { ...text, twins } : inPlaceOf(old, text),
        )
      }
      return undefined
    },
  }
}

function notScalar(context: Context, value: Node): Error {
  return refuser(context, 'kustomize/invalid-transformer', value)('there is no scalar at the place')
}

/** One condition that says of all of some; 0 for none. */
export function underAll(origins: Origins, all: readonly OriginId[]): OriginId {
  const inputs = [...new Set(all)].filter((one) => one !== 0)
  const [first = 0, second] = inputs
  return second === undefined ? first : origins.at('conditional', origins.site(first), { inputs })
}

/** A value that takes the place of another, which is its loser. */
export function overriding(
  origins: Origins,
  site: Span,
  input: OriginId,
  old: Node | undefined,
  under: OriginId,
): OriginId {
  const isNew = old === undefined || (old.kind === 'scalar' && old.scalar === null)
  return origins.at('merge', site, { inputs: [input], losers: isNew ? [] : [old.origin], under })
}

/** The objects of a build and what later steps need to know of them. */
export interface Target {
  objects: Built[]
  /** Whether something of it lies elsewhere and was not fetched: what is meant by name and isn't here may be there. */
  readonly isPartial: boolean
}

/** A value that something which was not fetched would give. */
export function unfetched({ origins }: Context, at: Node, what: string): ScalarNode {
  const site = origins.site(at.origin)
  const because = [{ kind: 'elsewhere', what, site }] as const
  return { kind: 'scalar', scalar: 'unknown', text: 'unknown', because, origin: at.origin }
}
