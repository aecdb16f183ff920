import { Fault } from '../../kernel/fault.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Origins } from '../../kernel/origins.ts'
import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type {
  ActionNode,
  BranchNode,
  CallNode,
  Operand,
  PipeNode,
  Source,
  Template,
  TemplateNode,
} from './ast.ts'
import { byBytes } from './order.ts'
import { Output } from './output.ts'
import { Evaluator } from './pipeline.ts'
import { placeOf, siteOf, type Place } from './places.ts'
import { refuse } from './refuse.ts'
import type { Text } from './text.ts'
import { isTrue, nil, originOf, shapeOf, type GoFunction, type GoValue } from './value.ts'

/** What runs templates: what they may call, and where the origins of what they make go. */
export interface Running {
  readonly origins: Origins
  readonly functions: ReadonlyMap<string, GoFunction>
  /** The templates that can be called by name. A program of templates may define others for a while. */
  readonly templates: ReadonlyMap<string, Template>
  readonly budget: Budget
  /** What is written in templates as values, made when it is first used. */
  readonly literals: Map<Operand, GoValue>
}

/** How much may be done and made in one run, and how deep; a shared server must end. */
export interface Budget {
  steps: number
  made: number
  depth: number
}

export function newBudget(): Budget {
  return { steps: 2_000_000, made: 40_000_000, depth: 0 }
}

/** Templates that call each other deeper than this don't end, for all that is known. */
const deepest = 120

/** Why a template could not be run to its end: Go's text, with the place in the template and the action. */
export interface TemplateFailure {
  readonly message: string
  readonly place: Place
}

/**
 * Runs a template on a value, as Go's text/template does, to a text that knows what made each piece of it. `outer` is the
 * condition around it. Stops by a `Fault` of code template/refused, whose facts are those of a failure.
 *
 * See https://pkg.go.dev/text/template and `exec.go` of Go for what its documentation leaves open.
 */
export function runTemplate(template: Template, dot: GoValue, running: Running, outer: OriginId = 0): Text {
  const { budget } = running
  if (budget.depth >= deepest) throw refuse('templates call each other too deeply')
  budget.depth++
  try {
    return new Runner(template.source, running, dot, outer).run(template.body, dot)
  } finally {
    budget.depth--
  }
}

/** What a fault says, as a failure; undefined for a fault of another kind, which is a defect. */
export function failureOf(fault: unknown, fallback: Source): TemplateFailure | undefined {
  if (fault instanceof RangeError)
    return { message: 'templates call each other too deeply', place: placeOf(fallback, 0, 0) }
  if (!(fault instanceof Fault) || fault.code !== 'template/refused') return undefined
  const { message = '', file, start, end, line, column, name } = fault.facts
  if (file === undefined) return { message, place: placeOf(fallback, 0, 0) }
  const span = { file: fallback.name, start: Number(start), end: Number(end) }
  return {
    message,
    place: {
      name: name ?? '',
      line: Number(line),
      column: Number(column),
      span: { ...span, file: file as Span['file'] },
    },
  }
}

/** What a node made of the flow: on, or out of the loop around it. */
type Flow = 'on' | 'break' | 'continue'

class Runner {
  readonly #source: Source
  readonly #running: Running
  readonly #evaluator: Evaluator
  readonly #output: Output

  constructor(source: Source, running: Running, dot: GoValue, outer: OriginId) {
    this.#source = source
    this.#running = running
    this.#evaluator = new Evaluator(source, running, dot, outer)
    this.#output = new Output(running.origins, running.budget)
  }

  run(body: readonly TemplateNode[], dot: GoValue): Text {
    this.#list(body, dot)
    return this.#output.text()
  }

