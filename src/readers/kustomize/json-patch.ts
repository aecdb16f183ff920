import type { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import { oddKeyIn } from './keys.ts'
import { copyOf, isNull, textIn, throughJson, type MapNode, type Node } from './node.ts'
import type { Mismatch } from './merge.ts'

/** Applies the operations of RFC 6902 to an object. See https://www.rfc-editor.org/rfc/rfc6902 */
export function jsonPatch(
  object: MapNode,
  operations: readonly Node[],
  {
    origins,
    mismatch,
    under,
  }: { readonly origins: Origins; readonly mismatch: Mismatch; readonly under: OriginId },
): void {
  // The real program makes JSON of the object and of the operations first.
  const odd = oddKeyIn(object)
  if (odd !== undefined) throw mismatch(odd.what, odd.at)
  throughJson(object, origins)
  for (const operation of operations) new Operation(object, operation, origins, mismatch, under).run()
  throughJson(object, origins)
}

class Operation {
  readonly #object: MapNode
  readonly #operation: Node
  readonly #origins: Origins
  readonly #mismatch: Mismatch
  readonly #under: OriginId

  constructor(object: MapNode, operation: Node, origins: Origins, mismatch: Mismatch, under: OriginId) {
    this.#object = object
    this.#operation = operation
    this.#origins = origins
    this.#mismatch = mismatch
    this.#under = under
  }

  run(): void {
    const op = textIn(this.#operation, 'op')
    const path = op === 'replace' && textIn(this.#operation, 'path') === '' ? [] : this.#path('path')
    switch (op) {
      case 'add':
        return this.#add(path, this.#value())
      case 'replace':
        return path.length === 0 ? this.#replaceAll(this.#value()) : this.#replace(path, this.#value())
      case 'remove':
        this.#remove(path)
        return undefined
      case 'move': {
        const from = this.#path('from')
        return this.#add(path, this.#remove(from))
      }
      case 'copy':
        return this.#add(path, copyOf(this.#found(this.#path('from'))))
      case 'test':
        return this.#test(path)
      default:
        throw this.#wrong(`${op ?? 'nothing'} is no operation`)
    }
  }

  #wrong(what: string): Error {
    return this.#mismatch(what, this.#operation)
  }

  #path(key: string): readonly string[] {
    const text = textIn(this.#operation, key)
    if (text === undefined) throw this.#wrong(`the operation has no ${key}`)
    // What stands before the first slash is nothing to the real program, whatever it is.
    const [, ...steps] = text.split('/')
    if (steps.length === 0) throw this.#wrong(`the path "${text}" has no slash`)
    return steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
  }

  #value(): Node {
    const found = this.#operation.kind === 'map' ? this.#operation.entries.get('value') : undefined
    return found ?? nullAt(this.#operation)
  }

  /** A value of the patch in the place of another. */
  #placed(value: Node, loser?: Node): Node {
    const losers = loser === undefined ? [] : [loser.origin]
    const origin = this.#origins.at('patch', this.#origins.site(this.#operation.origin), {
      inputs: [value.origin],
      losers,
      under: this.#under,
    })
    if (value.kind === 'scalar') return { ...value, origin }
    if (value.kind === 'list') return { ...value, items: value.items.map((one) => this.#placed(one)), origin }
    const entries = [...value.entries].map(([key, one]) => [key, this.#placed(one)] as const)
    return { ...value, entries: new Map(entries), origin }
  }

  #parent(path: readonly string[]): Node {
    let here: Node = this.#object
    for (const step of path.slice(0, -1)) here = this.#into(here, step)
    return here
  }

  /** What is at a path; null for a key that is not there, as the real program has it. */
  #found(path: readonly string[]): Node {
    const parent = this.#parent(path)
    const step = path.at(-1) ?? ''
    if (parent.kind !== 'map') return this.#into(parent, step)
    return parent.entries.get(step) ?? nullAt(this.#operation)
  }

  #into(node: Node, step: string): Node {
    const found =
      node.kind === 'map'
        ? node.entries.get(step)
        : node.kind === 'list'
          ? node.items[this.#position(step, node.items.length - 1)]
          : undefined
    if (found === undefined) throw this.#wrong(`there is no ${step} to go into`)
    return found
  }

  /** A position in a list; one below zero counts from the end. */
  #position(step: string, last: number): number {
    if (!/^[-+]?\d+$/u.test(step)) throw this.#wrong(`${step} is no position in a list`)
    const position = Number(step)
    const at = position < 0 ? position + last + 1 : position
    if (at > last || at < 0) throw this.#wrong(`the list has no position ${step}`)
    return at
  }

  #add(path: readonly string[], value: Node): void {
    const parent = this.#parent(path)
    const step = path.at(-1) ?? ''
    if (parent.kind === 'map') {
      parent.entries.set(step, this.#placed(value, parent.entries.get(step)))
      return
    }
    if (parent.kind !== 'list') throw this.#wrong(`there is no map or list to add ${step} to`)
    const { length } = parent.items
    const at = step === '-' ? length : this.#insertion(step, length)
    parent.items.splice(at, 0, this.#placed(value))
  }

  #insertion(step: string, length: number): number {
    const at = this.#position(step, length)
    return step.startsWith('-') ? Math.min(at, length) : at
  }

  /** Other than the RFC says, a key that is not there is no mistake. */
  #replace(path: readonly string[], value: Node): void {
    const parent = this.#parent(path)
    const step = path.at(-1) ?? ''
    if (parent.kind === 'map') parent.entries.set(step, this.#placed(value, parent.entries.get(step)))
    else if (parent.kind === 'list')
      parent.items[this.#position(step, parent.items.length - 1)] = this.#placed(
        value,
        this.#into(parent, step),
      )
    else throw this.#wrong(`there is no ${step} to go into`)
  }

  /** Another object in the place of the whole. */
  #replaceAll(value: Node): void {
    if (value.kind !== 'map') throw this.#wrong('an object can only be replaced by another')
    const { entries } = this.#object
    const placed = [...value.entries].map(([key, one]) => [key, this.#placed(one, entries.get(key))] as const)
    entries.clear()
    for (const [key, one] of placed) entries.set(key, one)
  }

  #remove(path: readonly string[]): Node {
    const parent = this.#parent(path)
    const step = path.at(-1) ?? ''
    const old = this.#into(parent, step)
    if (parent.kind === 'map') parent.entries.delete(step)
    else if (parent.kind === 'list') parent.items.splice(this.#position(step, parent.items.length - 1), 1)
    return old
  }

  #test(path: readonly string[]): void {
    const parent = this.#parent(path)
    const step = path.at(-1) ?? ''
    const found = parent.kind === 'map' ? parent.entries.get(step) : this.#into(parent, step)
    const wanted = this.#value()
    if (!isEqual(found, wanted)) throw this.#wrong(`the test of ${path.join('/')} fails`)
  }
}

function nullAt({ origin }: Node): Node {
  return { kind: 'scalar', scalar: null, text: 'null', origin }
}

/** Whether two nodes are the same, wherever they come from. */
export function isEqual(one: Node | undefined, other: Node): boolean {
  if (one === undefined) return isNull(other)
  if (one.kind === 'scalar' && other.kind === 'scalar')
    return one.scalar === other.scalar || (typeof one.scalar === 'object' && one.text === other.text)
  if (one.kind === 'list' && other.kind === 'list')
    return (
      one.items.length === other.items.length &&
      one.items.every((item, at) => isEqual(item, other.items[at] ?? item))
    )
  if (one.kind === 'map' && other.kind === 'map')
    return (
      one.entries.size === other.entries.size &&
      [...one.entries].every(([key, item]) => {
        const match = other.entries.get(key)
        return match !== undefined && isEqual(item, match)
      })
    )
  return false
}
