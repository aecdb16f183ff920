import { refuser, underAll, type Context } from './context.ts'
import { kindOrigins, setAt, type FieldSpec, type NameReference } from './field-spec.ts'
import {
  fieldOf,
  isNull,
  itemsIn,
  textIn,
  textNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { effectiveNamespace, gvkOf, idText, isChosen, nowhere, type Built, type Gvk } from './object.ts'
import { isClusterScoped } from './scopes.ts'

/** Gives names that objects say of each other the new names that these have. */
export function fixNames(
  context: Context,
  objects: readonly Built[],
  references: readonly NameReference[],
): void {
  const originals = objects.map(({ originalId }) => originalId)
  for (const [at, referrer] of objects.entries()) {
    const original = originals[at]
    if (original === undefined) continue
    let near: readonly Built[] | undefined
    for (const { target, specs } of references) {
      for (const spec of specs) {
        if (!isChosen(original, spec)) continue
        near ??= reachable(referrer, objects)
        new Reference(context, referrer, { target, spec, candidates: near }).fix()
      }
    }
  }
}

/** What an object could name: all in its namespace, all that has none, and the accounts that a binding says. */
function reachable(referrer: Built, objects: readonly Built[]): readonly Built[] {
  const { id } = referrer
  if (isClusterScoped(id)) return objects
  const accounts = new Set(
    referrer.gvk.kind === 'RoleBinding'
      ? itemsIn(referrer.node, 'subjects')
          .filter((one) => textIn(one, 'kind') === 'ServiceAccount')
          .flatMap((one) => textIn(one, 'namespace') ?? [])
      : [],
  )
  const own = effectiveNamespace(id)
  return objects.filter((one) => {
    const place = effectiveNamespace(one.id)
    return place === nowhere || place === own || accounts.has(one.namespace)
  })
}

interface Wanted {
  readonly target: Gvk
  readonly spec: FieldSpec
  readonly candidates: readonly Built[]
}

class Reference {
  readonly #context: Context
  readonly #referrer: Built
  readonly #wanted: Wanted

  constructor(context: Context, referrer: Built, wanted: Wanted) {
    this.#context = context
    this.#referrer = referrer
    this.#wanted = wanted
  }

  fix(): void {
    const { spec } = this.#wanted
    const { gvk, node } = this.#referrer
    setAt(
      this.#referrer,
      { ...spec, ...gvk },
      {
        creates: 'nothing',
        origin: node.origin,
        refuse: refuser(this.#context, 'kustomize/invalid-object', node),
        set: (found) => this.#set(found),
      },
    )
  }

  #set(found: Node): Node | undefined {
    if (isNull(found)) return undefined
    if (found.kind === 'scalar') return this.#scalar(found)
    if (found.kind === 'map') return this.#map(found)
    for (const [at, item] of found.items.entries()) {
      const next =
        item.kind === 'scalar' ? this.#scalar(item) : item.kind === 'map' ? this.#map(item) : undefined
      if (next !== undefined) found.items[at] = next
    }
    return undefined
  }

  #scalar(found: ScalarNode): Node | undefined {
    const referral = this.#referral(found.text, this.#wanted.candidates, found, ({ name }) => name)
    return referral === undefined || referral.name === found.text ? undefined : this.#named(referral, found)
  }

  #map(found: MapNode): undefined {
    const name = fieldOf(found, 'name')
    if (name?.kind !== 'scalar')
      throw refuser(
        this.#context,
        'kustomize/invalid-object',
        found,
      )('there is no name where one is looked for')
    const referral = this.#referral(name.text, this.#near(found), name, fullName)
    if (referral === undefined || (referral.name === name.text && referral.namespace === '')) return undefined
    // A name that stays as it is written is no one else's: renaming the other leaves it.
    if (referral.name !== name.text) found.entries.set('name', this.#named(referral, name))
    const namespace = fieldOf(referral.node, 'metadata', 'namespace')
    if (referral.namespace === '' || namespace === undefined) return undefined
    const old = found.entries.get('namespace')
    const { origins } = this.#context
    const origin = origins.at('reference', origins.site(name.origin), {
      inputs: [namespace.origin],
      losers: old === undefined ? [] : [old.origin],
      // Its name, its kind and the namespace that stood there are what finds the other.
      under: underAll(origins, [
        name.origin,
        old?.origin ?? 0,
        fieldOf(referral.node, 'metadata', 'name')?.origin ?? 0,
        ...kindOrigins(referral),
      ]),
    })
    found.entries.set('namespace', textNode(referral.namespace, origin))
    return undefined
  }

  #named(referral: Built, old: ScalarNode): Node {
    const { origins } = this.#context
    const name = fieldOf(referral.node, 'metadata', 'name')
    const origin = origins.at('reference', origins.site(old.origin), {
      inputs: [name?.origin ?? old.origin],
      under: underAll(origins, [old.origin, ...kindOrigins(this.#referrer), ...kindOrigins(referral)]),
    })
    return textNode(referral.name, origin)
  }

  /** Those of the namespace that is said beside the name, as it was or as it is. */
  #near(found: MapNode): readonly Built[] {
    const { candidates } = this.#wanted
    const namespace = fieldOf(found, 'namespace')
    if (namespace?.kind !== 'scalar') return candidates
    const original = candidates.filter(
      (one) => effectiveNamespace(one.originalId) === namespace.text && namespace.text !== nowhere,
    )
    if (original.length > 0) return original
    return candidates.filter(
      (one) => effectiveNamespace(one.id) === namespace.text && namespace.text !== nowhere,
    )
  }

  #referral(name: string, all: readonly Built[], at: Node, same: (one: Built) => string): Built | undefined {
    const { target, spec } = this.#wanted
    const role = spec.path.endsWith('roleRef/name') ? this.#role() : undefined
    let found = all.filter(
      (one) =>
        one.ids.some((id) => id.name === name) &&
        one.ids.some((id) => isChosen(id, target)) &&
        (role === undefined || one.ids.some((id) => isChosen(id, role))) &&
        this.#isNear(one),
    )
    for (const allowEmpty of [true, false]) {
      if (found.length === 1) return found[0]
      found = found.filter((one) => hasSameAffixes(one, this.#referrer, allowEmpty))
    }
    const [first] = found
    if (first === undefined || found.length === 1 || found.every((one) => same(one) === same(first)))
      return first
    const names = found.map(({ id }) => idText(id)).join(', ')
    throw refuser(this.#context, 'kustomize/ambiguous-reference', at)(names)
  }

  #role(): Partial<Gvk> | undefined {
    const group = textIn(this.#referrer.node, 'roleRef', 'apiGroup')
    const kind = textIn(this.#referrer.node, 'roleRef', 'kind')
    return group === undefined || kind === undefined ? undefined : { ...gvkOf('', kind), group }
  }

  #isNear(one: Built): boolean {
    const { id } = this.#referrer
    if (isClusterScoped(id) || isClusterScoped(one.gvk) || one.gvk.kind === 'ServiceAccount') return true
    return effectiveNamespace(id) === effectiveNamespace(one.id)
  }
}

function fullName({ name, namespace }: Built): string {
  return `${name}/${namespace}`
}

/** Whether two objects came through the same kustomizations, so far as names tell. */
function hasSameAffixes(one: Built, other: Built, allowEmpty: boolean): boolean {
  const fits = (a: readonly string[], b: readonly string[]): boolean =>
    (allowEmpty && (a.length === 0 || b.length === 0)) || endsAlike(a, b)
  return fits(one.prefixes, other.prefixes) && fits(one.suffixes, other.suffixes)
}

function endsAlike(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length < other.length ? [one, other] : [other, one]
  if (short.length === 0) return long.length === 0
  const tail = long.slice(long.length - short.length)
  return short.every((part, at) => part === tail[at])
}
