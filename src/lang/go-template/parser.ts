import type { BranchNode, CommandNode, Operand, PipeNode, Source, Template, TemplateNode } from './ast.ts'
import { goQuoted, tokensOf, type Token, type TokenKind } from './lexer.ts'
import { characterMistake, characterOf, numberMistake, numberOf, unquoted } from './literals.ts'

/** What is wrong with a template's text, in Go's words, and where. */
export interface TemplateMistake {
  readonly message: string
  readonly start: number
}

/** The templates that a text defines; the first is the text itself. */
export interface ParsedTemplates {
  readonly templates: readonly Template[]
  readonly mistake: TemplateMistake | undefined
}

/**
 * Reads a template's text as Go's text/template/parse does. As for Go, the first mistake ends it: then there are no templates.
 * Total: what is nested too deeply is a mistake.
 */
export function parseTemplates(source: Source, isFunction: (name: string) => boolean): ParsedTemplates {
  const parser = new Parser(source, isFunction)
  const templates = parser.run()
  return templates === undefined
    ? { templates: [], mistake: parser.mistake }
    : { templates, mistake: undefined }
}

const deepest = 500

/** What ends a list of nodes. */
interface Ended {
  readonly body: readonly TemplateNode[]
  readonly by: 'end' | 'else' | 'eof'
}

type Found<Kind> = Kind | undefined

class Parser {
  mistake: TemplateMistake | undefined
  readonly #source: Source
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #isFunction: (name: string) => boolean
  readonly #defined: Template[] = []
  #at = 0
  #variables: string[] = ['$']
  #assigned: Set<string>[] = []
  #loops = 0
  #depth = 0

  constructor(source: Source, isFunction: (name: string) => boolean) {
    this.#source = source
    this.#text = source.text.value
    this.#tokens = tokensOf(this.#text)
    this.#isFunction = isFunction
  }

