import type { Live } from '../../model/live.ts'
import { maybe, presence, select } from './access.ts'
import { called, methodCalled, turned } from './call.ts'
import { equality, membership, operation } from './compare.ts'
import { exactlyOne, filtered, quantifier, type Comprehension } from './comprehend.ts'
import { constantOf, type Node } from './language.ts'
import { choice, junction, negation } from './logic.ts'
import { plainOf, rangeOf, resourceOf, weightOf, wholeOf } from './look.ts'
import { failed, isStopped, plain, stoppedBy, type Outcome } from './outcome.ts'

/** As many steps as one condition may take for one resource. */
const mostSteps = 250_000

/** What an expression comes to for a resource. */
export function evaluate(node: Node, live: Live): Outcome {
  const type: Scope = { name: 'type', value: plain(live.type), above: undefined }
  const address: Scope = { name: 'address', value: plain(live.address), above: type }
  return new Evaluation(mostSteps).run(node, { name: 'resource', value: resourceOf(live), above: address })
}

/** A variable, and those around it. */
interface Scope {
  readonly name: string
  readonly value: Outcome
  readonly above: Scope | undefined
}

type Of<Op extends string> = Extract<Node, { readonly op: Op }>
/** The operators that need both sides. */
type Binary = Of<'!=' | '==' | 'in' | '+' | '-' | '*' | '/' | '%' | '<' | '<=' | '>' | '>='>
type Access = Of<'.' | '.?' | '[]' | '[?]'>
type Branching = Of<'&&' | '||' | '?:'>

/**
 * Goes through an expression and leaves open what isn't known. It decides where every completion of what is missing
 * would come to the same, as far as CEL can evaluate that completion at all: `false && x` is false whatever x is. What
 * needs a missing value says so. Operators and functions on what is wholly known are the library's.
 */
class Evaluation {
  #left: number

  constructor(steps: number) {
    this.#left = steps
  }

  run(node: Node, scope: Scope): Outcome {
    this.#left -= 1
    if (this.#left < 0) return failed(node, 'The condition takes too many steps')
    switch (node.op) {
      case 'value':
        return plain(node.args)
      case 'id':
        return named(node, scope)
      case 'list':
        return this.#list(node, scope)
      case 'map':
        return this.#map(node, scope)
      case 'call':
        return this.#call(node, scope)
      case 'rcall':
        return this.#method(node, scope)
      case '!_':
        return negation(this.run(node.args, scope), node)
      case '-_':
        return turned(this.run(node.args, scope), node)
      default:
        return this.#joint(node, scope)
    }
  }

  #joint(node: Access | Branching | Binary, scope: Scope): Outcome {
    switch (node.op) {
      case '.':
      case '.?':
      case '[]':
      case '[?]':
        return this.#access(node, scope)
      case '&&':
      case '||': {
        const [left, right] = node.args
        return junction(node.op === '||', this.run(left, scope), () => this.run(right, scope), node)
      }
      case '?:': {
        const [condition, then, otherwise] = node.args
        const run = (one: Node) => () => this.run(one, scope)
        return choice(this.run(condition, scope), run(then), run(otherwise), node)
      }
      default:
        return this.#operation(node, scope)
    }
  }

