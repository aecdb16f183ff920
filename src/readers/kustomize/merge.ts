import type { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { underAll } from './context.ts'
import type { Schema, SchemaOf } from './merge-keys.ts'
import {
  copyOf,
  fieldOf,
  isMissing,
  isNull,
  textIn,
  textNode,
  type ListNode,
  type MapNode,
  type Node,
} from './node.ts'
import { inPlaceOf } from './twins.ts'

/** Why a patch doesn't fit. */
export type Mismatch = (what: string, at: Node) => Error

/**
 * Lays a patch over an object as Kustomize's strategic merge does, which differs from that of the API's server: fields
 * are merged, `null` and `$patch` delete or replace, lists are replaced but where the API has keys for their items; the
 * patch's items come first. Gives what is left of the object, or undefined.
 * See https://kubernetes.io/docs/tasks/manage-kubernetes-objects/update-api-object-kubectl-patch/
 */
export function strategicMerge(patch: Node, object: Node, how: MergeOptions): Node | undefined {
  return new Merge(how).walk(object, copyOf(patch), undefined)
}

/** What a merge needs beside the two. */
export interface MergeOptions {
  readonly origins: Origins
  readonly schemaOf: SchemaOf
  readonly mismatch: Mismatch
  /** What let the patch be applied here; 0 for nothing. */
  readonly under: OriginId
}

const directiveKey = '$patch'
type Directive = 'merge' | 'replace' | 'delete'

class Merge {
  readonly #how: MergeOptions
  /** Values of the patch that have been given their place, so that none is given it twice. */
  readonly #settled = new Set<Node>()

  /** What let the patch be applied to what is being walked. */
  #under: OriginId

  constructor(how: MergeOptions) {
    this.#how = how
    this.#under = how.under
  }

  /** `target` is changed in place, and given back or replaced; undefined where nothing is to be left. */
  walk(target: Node | undefined, patch: Node | undefined, outer: Schema | undefined): Node | undefined {
    const schema = this.#schemaAt(target, patch, outer)
    const kind = [target, patch].find((one) => one !== undefined && !isNull(one))?.kind
    for (const one of [target, patch])
      if (one !== undefined && !isNull(one) && one.kind !== kind)
        throw this.#how.mismatch(`a ${one.kind} cannot be laid over a ${kind ?? 'null'}`, one)
    if (kind === 'scalar') return patch === undefined ? target : this.#winner(patch, target)
    if (kind !== 'list') return this.#map(target, patch, schema)
    if (schema?.strategy === 'merge') return this.#keyedList(target, patch, schema)
    return patch === undefined ? target : this.#winner(patch, target)
  }

  #schemaAt(
    target: Node | undefined,
    patch: Node | undefined,
    outer: Schema | undefined,
  ): Schema | undefined {
    if (outer !== undefined) return outer
    for (const one of [target, patch]) {
      const apiVersion = textIn(one, 'apiVersion')
      const kind = textIn(one, 'kind')
      if (apiVersion === undefined || kind === undefined) continue
      const found = this.#how.schemaOf(apiVersion, kind)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** A value of the patch, where it takes the place of another. */
  #winner(patch: Node, target: Node | undefined): Node {
    if (this.#settled.has(patch)) return patch
    const settled = this.#placed(patch, target)
    this.#settled.add(settled)
    return settled
  }

  #placed(patch: Node, target: Node | undefined): Node {
    const { origins } = this.#how
    const under = this.#under
    const losers = target === undefined ? [] : [target.origin]
    const origin = origins.at('patch', origins.site(patch.origin), { inputs: [patch.origin], losers, under })
    if (patch.kind === 'scalar') return inPlaceOf(isNull(patch) ? undefined : target, { ...patch, origin })
    if (patch.kind === 'list')
      return { ...patch, items: patch.items.map((one) => this.#winner(one, undefined)), origin }
    const entries = [...patch.entries].map(([key, one]) => [key, this.#winner(one, undefined)] as const)
    return { ...patch, entries: new Map(entries), origin }
  }

  #map(target: Node | undefined, patch: Node | undefined, schema: Schema | undefined): Node | undefined {
    const chosen = this.#visitMap(target, patch)
    if (chosen === undefined || chosen.kind !== 'map') return chosen
    const other = chosen === target ? patch : chosen
    const keys = new Set([...chosen.entries.keys(), ...(other?.kind === 'map' ? other.entries.keys() : [])])
    for (const key of [...keys].toSorted()) {
      const from = other?.kind === 'map' ? other.entries.get(key) : undefined
      const value = this.walk(chosen.entries.get(key), from, schema?.field(key))
      if (value === undefined || (isNull(value) && !this.#kept.has(value))) chosen.entries.delete(key)
      else {
        if (!chosen.entries.has(key)) takeQuotes(chosen, other, key)
        chosen.entries.set(key, value)
      }
    }
    return chosen
  }

  /** Nulls of the object that are written out stay where the patch says nothing. */
  readonly #kept = new Set<Node>()

  #visitMap(target: Node | undefined, patch: Node | undefined): Node | undefined {
    if (isMissing(target)) {
      const directive = this.#directiveOf(patch)
      if (directive === 'delete') return undefined
      if (patch === undefined && target?.kind === 'scalar' && target.text !== '') {
        const kept = { ...target }
        this.#kept.add(kept)
        return kept
      }
      return patch === undefined ? undefined : this.#shell(patch)
    }
    if (patch !== undefined && isNull(patch)) return undefined
    const directive = this.#directiveOf(patch)
    if (directive === 'delete') return undefined
    return directive === 'replace' && patch !== undefined ? this.#shell(patch) : target
  }

  /** A map or list of the patch as a place of its own; what is in it is settled by walking it. */
  #shell(patch: Node): Node {
    if (patch.kind === 'scalar' || this.#settled.has(patch)) return patch
    const { origins } = this.#how
    const links = { inputs: [patch.origin], under: this.#under }
    const origin = origins.at('patch', origins.site(patch.origin), links)
    const shell: MapNode | ListNode = { ...patch, origin }
    this.#settled.add(shell)
    return shell
  }

  #directiveOf(patch: Node | undefined): Directive | undefined {
    if (patch?.kind !== 'map' || !patch.entries.has(directiveKey)) return undefined
    const directive = this.#named(patch)
    patch.entries.delete(directiveKey)
    return directive
  }

  #named(patch: MapNode): Directive {
    const text = textIn(patch, directiveKey)
    if (text === 'delete' || text === 'replace' || text === 'merge') return text
    throw this.#how.mismatch(`${text ?? 'null'} is no $patch`, patch)
  }

  /** A list has a directive where one of its items says nothing else. */
  #listDirectiveOf(patch: Node | undefined): Directive | undefined {
    if (patch?.kind !== 'list') return undefined
    const found = patch.items.find((one) => one.kind === 'map' && one.entries.has(directiveKey))
    if (found?.kind !== 'map' || found.entries.size > 1) return undefined
    const directive = this.#named(found)
    const value = textIn(found, directiveKey)
    patch.items = patch.items.filter((one) => textIn(one, directiveKey) !== value)
    return directive
  }

  #keyedList(target: Node | undefined, patch: Node | undefined, schema: Schema): Node | undefined {
    const chosen = this.#visitList(target, patch)
    if (chosen?.kind !== 'list') return undefined
    const from = chosen === target ? patch : chosen
    const source = from?.kind === 'list' ? from : undefined
    const { keys } = schema
    if (keys.length === 0) return this.#primitives(chosen, source)
    const isExact = [chosen, source].some((list) =>
      list?.items.some((item) => keys.length > 1 && keys.every((key) => textIn(item, key) !== undefined)),
    )
    return isExact && chosen !== from
      ? this.#inPlace(chosen, source, schema)
      : this.#elements(chosen, source, schema)
  }

  #visitList(target: Node | undefined, patch: Node | undefined): Node | undefined {
    if (isMissing(target)) return patch === undefined ? undefined : this.#shell(patch)
    if (patch !== undefined && isNull(patch)) return undefined
    const directive = this.#listDirectiveOf(patch)
    if (directive === 'delete') return undefined
    return directive === 'replace' && patch !== undefined ? this.#shell(patch) : target
  }

  #primitives(target: ListNode, patch: ListNode | undefined): ListNode {
    const seen = new Map<string, Node>()
    for (const one of [...(patch?.items ?? []), ...target.items]) {
      const text = one.kind === 'scalar' ? one.text : ''
      if (isNull(one) || seen.has(text)) continue
      seen.set(text, patch?.items.includes(one) === true ? this.#winner(one, undefined) : one)
    }
    target.items = [...seen.values()]
    return target
  }

  /**
   * Where items have several keys (`containerPort` and `protocol`) the object's keep their order, and what the patch adds
   * comes first; but what the patch says of an item with fewer keys than another of the same first key is lost.
   */
  #inPlace(target: ListNode, patch: ListNode | undefined, { keys, items }: Schema): ListNode {
    const collide = (one: Node, other: Node): boolean => isAlike(one, other, sharedKeys(one, other, keys))
    const kept: Node[] = []
    const rest = new Set(patch?.items)
    for (const item of target.items) {
      const from = patch?.items.find((one) => isAlike(one, item, keys))
      if (from !== undefined) rest.delete(from)
      kept.push(...this.#filled(this.#item(item, from, keys, items)))
    }
    const added: Node[] = []
    for (const one of rest) {
      if (target.items.some((item) => isAlike(item, one, keys) || collide(item, one))) continue
      const [value] = this.#filled(this.walk(undefined, one, items))
      if (value !== undefined && !added.some((item) => collide(item, one))) added.push(value)
    }
    target.items = [...added, ...kept]
    return target
  }

  /** Items without the key that tells them apart make the real program lose others; who has them sees what it prints. */
  #joined(
    added: ListNode,
    target: ListNode,
    patch: ListNode | undefined,
    { keys, wanted }: { readonly keys: readonly string[]; readonly wanted: readonly (readonly string[])[] },
  ): Node[] {
    const [key = ''] = keys
    const lacks = (item: Node): boolean => textIn(item, key) === undefined
    const last = target.items.findLast(lacks)
    if (last !== undefined) return [last]
    if (patch?.items.some(lacks) === true)
      return added.items.filter((item) => patch.items.some((one) => textIn(one, key) === textIn(item, key)))
    for (const values of wanted) append(added, target, validOf(keys, values))
    return added.items
  }

  /** One item laid over another of the same keys, by which it was found: those stay what they were, the rest hangs on them. */
  #item(
    target: Node | undefined,
    patch: Node | undefined,
    keys: readonly string[],
    schema: Schema | undefined,
  ): Node | undefined {
    if (target?.kind !== 'map' || patch === undefined) return this.walk(target, patch, schema)
    const found = keys.flatMap((key) => {
      const own = target.entries.get(key)
      return own === undefined ? [] : [[key, own] as const]
    })
    const outer = this.#under
    const said = found.flatMap(([key, own]) => [own.origin, fieldOf(patch, key)?.origin ?? 0])
    this.#under = underAll(this.#how.origins, [outer, ...said])
    const value = this.walk(target, patch, schema)
    this.#under = outer
    if (value === target) for (const [key, own] of found) target.entries.set(key, own)
    return value
  }

  #filled(value: Node | undefined): readonly Node[] {
    if (value === undefined || isNull(value)) return []
    return value.kind === 'map' && value.entries.size === 0 ? [] : [value]
  }

  #elements(target: ListNode, patch: ListNode | undefined, { keys, items }: Schema): ListNode {
    const added: ListNode = { kind: 'list', items: [], origin: target.origin }
    const wanted = valuesOf([patch, target], keys)
    for (const values of wanted) {
      const valid = validOf(keys, values)
      const old = elementOf(target, valid)
      const value = this.#item(old, elementOf(patch, valid), keys, items)
      if (value === undefined || isNull(value) || (value.kind === 'map' && value.entries.size === 0)) {
        setElement(target, valid, undefined)
        continue
      }
      if (value.kind === 'map')
        for (const [key, text] of valid)
          if (!value.entries.has(key)) value.entries.set(key, textNode(text, value.origin))
      setElement(added, valid, value)
    }
    target.items = this.#joined(added, target, patch, { keys, wanted })
    return target
  }
}

