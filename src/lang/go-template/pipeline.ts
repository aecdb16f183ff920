import { Fault } from '../../kernel/fault.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { CommandNode, NumberNode, Operand, PipeNode, Source, StringNode } from './ast.ts'
import { fieldOf } from './field.ts'
import { cost } from './functions/cost.ts'
import { argumentOf, constantOf } from './parameters.ts'
import { placeOf, siteOf } from './places.ts'
import { refuse } from './refuse.ts'
import type { Budget, Running } from './run.ts'
import { inexact, sliced, textOf, under } from './text.ts'
import { isTrue, nil, originOf, type Call, type GoFunction, type GoParam, type GoValue } from './value.ts'

interface Variable {
  readonly name: string
  value: GoValue
  /** The condition under which it was declared or settled last. */
  under: OriginId
}

type Node = { readonly start: number; readonly end: number; readonly said?: number }

/** Evaluates the pipelines of one run of a template. */
export class Evaluator {
  /** The innermost condition or loop that what is done now depends on. */
  under: OriginId
  readonly #source: Source
  readonly #running: Running
  readonly #variables: Variable[]
  /** Items of loops, which Go has as what their list holds, and not as what they are. */
  readonly #items = new WeakSet<GoValue>()

  constructor(source: Source, running: Running, dot: GoValue, outer: OriginId) {
    this.#source = source
    this.#running = running
    this.under = outer
    this.#variables = [{ name: '$', value: dot, under: outer }]
  }

  mark(): number {
    return this.#variables.length
  }

  release(mark: number): void {
    this.#variables.length = mark
  }

  /** The value of a pipeline, after its declarations. */
  pipe(pipe: PipeNode, dot: GoValue): GoValue {
    let value: GoValue | undefined
    for (const command of pipe.commands) value = plain(this.#command(command, dot, value))
    const made = value ?? nil
    for (const name of pipe.declares) {
      if (pipe.isAssignment) this.#assign(name, made, pipe)
      else this.#variables.push({ name, value: made, under: this.under })
    }
    return made
  }

  /** In a loop the variables of its pipeline hold the key and the item. */
  declareItem(pipe: PipeNode, key: GoValue, item: GoValue): void {
    const { declares, isAssignment } = pipe
    this.#items.add(item)
    const values = declares.length === 2 ? [key, item] : [item]
    for (const [position, name] of declares.entries()) {
      const value = values[position] ?? nil
      if (isAssignment) this.#assign(name, value, pipe)
      else this.#variables.push({ name, value, under: this.under })
    }
  }

  /** A variable that a branch may have assigned depends on the branch's condition from now on. */
  settle(name: string, outer: OriginId): void {
    const variable = this.#find(name)
    if (variable === undefined || variable.under === this.under || this.under === outer) return
    variable.value = this.#conditioned(variable.value, this.under)
    variable.under = this.under
  }

  /** The key of a map as a value: it is there because its entry is. */
  key(key: string, item: GoValue, map: GoValue): GoValue {
    const { origins } = this.#running
    const entry = originOf(item, origins) || originOf(map, origins)
    if (entry === 0) return { kind: 'string', text: textOf(key, 0) }
    const because = origins.at('each', origins.site(entry), { inputs: [entry], under: this.under })
    const origin = origins.at('shape', origins.site(entry), { under: because })
    return { kind: 'string', text: textOf(key, origin) }
  }

  /** Adds the place in this template to what stopped it, unless a deeper one is known. */
  located(cause: unknown, node: Node): unknown {
    if (!(cause instanceof Fault) || cause.code !== 'template/refused' || cause.facts['file'] !== undefined)
      return cause
    const { span } = placeOf(this.#source, node.start, node.end)
    const { name, line, column } = placeOf(this.#source, node.said ?? node.start, node.end)
    const { file, start, end } = span
    const written = this.#source.text.value.slice(node.start, node.end)
    return new Fault('template/refused', {
      message: cause.facts['message'] ?? '',
      name,
      line: String(line),
      column: String(column),
      action: written,
      file,
      start: String(start),
      end: String(end),
    })
  }

  #command({ args }: CommandNode, dot: GoValue, final: GoValue | undefined): GoValue {
    const [first, ...rest] = args
    switch (first.kind) {
      case 'function':
        return this.#function(first.name, first, rest, dot, final)
      case 'field':
        return this.#chain(dot, first.names, first, rest, dot, final)
      case 'variable':
        return this.#chain(this.#variable(first.name), first.names, first, rest, dot, final)
      case 'chain':
        return this.#chain(this.#operand(first.of, dot), first.names, first, rest, dot, final)
      case 'pipe':
        this.#noArguments(first, rest, final)
        return this.pipe(first, dot)
      case 'nil':
        throw this.located(refuse('nil is not a command'), first)
      case 'dot':
      case 'bool':
      case 'number':
      case 'string':
        this.#noArguments(first, rest, final)
        return this.#operand(first, dot)
      default:
        return unreachable(first)
    }
  }

  #noArguments(node: Node, rest: readonly Operand[], final: GoValue | undefined): void {
    if (rest.length === 0 && final === undefined) return
    const written = this.#source.text.value.slice(node.start, node.end)
    throw this.located(refuse(`can't give argument to non-function ${written}`), node)
  }

  /** An operand as a value of its own type; numbers take the type that Go gives them where nothing is asked for. */
  #operand(node: Operand, dot: GoValue): GoValue {
    switch (node.kind) {
      case 'dot':
        return dot
      case 'nil':
        return nil
      case 'bool':
      case 'number':
      case 'string':
        return this.#literal(node)
      case 'field':
        return this.#chain(dot, node.names, node, [], dot, undefined)
      case 'variable':
        return this.#chain(this.#variable(node.name), node.names, node, [], dot, undefined)
      case 'function':
        return this.#function(node.name, node, [], dot, undefined)
      case 'chain':
        return this.#chain(this.#operand(node.of, dot), node.names, node, [], dot, undefined)
      case 'pipe':
        return this.pipe(node, dot)
      default:
        return unreachable(node)
    }
  }

