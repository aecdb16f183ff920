import { addressOf, type Address } from '../../kernel/brand.ts'
import { pathText, type PathStep } from '../../model/path.ts'
import type { Reference } from '../../model/resource.ts'
import { deepest } from './evaluate.ts'
import { expandedEntry, substituted } from './for-each.ts'
import { attributeParts, unknownReference } from './intrinsics/reference.ts'
import { piecesOf, subArguments, writtenText } from './intrinsics/sub.ts'
import { addressIn, type Declared, type Scope, type Stack } from './scope.ts'
import {
  asList,
  asMap,
  asName,
  bare,
  callOf,
  member,
  type Call,
  type MapNode,
  type Node,
} from './syntax/node.ts'
import { spend } from './values.ts'

/** What a resource says beside its properties that may mention another one. */
const beside = ['Metadata', 'CreationPolicy', 'UpdatePolicy'] as const

/**
 * The edges of a resource: every mention in its properties, through the parameters and outputs of nested stacks too.
 * Of a choice that is known only the chosen side counts. Explicit edges have the path `DependsOn`.
 */
export function referencesOf(declared: Declared, scope: Scope, mentions: Mentions): readonly Reference[] {
  const from = addressOf(addressIn(scope.stack, declared.id))
  const found = new Map<string, Reference>()
  const add = (path: string, all: Iterable<Address>): void => {
    for (const to of all) if (to !== from) found.set(`${to} ${path}`, { from, to, path })
  }
  const properties = declared.node.entries.get('Properties')?.value
  if (properties !== undefined)
    mentions.each(properties, scope, [], (steps, all) => add(pathText(steps), all))
  for (const name of beside) {
    const node = declared.node.entries.get(name)?.value
    if (node !== undefined) mentions.each(node, scope, [name], (steps, all) => add(pathText(steps), all))
  }
  add('DependsOn', dependsOn(declared, scope))
  return [...found.values()]
}

function dependsOn({ node }: Declared, { stack, loops }: Scope): readonly Address[] {
  const written = node.entries.get('DependsOn')?.value
  const all = asList(written)?.items ?? (written === undefined ? [] : [written])
  return all.flatMap((one) => {
    const text = asName(one)
    const id = text === undefined ? undefined : substituted(text, loops).text
    if (id === undefined) return []
    if (stack.declared.has(id)) return addressOf(addressIn(stack, id))
    stack.session.diagnostics.push(unknownReference(id, one.span, stack))
    return []
  })
}

type Visit = (steps: readonly PathStep[], all: Iterable<Address>) => void

/** What one look at a node costs of all that a reading may do. */
const perNode = 5

const none: ReadonlySet<Address> = new Set()

/** Which resources a node mentions. What parameters and outputs hand on is found once for each. */
export class Mentions {
  readonly #known = new Map<string, ReadonlySet<Address>>()

  /** Calls back for every mention inside a node with the path at which it stands. */
  each(node: Node, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    const { session } = scope.stack
    // Aliases and parameters lead deeper than a text can be nested; values are as deep as this and no deeper.
    if (session.nesting >= deepest || !spend(session, perNode, node.span)) return
    session.nesting++
    this.#within(bare(node), scope, steps, visit)
    session.nesting--
  }

  #within(node: Node, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    if (node.kind === 'list') node.items.forEach((item, at) => this.each(item, scope, [...steps, at], visit))
    if (node.kind !== 'map') return
    const call = callOf(node)
    if (call !== undefined) this.#call(call, scope, steps, visit)
    else this.#entries(node, scope, steps, visit)
  }

  #entries({ entries }: MapNode, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    for (const entry of entries.values()) {
      // Most values are scalars, which mention nothing.
      if (entry.value.kind === 'scalar') continue
      for (const { key, value, scope: inner } of expandedEntry(entry, scope))
        this.each(value, inner, [...steps, key], visit)
    }
  }

  #call(call: Call, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    if (call.name === 'Ref') {
      visit(steps, this.#named(asName(call.argument) ?? '', scope))
    } else if (call.name === 'Fn::GetAtt') {
      const parts = attributeParts(call, scope)
      if (parts !== undefined)
        visit(steps, this.#attribute(parts.id, 'attribute' in parts ? parts.attribute : '', scope))
    } else if (call.name === 'Fn::Sub') this.#sub(call, scope, steps, visit)
    else if (call.name === 'Fn::If') this.#chosen(call, scope, steps, visit)
    else this.#inside(call.argument, scope, steps, visit)
  }

  /** What stands in a function has the path of the function. */
  #inside(node: Node, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    this.each(node, scope, [], (_, all) => visit(steps, all))
  }

  #sub(call: Call, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    const given = subArguments(call)
    const text = given === undefined ? undefined : writtenText(given.text)
    if (given === undefined || text === undefined) return
    const seen = new Set<string>()
    for (const piece of piecesOf(text, given.text.span, scope)) {
      if (piece.kind === 'text' || seen.has(piece.name)) continue
      seen.add(piece.name)
      const own = member(given.names, piece.name)
      const dot = piece.name.indexOf('.')
      if (own !== undefined) this.#inside(own, scope, steps, visit)
      else if (dot <= 0) visit(steps, this.#named(piece.name, scope))
      else visit(steps, this.#attribute(piece.name.slice(0, dot), piece.name.slice(dot + 1), scope))
    }
  }

  #chosen(call: Call, scope: Scope, steps: readonly PathStep[], visit: Visit): void {
    const [name, yes, no] = asList(call.argument)?.items ?? []
    const value = scope.stack.condition(substituted(asName(name) ?? '', scope.loops).text)
    const known = value?.kind === 'scalar' ? value.scalar : undefined
    if (yes !== undefined && known !== false) this.each(yes, scope, steps, visit)
    if (no !== undefined && known !== true) this.each(no, scope, steps, visit)
  }

  #named(name: string, { stack, loops }: Scope): ReadonlySet<Address> {
    if (loops.has(name)) return none
    if (stack.template.parameters.has(name)) return this.#parameter(name, stack)
    const [id = ''] = name.split('.')
    return stack.declared.has(id) ? new Set([addressOf(addressIn(stack, id))]) : none
  }

  /** What the stack around a nested one hands to it. */
  #parameter(name: string, stack: Stack): ReadonlySet<Address> {
    const given = stack.given(name)
    if (given === undefined) return none
    return this.#of(`parameter ${addressIn(stack, name)}`, given.node, given.scope)
  }

  #attribute(id: string, attribute: string, { stack }: Scope): ReadonlySet<Address> {
    if (!stack.declared.has(id)) return none
    const own = addressOf(addressIn(stack, id))
    const nested = attribute.startsWith('Outputs.') ? stack.nested(id) : undefined
    const output = nested?.outputs.get(attribute.slice('Outputs.'.length))
    const value = asMap(output?.value)?.entries.get('Value')?.value
    if (nested === undefined || output === undefined || value === undefined) return new Set([own])
    return new Set([own, ...this.#of(`output ${own} ${output.key}`, value, output.scope)])
  }

  #of(key: string, node: Node, scope: Scope): ReadonlySet<Address> {
    const known = this.#known.get(key)
    if (known !== undefined) return known
    const found = new Set<Address>()
    this.#known.set(key, found)
    this.each(node, scope, [], (_, all) => {
      for (const one of all) found.add(one)
    })
    return found
  }
}