/** A key that is new to a map is written as it was in the other. */
function takeQuotes(to: MapNode, from: Node | undefined, key: string): void {
  const quoted = from?.kind === 'map' ? from.quoted : undefined
  if (to.quoted === 'all' || quoted === undefined || (quoted !== 'all' && !quoted.has(key))) return
  to.quoted = new Set([...(to.quoted ?? []), key])
}

function isAlike(one: Node, other: Node, keys: readonly string[]): boolean {
  return keys.every((key) => textIn(one, key) === textIn(other, key))
}

function sharedKeys(one: Node, other: Node, keys: readonly string[]): readonly string[] {
  return keys.filter((key) => textIn(one, key) !== undefined && textIn(other, key) !== undefined)
}

type Match = readonly (readonly [key: string, text: string])[]

/** The values of keys in the items of lists, each combination once. */
function valuesOf(
  lists: readonly (ListNode | undefined)[],
  keys: readonly string[],
): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>()
  for (const list of lists) {
    for (const item of list?.items ?? []) {
      const values = keys.map((key) => textIn(item, key) ?? '')
      const id = JSON.stringify(values)
      if (!found.has(id)) found.set(id, values)
    }
  }
  return [...found.values()]
}

/** The keys that have values; all where none has. */
function validOf(keys: readonly string[], values: readonly string[]): Match {
  const all = keys.map((key, at) => [key, values[at] ?? ''] as const)
  const valid = all.filter(([, text]) => text !== '')
  return valid.length === 0 ? all : valid
}

function matches(item: Node, match: Match): boolean {
  if (item.kind !== 'map' || item.entries.size === 0) return false
  return match.every(([key, text]) => textIn(item, key) === text)
}

function elementOf(list: ListNode | undefined, match: Match): Node | undefined {
  return list?.items.find((item) => matches(item, match))
}

/** Puts an item in the place of all that match; at the end where none does. Without an item they go. */
function setElement(list: ListNode, match: Match, item: Node | undefined): void {
  let isFound = false
  list.items = list.items.flatMap((one) => {
    if (!matches(one, match)) return [one]
    isFound = true
    return item === undefined ? [] : [item]
  })
  if (!isFound && item !== undefined) list.items.push(item)
}

/** Puts the items of a list into another. Lists with several keys only have what was merged. */
function append(to: ListNode, from: ListNode, match: Match): void {
  if (match.length > 1) return
  const key = match[0]?.[0] ?? ''
  for (const item of from.items) {
    const text = textIn(item, key)
    if (text === undefined) to.items.push(item)
    else setElement(to, [[key, text]], item)
  }
}
