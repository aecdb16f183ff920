import type { Span } from '../../kernel/span.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import type { Value } from '../../kernel/value.ts'
import { wordParts, type WordPart } from '../../lang/dockerfile/expand.ts'
import { patternWork, withoutMatch, withReplaced } from '../../lang/dockerfile/pattern.ts'
import { problemAt } from '../../lang/dockerfile/problems.ts'
import { pieceSpan, pieceText, type Piece } from '../../lang/dockerfile/tree.ts'
import { textOf, tooMuch, type Made } from './made.ts'
import { refuse } from './problems.ts'

/** What words mean at one place of a Dockerfile. */
export interface Scope {
  readonly made: Made
  readonly escape: string
  /** The value of a variable; absent for one that isn't set. */
  variable(name: string, site: Span): Value
}

/** The value of a piece of an instruction: variables replaced, quotes and escapes gone. */
export function expanded(piece: Piece, scope: Scope, quotes = true): Value {
  const text = pieceText(piece)
  const span = pieceSpan(piece)
  const plain = quotes ? /^[^$"'\\`]*$/u : /^[^$\\`]*$/u
  if (plain.test(text)) return scope.made.scalar(text, span)
  const { parts, problem } = wordParts(text, { escape: scope.escape, quotes })
  if (problem !== undefined) {
    const site = pieceSpan(piece, problem.start, Math.max(problem.start + 1, text.length))
    scope.made.say(problemAt(problem.code, site))
  }
  return new Expansion(piece, scope).value(parts, span)
}

/** An ARG without a value: what follows `:-` stands for it until the build is given one, as the default of an ARG does. */
function isLeftToDefault(value: Value): boolean {
  return (
    value.kind === 'unknown' &&
    value.because.every(({ kind, what }) => kind === 'variable' && isArgument(what))
  )
}

/** What the builder sets by itself is called by its bare name. */
function isArgument(what: string): boolean {
  return /(?:^|[./])arg\./u.test(what)
}

class Expansion {
  readonly #piece: Piece
  readonly #scope: Scope

  constructor(piece: Piece, scope: Scope) {
    this.#piece = piece
    this.#scope = scope
  }

  value(parts: readonly WordPart[], span: Span): Value {
    const [only] = parts
    if (parts.length === 1 && only?.kind === 'variable') return this.#variable(only)
    const { made } = this.#scope
    if (parts.every(({ kind }) => kind === 'text')) {
      return made.scalar(parts.map((part) => (part.kind === 'text' ? part.text : '')).join(''), span)
    }
    return made.joined(
      parts.map((part) =>
        part.kind === 'text' ? made.scalar(part.text, this.#spanOf(part)) : this.#variable(part),
      ),
      span,
    )
  }

  #variable(part: Variable): Value {
    const site = this.#spanOf(part)
    const value = this.#scope.variable(part.name, site)
    switch (part.operator) {
      case '':
        return this.#handedOn(value, site)
      case '-':
      case ':-':
        return this.#isSet(part, value) && !isLeftToDefault(value)
          ? this.#handedOn(value, site)
          : this.#operand(part, site)
      case '+':
      case ':+':
        if (value.kind === 'unknown') return this.#handedOn(value, site)
        return this.#isSet(part, value) ? this.#operand(part, site) : this.#scope.made.scalar('', site)
      case '?':
      case ':?':
        return this.#required(part, value, site)
      case '#':
      case '##':
      case '%':
      case '%%':
      case '/':
      case '//':
        return this.#matched(part, value, site)
      default:
        return unreachable(part.operator)
    }
  }

  /** What somebody else gives counts as set: nobody can say that the default is taken. */
  #isSet({ operator }: Variable, value: Value): boolean {
    if (value.kind === 'absent') return false
    return !operator.startsWith(':') || value.kind === 'unknown' || textOf(value) !== ''
  }

  #required(part: Variable, value: Value, site: Span): Value {
    if (this.#isSet(part, value)) return this.#handedOn(value, site)
    const { made } = this.#scope
    made.say(refuse('dockerfile/required-variable', site))
    return made.unknown({ kind: 'error', what: part.name, site }, site)
  }

  #matched(part: Variable, value: Value, site: Span): Value {
    const { made } = this.#scope
    const pattern = this.value(part.operand, site)
    const by = this.value(part.replacement, site)
    const unknown = [value, pattern, by].find(({ kind }) => kind === 'unknown')
    if (unknown !== undefined) return this.#handedOn(unknown, site)
    const text = textOf(value)
    if (!made.maySpend(patternWork(text, textOf(pattern)))) return made.unknown(tooMuch(site), site)
    const scalar = changed(part.operator, text, textOf(pattern), textOf(by))
    const inputs = [value.origin, pattern.origin, by.origin].filter((id) => id !== 0)
    return { kind: 'scalar', scalar, origin: made.origins.at('call', site, { inputs }), marks: 0 }
  }

  #operand(part: Variable, site: Span): Value {
    const value = this.value(part.operand, site)
    return withOrigin(value, this.#scope.made.origins.at('default', site, { inputs: [value.origin] }))
  }

  #handedOn(value: Value, site: Span): Value {
    const { made } = this.#scope
    if (value.kind === 'absent') return made.scalar('', site)
    return withOrigin(value, made.origins.at('reference', site, { inputs: [value.origin] }))
  }

  #spanOf({ start, end }: WordPart): Span {
    return pieceSpan(this.#piece, start, end)
  }
}

type Variable = Extract<WordPart, { readonly kind: 'variable' }>

/** The same value, come by another way. */
export function withOrigin(value: Value, origin: number): Value {
  return { ...value, origin }
}

function changed(operator: Variable['operator'], text: string, pattern: string, by: string): string {
  if (operator.startsWith('/')) return withReplaced(text, pattern, by, operator === '//')
  return withoutMatch(text, pattern, operator.startsWith('#') ? 'beginning' : 'end', operator.length === 2)
}