  #literal(node: (Operand & { readonly kind: 'bool' }) | NumberNode | StringNode): GoValue {
    const known = this.#running.literals.get(node)
    if (known !== undefined) return known
    const made = this.#madeLiteral(node)
    this.#running.literals.set(node, made)
    return made
  }

  #madeLiteral(node: (Operand & { readonly kind: 'bool' }) | NumberNode | StringNode): GoValue {
    if (node.kind === 'string' && node.plainAt !== undefined)
      return {
        kind: 'string',
        text: sliced(this.#source.text, node.plainAt, node.plainAt + node.value.length),
      }
    const origin = this.#running.origins.at('literal', siteOf(this.#source, node.start, node.end))
    switch (node.kind) {
      case 'string':
        return { kind: 'string', text: textOf(node.value, origin, false) }
      case 'bool':
        return { kind: 'bool', value: node.value, origin }
      case 'number':
        return constantOf(node, origin)
      default:
        return unreachable(node)
    }
  }

  /** A chain of fields; the arguments belong to the last. */
  #chain(
    receiver: GoValue,
    names: readonly string[],
    node: Node,
    rest: readonly Operand[],
    ...[dot, final]: [GoValue, GoValue | undefined]
  ): GoValue {
    let value = receiver
    let isHeld = this.#items.has(receiver)
    for (const [position, name] of names.entries()) {
      const isLast = position === names.length - 1
      const hasArguments = isLast && (rest.length > 0 || final !== undefined)
      const found = this.#field(value, name, { hasArguments, isHeld }, node)
      isHeld = value.kind === 'map' && !('call' in found)
      value =
        'call' in found
          ? this.#called(name, found, node, isLast ? rest : [], dot, isLast ? final : undefined)
          : found
    }
    if (names.length === 0 && (rest.length > 0 || final !== undefined)) this.#noArguments(node, rest, final)
    return value
  }

  #field(
    value: GoValue,
    name: string,
    how: { readonly hasArguments: boolean; readonly isHeld: boolean },
    node: Node,
  ): GoValue | GoFunction {
    try {
      return fieldOf(value, name, how.hasArguments, how.isHeld)
    } catch (cause) {
      throw this.located(cause, node)
    }
  }

  #variable(name: string): GoValue {
    return this.#find(name)?.value ?? nil
  }

  #find(name: string): Variable | undefined {
    return this.#variables.findLast((one) => one.name === name)
  }

  #assign(name: string, value: GoValue, node: Node): void {
    const variable = this.#find(name)
    if (variable === undefined) throw this.located(refuse(`undefined variable: ${name}`), node)
    variable.value = variable.under === this.under ? value : this.#conditioned(value, this.under)
  }

  #conditioned(value: GoValue, condition: OriginId): GoValue {
    if (condition === 0) return value
    if (value.kind === 'string') return { kind: 'string', text: under(value.text, condition) }
    const { origins } = this.#running
    const site = origins.site(condition)
    const inputs = value.origin === 0 ? [] : [value.origin]
    return { ...value, origin: origins.at('conditional', site, { inputs, under: condition }) }
  }

  #function(
    name: string,
    node: Node,
    rest: readonly Operand[],
    ...[dot, final]: [GoValue, GoValue | undefined]
  ): GoValue {
    if (name === 'and' || name === 'or') return this.#decided(name, node, rest, dot, final)
    const found = this.#running.functions.get(name)
    if (found === undefined) throw this.located(refuse(`"${name}" is not a defined function`), node)
    return this.#called(name, found, node, rest, dot, final)
  }

  /** `and` and `or` evaluate no more of their arguments than they must. */
  #decided(
    name: 'and' | 'or',
    node: Node,
    rest: readonly Operand[],
    ...[dot, final]: [GoValue, GoValue | undefined]
  ): GoValue {
    if (rest.length === 0 && final === undefined)
      throw this.located(refuse(`wrong number of args for ${name}: want at least 1 got 0`), node)
    const seen: GoValue[] = []
    for (const operand of rest) {
      const value = this.#operand(operand, dot)
      const isIt = isTrue(value) === (name === 'or')
      const given = isIt && name === 'and' ? this.#refused(value, node) : value
      seen.push(given)
      if (isIt) return this.#because(given, seen, node)
    }
    if (final !== undefined) seen.push(final)
    return this.#because(seen.at(-1) ?? nil, seen, node)
  }

  /** What `and` gives because it is empty: another value in its place would most likely not be given. */
  #refused(value: GoValue, node: Node): GoValue {
    if (value.kind === 'string') return { kind: 'string', text: inexact(value.text) }
    if (value.origin === 0) return value
    const site = siteOf(this.#source, node.start, node.end)
    const origin = this.#running.origins.at('call', site, { inputs: [value.origin] })
    return value === nil ? { kind: 'nil', origin } : { ...value, origin }
  }

  /** The argument that was chosen, under those that led to it. */
  #because(chosen: GoValue, seen: readonly GoValue[], node: Node): GoValue {
    const { origins } = this.#running
    const site = siteOf(this.#source, node.start, node.end)
    const others = seen.filter((one) => one !== chosen).map((one) => originOf(one, origins, site))
    const inputs = [...new Set(others)].filter((one) => one !== 0)
    return inputs.length === 0
      ? chosen
      : this.#conditioned(chosen, origins.at('conditional', site, { inputs }))
  }

  #called(
    name: string,
    { params, rest: more, call }: GoFunction,
    node: Node,
    rest: readonly Operand[],
    ...[dot, final]: [GoValue, GoValue | undefined]
  ): GoValue {
    const given = rest.length + (final === undefined ? 0 : 1)
    if (given < params.length || (more === undefined && given > params.length)) {
      const wanted = more === undefined ? String(params.length) : `at least ${params.length}`
      throw this.located(refuse(`wrong number of args for ${name}: want ${wanted} got ${given}`), node)
    }
    const type = (position: number): GoParam => params[position] ?? more ?? 'any'
    const args = rest.map((operand, position) => this.#argument(operand, type(position), dot))
    if (final !== undefined) args.push(this.#fitting(final, type(rest.length), node, undefined))
    try {
      const here = this.#call(name, node)
      if (weight(args) > heaviest) throw refuse('too much is given')
      const made = call(args, here)
      const own = weight([made])
      if (own > heaviest) throw refuse('what is made is too long')
      // What is small is counted by the steps; much is made of what is large.
      if (own > light) here.spend(own)
      return made
    } catch (cause) {
      throw this.located(calling(name, cause), node)
    }
  }

  #argument(operand: Operand, type: GoParam, dot: GoValue): GoValue {
    const literal = operand.kind === 'number' || operand.kind === 'string' || operand.kind === 'bool'
    const value = literal ? this.#literal(operand) : this.#operand(operand, dot)
    return this.#fitting(value, type, operand, operand)
  }

  #fitting(value: GoValue, type: GoParam, node: Node, operand: Operand | undefined): GoValue {
    try {
      return argumentOf(value, type, operand, this.#source.text.value)
    } catch (cause) {
      throw this.located(cause, node)
    }
  }

  #call(name: string, node: Node): Call {
    return new CallAt(name, { source: this.#source, node }, this.#running, this.under)
  }
}

/** As much may the texts of a call's arguments be, or what it gives: functions make no more than a few times as much of it. */
const heaviest = 8_000_000
const light = 10_000

/** The letters of texts, with the memory that their pieces take. */
function weight(values: readonly GoValue[]): number {
  let sum = 0
  for (const value of values)
    if (value.kind === 'string') sum += value.text.value.length + value.text.pieces.length * cost.piece
  return sum
}

/** A call of a function. Most functions ask for nothing of it. */
class CallAt implements Call {
  readonly name: string
  readonly origins: Origins
  readonly under: OriginId
  readonly #place: { readonly source: Source; readonly node: Node }
  readonly #budget: Budget
  #site: Span | undefined

  constructor(
    name: string,
    place: { readonly source: Source; readonly node: Node },
    { origins, budget }: Running,
    condition: OriginId,
  ) {
    this.name = name
    this.origins = origins
    this.under = condition
    this.#place = place
    this.#budget = budget
  }

  get site(): Span {
    const { source, node } = this.#place
    this.#site ??= siteOf(source, node.start, node.end)
    return this.#site
  }

  made(from: readonly GoValue[]): OriginId {
    const inputs: OriginId[] = []
    for (const value of from) {
      const origin = originOf(value, this.origins, this.site)
      if (origin !== 0 && !inputs.includes(origin)) inputs.push(origin)
    }
    return inputs.length === 0 ? 0 : this.origins.at('call', this.site, { inputs })
  }

  spend(amount: number): void {
    this.#budget.made -= amount
    if (this.#budget.made < 0) throw refuse('the template makes too much')
  }
}

/** The nil of a pipeline is no interface any more: it may be asked for fields, and has none. */
function plain(value: GoValue): GoValue {
  return value.kind === 'nil' && value.held === true ? { kind: 'nil', origin: value.origin } : value
}

function calling(name: string, cause: unknown): unknown {
  if (!(cause instanceof Fault) || cause.code !== 'template/refused' || cause.facts['file'] !== undefined)
    return cause
  // These two are for the author of a chart to say what is wrong: Helm prints their words alone.
  if (name === 'fail' || name === 'required') return cause
  return refuse(`error calling ${name}: ${cause.facts['message'] ?? ''}`)
}