  run(): readonly Template[] | undefined {
    const found = this.#list(true)
    if (found === undefined) return undefined
    if (found.by !== 'eof') return this.#fail(`unexpected {{${found.by}}}`)
    return [{ name: this.#source.name, body: found.body, source: this.#source }, ...this.#defined]
  }

  #list(isTop: boolean): Found<Ended> {
    const body: TemplateNode[] = []
    if (this.#depth > deepest) return this.#fail('nested too deeply')
    this.#depth++
    for (;;) {
      const token = this.#next()
      if (token.kind === 'text') {
        body.push({ kind: 'text', start: token.start, end: token.end })
        continue
      }
      if (token.kind === 'end') {
        if (!isTop) return this.#fail('unexpected EOF', token)
        this.#depth--
        return { body, by: 'eof' }
      }
      if (token.kind !== 'left') return this.#unexpected(token, 'input')
      const node = this.#action(token, isTop)
      if (node === undefined) return undefined
      if (node === 'end' || node === 'else') {
        this.#depth--
        return { body, by: node }
      }
      if (node !== 'defined') body.push(node)
    }
  }

  #action(left: Token, isTop: boolean): Found<TemplateNode | 'end' | 'else' | 'defined'> {
    const token = this.#nextWord()
    const word = token.kind === 'name' ? this.#text.slice(token.start, token.end) : ''
    switch (word) {
      case 'if':
      case 'with':
      case 'range':
        return this.#branch(word, left)
      case 'define':
        return isTop ? this.#definition() : this.#fail('unexpected <define> in command', token)
      case 'block':
        return this.#block(left)
      case 'template':
        return this.#call(left)
      case 'break':
      case 'continue': {
        if (this.#loops === 0) return this.#fail(`{{${word}}} outside {{range}}`, token)
        const right = this.#expect('right', `{{${word}}}`)
        return right && { kind: word, start: left.start, end: right.end }
      }
      case 'end':
        return this.#expect('right', 'end') && 'end'
      case 'else':
        // What follows else is read by whoever opened the branch.
        return 'else'
      default: {
        this.#at--
        const pipe = this.#pipeline('command', 'right')
        return pipe && { kind: 'action', pipe, start: left.start, end: this.#lastEnd() }
      }
    }
  }

  #branch(kind: BranchNode['kind'], left: Token): Found<BranchNode> {
    const scope = this.#variables.length
    this.#assigned.push(new Set())
    const pipe = this.#pipeline(kind, 'right')
    if (pipe === undefined) return undefined
    if (kind === 'range') this.#loops++
    const found = this.#list(false)
    if (kind === 'range') this.#loops--
    if (found === undefined) return undefined
    const otherwise = found.by === 'else' ? this.#otherwise(kind) : []
    if (otherwise === undefined) return undefined
    this.#variables.length = scope
    const assigns = this.#outerAssigned()
    return { kind, pipe, body: found.body, otherwise, assigns, start: left.start, end: this.#lastEnd() }
  }

  /** The variables that a branch assigns and that are still there after it; they count for the branch around it too. */
  #outerAssigned(): readonly string[] {
    const names = [...(this.#assigned.pop() ?? [])].filter((name) => this.#variables.includes(name))
    for (const name of names) this.#assigned.at(-1)?.add(name)
    return names
  }

  /** What follows `{{else`: `if` or `with` again, whose `end` is that of the whole. */
  #otherwise(kind: BranchNode['kind']): Found<readonly TemplateNode[]> {
    const token = this.#nextWord()
    if (token.kind === 'right') {
      const found = this.#list(false)
      if (found === undefined) return undefined
      return found.by === 'end' ? found.body : this.#fail('expected end; found {{else}}')
    }
    const word = token.kind === 'name' ? this.#text.slice(token.start, token.end) : ''
    if (word !== kind || kind === 'range')
      return this.#unexpected(token, word === 'if' || word === 'with' ? 'input' : 'else')
    if (this.#depth++ > deepest) return this.#fail('nested too deeply')
    const nested = this.#branch(kind, token)
    this.#depth--
    return nested && [nested]
  }

  #definition(): Found<'defined'> {
    const name = this.#name('define clause')
    if (name === undefined || this.#expect('right', 'define clause') === undefined) return undefined
    return this.#define(name)
  }

  #define(name: string): Found<'defined'> {
    const [variables, loops] = [this.#variables, this.#loops]
    this.#variables = ['$']
    this.#loops = 0
    const found = this.#list(false)
    this.#variables = variables
    this.#loops = loops
    if (found === undefined) return undefined
    if (found.by !== 'end') return this.#fail('unexpected {{else}} in define clause')
    this.#defined.push({ name, body: found.body, source: this.#source })
    return 'defined'
  }

  #block(left: Token): Found<TemplateNode> {
    const name = this.#name('block clause')
    if (name === undefined) return undefined
    const pipe = this.#pipeline('block clause', 'right')
    const end = this.#lastEnd()
    if (pipe === undefined || this.#define(name) === undefined) return undefined
    return { kind: 'template', name, pipe, start: left.start, end }
  }

  #call(left: Token): Found<TemplateNode> {
    const said = this.#peekWord().start
    const name = this.#name('template clause')
    if (name === undefined) return undefined
    const next = this.#nextWord()
    if (next.kind === 'right')
      return { kind: 'template', name, pipe: undefined, start: left.start, end: next.end, said }
    this.#at--
    const pipe = this.#pipeline('template clause', 'right')
    return pipe && { kind: 'template', name, pipe, start: left.start, end: this.#lastEnd(), said }
  }

  #name(context: string): Found<string> {
    const token = this.#nextWord()
    if (token.kind !== 'string' && token.kind !== 'raw') return this.#unexpected(token, context)
    return this.#string(token)
  }

  #pipeline(context: string, closer: TokenKind): Found<PipeNode> {
    if (this.#depth++ > deepest) return this.#fail('nested too deeply')
    const { start } = this.#peekWord()
    const declared = this.#declarations(context)
    if (declared === undefined) return undefined
    const commands: CommandNode[] = []
    for (;;) {
      const token = this.#nextWord()
      if (token.kind === closer) {
        const last = commands.at(-1)
        if (last === undefined) return this.#fail(`missing value for ${context}`, token)
        this.#depth--
        const said = lastIn(last.args.at(-1) ?? last.args[0])
        return { kind: 'pipe', ...declared, commands, start, end: last.end, said }
      }
      this.#at--
      const command = this.#command(context, commands.length > 0)
      if (command === undefined) return undefined
      commands.push(command)
    }
  }

  /** `$x :=`, `$x =` or, in range, `$i, $x :=`. */
  #declarations(
    context: string,
  ): Found<{ readonly declares: readonly string[]; readonly isAssignment: boolean }> {
    const begin = this.#at
    const names: string[] = []
    for (;;) {
      const token = this.#nextWord()
      if (token.kind !== 'variable') break
      names.push(this.#text.slice(token.start, token.end))
      const after = this.#nextWord()
      if (after.kind === 'declare' || after.kind === 'assign') return this.#declared(names, after, context)
      const isPair = after.kind === 'comma' && context === 'range' && names.length < 2
      if (!isPair) {
        if (after.kind === 'comma') return this.#fail(`too many declarations in ${context}`, after)
        break
      }
    }
    this.#at = begin
    return { declares: [], isAssignment: false }
  }

  #declared(
    names: readonly string[],
    { kind }: Token,
    context: string,
  ): Found<{ readonly declares: readonly string[]; readonly isAssignment: boolean }> {
    const isAssignment = kind === 'assign'
    for (const name of names) {
      if (!isAssignment) this.#variables.push(name)
      // One that was never declared is refused only where it is assigned.
      else if (!this.#variables.includes(name)) this.#variables.push(name)
      else this.#assigned.at(-1)?.add(name)
    }
    const isPair = names.length === 2
    return isPair && context !== 'range'
      ? this.#fail(`too many declarations in ${context}`)
      : { declares: names, isAssignment }
  }

  #command(context: string, isLater: boolean): Found<CommandNode> {
    const args: Operand[] = []
    const { start } = this.#peekWord()
    for (;;) {
      this.#peekWord()
      const operand = this.#operand()
      if (operand === undefined) return undefined
      if (operand !== 'none') args.push(operand)
      const token = this.#next()
      if (token.kind === 'space') continue
      if (token.kind === 'right' || token.kind === 'close') this.#at--
      else if (token.kind !== 'pipe') return this.#unexpected(token, 'operand')
      break
    }
    const [first] = args
    if (first === undefined) return this.#emptyCommand(context)
    if (isLater && !['field', 'variable', 'function', 'chain', 'pipe'].includes(first.kind))
      return this.#fail(`non executable command in pipeline stage 2`)
    return { args: [first, ...args.slice(1)], start, end: args.at(-1)?.end ?? start }
  }

  #emptyCommand(context: string): undefined {
    const token = this.#nextWord()
    if (token.kind === 'right' || token.kind === 'close' || token.kind === 'pipe')
      return this.#fail('missing value for command', token)
    return this.#unexpected(token, context)
  }

  /** A term and the fields after it. */
  #operand(): Found<Operand | 'none'> {
    const term = this.#term()
    if (term === undefined || term === 'none') return term
    const names: string[] = []
    let { end } = term
    const said = end
    while (this.#tokens[this.#at]?.kind === 'field' && this.#tokens[this.#at]?.start === end) {
      const token = this.#next()
      names.push(this.#text.slice(token.start + 1, token.end))
      ;({ end } = token)
    }
    if (names.length === 0) return term
    switch (term.kind) {
      case 'field':
      case 'variable':
        return { ...term, names: [...term.names, ...names], end, said }
      case 'bool':
      case 'string':
      case 'number':
      case 'nil':
      case 'dot':
        return this.#fail(`unexpected . after term ${goQuoted(this.#text.slice(term.start, term.end))}`)
      default:
        return { kind: 'chain', of: term, names, start: term.start, end, said: lastIn(term) }
    }
  }

  #term(): Found<Operand | 'none'> {
    const token = this.#nextWord()
    const { start, end } = token
    const written = this.#text.slice(start, end)
    switch (token.kind) {
      case 'name':
        return this.#word(written, token)
      case 'dot':
        return { kind: 'dot', start, end }
      case 'variable':
        if (!this.#variables.includes(written))
          return this.#fail(`undefined variable ${goQuoted(written)}`, token)
        return { kind: 'variable', name: written, names: [], start, end }
      case 'field':
        return { kind: 'field', names: [written.slice(1)], start, end }
      case 'number':
        return numberOf(written, start, end) ?? this.#fail(numberMistake(written), token)
      case 'character':
        return characterOf(written, start, end) ?? this.#fail(characterMistake(written), token)
      case 'open': {
        const pipe = this.#pipeline('parenthesized pipeline', 'close')
        return pipe && { ...pipe, start, end: this.#lastEnd() }
      }
      case 'string':
      case 'raw': {
        const value = this.#string(token)
        const isPlain = token.kind === 'raw' || !written.includes('\\')
        return value === undefined
          ? undefined
          : { kind: 'string', value, plainAt: isPlain ? start + 1 : undefined, start, end }
      }
      default:
        this.#at--
        return 'none'
    }
  }

  #word(word: string, token: Token): Found<Operand> {
    const { start, end } = token
    if (word === 'true' || word === 'false') return { kind: 'bool', value: word === 'true', start, end }
    if (word === 'nil') return { kind: 'nil', start, end }
    if (!this.#isFunction(word)) return this.#fail(`function ${goQuoted(word)} not defined`, token)
    return { kind: 'function', name: word, start, end }
  }

  #string({ kind, start, end }: Token): Found<string> {
    const written = this.#text.slice(start, end)
    if (kind === 'raw') return written.slice(1, -1).replaceAll('\r', '')
    return unquoted(written) ?? this.#fail('invalid syntax', { kind, start, end })
  }

  #next(): Token {
    const token = this.#tokens[this.#at] ?? { kind: 'end', start: this.#text.length, end: this.#text.length }
    this.#at++
    return token
  }