  #list(body: readonly TemplateNode[], dot: GoValue): Flow {
    for (const node of body) {
      const flow = this.#node(node, dot)
      if (flow !== 'on') return flow
    }
    return 'on'
  }

  #node(node: TemplateNode, dot: GoValue): Flow {
    const { budget } = this.#running
    if (budget.steps-- <= 0) throw this.#located(refuse('the template does not come to an end'), node)
    switch (node.kind) {
      case 'text':
        this.#output.written(this.#source.text, node.start, node.end, this.#evaluator.under)
        return 'on'
      case 'action':
        this.#action(node, dot)
        return 'on'
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(node, dot)
      case 'template':
        this.#call(node, dot)
        return 'on'
      case 'break':
      case 'continue':
        return node.kind
      default:
        return unreachable(node)
    }
  }

  #action(node: ActionNode, dot: GoValue): void {
    const value = this.#evaluator.pipe(node.pipe, dot)
    if (node.pipe.declares.length > 0) return
    this.#output.printed(value, siteOf(this.#source, node.pipe.start, node.pipe.end), this.#evaluator.under)
  }

  #call(node: CallNode, dot: GoValue): void {
    const evaluator = this.#evaluator
    const template = this.#running.templates.get(node.name)
    if (template === undefined) throw this.#located(refuse(`template "${node.name}" not defined`), node)
    const given = node.pipe === undefined ? nil : evaluator.pipe(node.pipe, dot)
    try {
      this.#output.add(runTemplate(template, given, this.#running, evaluator.under))
    } catch (cause) {
      throw this.#located(cause, node)
    }
  }

  #branch(node: BranchNode, dot: GoValue): Flow {
    const evaluator = this.#evaluator
    const mark = evaluator.mark()
    const value = evaluator.pipe(node.pipe, dot)
    const outer = evaluator.under
    const site = siteOf(this.#source, node.pipe.start, node.pipe.end)
    const decided = originOf(value, this.#running.origins, site)
    if (decided !== 0)
      evaluator.under = this.#running.origins.at('conditional', site, { inputs: [decided], under: outer })
    const before = this.#output.count
    const flow = this.#chosen(node, value, dot)
    const other = isTrue(value) ? node.otherwise : node.body
    if (this.#output.count === before && other.length > 0)
      this.#output.nothing(evaluator.under, !beginsOnTheLine(other, this.#source))
    evaluator.release(mark)
    // What the branch might have assigned depends on the condition, whichever way it went.
    for (const name of node.assigns) evaluator.settle(name, outer)
    evaluator.under = outer
    return flow
  }

  #chosen(node: BranchNode, value: GoValue, dot: GoValue): Flow {
    if (node.kind === 'range') return this.#range(node, value, dot)
    if (!isTrue(value)) return this.#list(node.otherwise, dot)
    return this.#list(node.body, node.kind === 'with' ? value : dot)
  }

  #range(node: BranchNode, value: GoValue, dot: GoValue): Flow {
    const evaluator = this.#evaluator
    let count = 0
    for (const [key, item] of this.#elements(value, node)) {
      count++
      const mark = evaluator.mark()
      evaluator.declareItem(node.pipe, key, item)
      const flow = this.#list(node.body, item)
      evaluator.release(mark)
      if (flow === 'break') break
    }
    return count === 0 ? this.#list(node.otherwise, dot) : 'on'
  }

  *#elements(value: GoValue, node: BranchNode): Generator<readonly [GoValue, GoValue]> {
    switch (value.kind) {
      case 'nil':
        return
      case 'list': {
        const origin = this.#indexOrigin(value, node)
        for (const [index, item] of value.items.entries()) yield [intAt(index, origin), held(item)]
        return
      }
      case 'map': {
        const keys = [...value.entries.keys()].toSorted(byBytes)
        for (const key of keys) {
          const item = value.entries.get(key)
          if (item !== undefined) yield [this.#evaluator.key(key, item, value), held(item)]
        }
        return
      }
      case 'int': {
        if (node.pipe.declares.length > 1)
          throw this.#located(
            refuse(`can't use ${value.value} to iterate over more than one variable`),
            node.pipe,
          )
        const origin = shapeOf(
          [value],
          this.#running.origins,
          siteOf(this.#source, node.pipe.start, node.pipe.end),
        )
        for (let at = 0n; at < value.value; at++) {
          const number = { ...value, value: at, origin }
          yield [number, number]
        }
        return
      }
      case 'bool':
      case 'float':
      case 'string':
      case 'bytes':
      case 'object':
        throw this.#located(refuse(`range can't iterate over ${describe(value)}`), node.pipe)
      default:
        unreachable(value)
    }
  }

  /** The number of an item tells where it stands; what the items say has no part in it. */
  #indexOrigin(value: GoValue, { pipe }: BranchNode): OriginId {
    if (pipe.declares.length < 2) return 0
    return shapeOf([value], this.#running.origins, siteOf(this.#source, pipe.start, pipe.end))
  }

  #located(
    cause: unknown,
    node: { readonly start: number; readonly end: number; readonly said?: number },
  ): unknown {
    return this.#evaluator.located(cause, node)
  }
}

/**
 * Whether a branch would put something out where it stands. What begins with a line of its own says nothing of what stands before it.
 */
function beginsOnTheLine(body: readonly TemplateNode[], source: Source): boolean {
  for (const node of body) {
    switch (node.kind) {
      case 'text': {
        const written = source.text.value.slice(node.start, node.end)
        if (written.trim() !== '' || written.includes('\n')) return !/^\s*\n/u.test(written)
        break
      }
      case 'action':
        if (node.pipe.declares.length === 0) return !beginsWithALine(node.pipe)
        break
      case 'template':
        return true
      case 'if':
      case 'with':
      case 'range':
        return beginsOnTheLine(node.body, source) || beginsOnTheLine(node.otherwise, source)
      case 'break':
      case 'continue':
        return false
      default:
        return unreachable(node)
    }
  }
  return false
}

function beginsWithALine({ commands }: PipeNode): boolean {
  const last = commands.at(-1)?.args[0]
  return last?.kind === 'function' && last.name === 'nindent'
}

/** A list's or map's nil is an interface that holds nothing, of which fields can't be asked. */
function held(value: GoValue): GoValue {
  return value.kind === 'nil' ? { ...value, held: true } : value
}

function intAt(index: number, origin: OriginId): GoValue {
  return { kind: 'int', type: 'int', value: BigInt(index), origin }
}

function describe(value: GoValue): string {
  switch (value.kind) {
    case 'bool':
    case 'float':
      return String(value.value)
    case 'string':
      return value.text.value
    default:
      return value.kind
  }
}