  #access(node: Access, scope: Scope): Outcome {
    const take = node.op === '.' || node.op === '[]' ? select : maybe
    const of = this.run(node.args[0], scope)
    const [, by] = node.args
    // What follows a dot is a name; the library keeps the name after `.?` as a literal.
    if (typeof by === 'string') return take(of, by, node)
    const key = wholeOf(this.run(by, scope))
    const stopped = stoppedBy([of, key])
    if (stopped !== undefined) return stopped
    return take(of, plainOf(key), node)
  }

  #operation(node: Binary, scope: Scope): Outcome {
    const left = this.run(node.args[0], scope)
    const right = this.run(node.args[1], scope)
    this.#weigh([left, right])
    if (node.op === '==') return equality(left, right, node)
    if (node.op === '!=') return negation(equality(left, right, node), node)
    if (node.op === 'in') return membership(left, right, node)
    return operation(node.op, left, right, node)
  }

  #list(node: Of<'list'>, scope: Scope): Outcome {
    const items = node.args.map((one) => this.run(one, scope))
    return items.find(({ kind }) => kind === 'failed') ?? { kind: 'list', items, on: undefined }
  }

  #map(node: Of<'map'>, scope: Scope): Outcome {
    const entries = new Map<unknown, Outcome>()
    for (const [key, value] of node.args) {
      const name = wholeOf(this.run(key, scope))
      if (isStopped(name)) return name
      entries.set(name.plain, this.run(value, scope))
    }
    return (
      stoppedBy([...entries.values()].filter(({ kind }) => kind === 'failed')) ?? {
        kind: 'map',
        entries,
        on: undefined,
      }
    )
  }

  #call(node: Of<'call'>, scope: Scope): Outcome {
    const [name, given] = node.args
    const [first] = given
    if (name === 'has' && first?.op === '.') {
      return presence(this.run(first.args[0], scope), first.args[1], node)
    }
    const outcomes = given.map((one) => this.run(one, scope))
    this.#weigh(outcomes)
    return called(name, outcomes, node)
  }

  #method(node: Of<'rcall'>, scope: Scope): Outcome {
    const [name, receiver, given] = node.args
    if (receiver.op === 'id' && receiver.args === 'cel') return this.#bind(given, scope)
    const [first] = given
    if (first?.op === 'id' && macros.get(name)?.includes(given.length) === true) {
      return this.#comprehension(node, first.args, scope)
    }
    const outcomes = given.map((one) => this.run(one, scope))
    if (receiver.op === 'id' && receiver.args === 'optional') return optional(outcomes)
    const of = this.run(receiver, scope)
    this.#weigh([of, ...outcomes])
    return methodCalled(name, of, outcomes, node)
  }

  /** `cel.bind(name, value, expression)`; the library has checked that these are they. */
  #bind([name, value, expression]: readonly Node[], scope: Scope): Outcome {
    if (name?.op !== 'id' || value === undefined || expression === undefined) return plain(null)
    const bound = this.run(value, scope)
    if (bound.kind === 'failed') return bound
    return this.run(expression, { name: name.args, value: bound, above: scope })
  }

  #comprehension(node: Of<'rcall'>, variable: string, scope: Scope): Outcome {
    const [name, receiver, [, first, second]] = node.args
    const of = this.run(receiver, scope)
    const items = rangeOf(of)
    if (items === undefined) return failed(node, `What ${name} goes through is a list or a map`)
    if ('kind' in items) return items
    if (first === undefined) return failed(node, `What ${name} asks is missing`)
    const each = (one: Node) => (item: Outcome) =>
      this.run(one, { name: variable, value: item, above: scope })
    const over: Comprehension = { items, on: of.on, at: node }
    switch (name) {
      case 'exists':
      case 'all':
        return quantifier(name === 'exists', over, each(first))
      case 'exists_one':
        return exactlyOne(over, each(first))
      case 'filter':
        return filtered(over, each(first), (item) => item)
      default:
        return second === undefined
          ? filtered(over, undefined, each(first))
          : filtered(over, each(first), each(second))
    }
  }

  /** What is compared or handed on as a whole costs as many steps as it has parts. */
  #weigh(outcomes: readonly Outcome[]): void {
    for (const one of outcomes) this.#left -= weightOf(one)
  }
}

/** The methods that take an expression of each item, and with how many arguments. */
const macros: ReadonlyMap<string, readonly number[]> = new Map([
  ['all', [2]],
  ['exists', [2]],
  ['exists_one', [2]],
  ['filter', [2]],
  ['map', [2, 3]],
])

function named(node: Of<'id'>, scope: Scope): Outcome {
  for (let here: Scope | undefined = scope; here !== undefined; here = here.above) {
    if (here.name === node.args) return here.value
  }
  const constant = constantOf(node.args)
  return constant.kind === 'value' ? plain(constant.value) : failed(node, constant.what)
}

/** `optional.none()` and `optional.of(value)`. */
function optional([inner]: readonly Outcome[]): Outcome {
  return { kind: 'optional', inner, on: inner?.on }
}