  #nextWord(): Token {
    let token = this.#next()
    while (token.kind === 'space') token = this.#next()
    return token
  }

  #peekWord(): Token {
    const token = this.#nextWord()
    this.#at--
    return token
  }

  #lastEnd(): number {
    return this.#tokens[this.#at - 1]?.end ?? 0
  }

  #expect(kind: TokenKind, context: string): Found<Token> {
    const token = this.#nextWord()
    return token.kind === kind ? token : this.#unexpected(token, context)
  }

  #unexpected(token: Token, context: string): undefined {
    if (token.kind === 'error') return this.#fail(token.message ?? 'error', token)
    const written = this.#text.slice(token.start, token.end)
    const what = token.kind === 'end' ? 'EOF' : isKeyword(token, written) ? `<${written}>` : goQuoted(written)
    return this.#fail(`unexpected ${what} in ${context}`, token)
  }

  #fail(message: string, token?: Token): undefined {
    const start = token?.start ?? this.#tokens[this.#at - 1]?.start ?? 0
    this.mistake ??= { message, start: Math.min(start, this.#text.length) }
    return undefined
  }
}

const keywords = new Set([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'nil',
  'range',
  'template',
  'with',
])

function isKeyword({ kind }: Token, written: string): boolean {
  return kind === 'name' && keywords.has(written)
}

/** Where the last part of an operand stands that Go looks at before it has its value. */
function lastIn(operand: Operand): number {
  if (operand.kind !== 'pipe') return operand.said ?? operand.start
  const last = operand.commands.at(-1)?.args.at(-1)
  return last === undefined ? operand.start : lastIn(last)
}
