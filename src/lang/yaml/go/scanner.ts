import { Input, isBlankOrEnd, isLineEnd } from './input.ts'
import { isMarkerAt, scanBlock, scanPlain, scanQuoted } from './scan-scalars.ts'
import { type Directive, scanDirective, scanName, scanTag, skipComment } from './scan-words.ts'

/** The words of YAML, as libyaml tells them apart. */
export interface Token {
  readonly kind:
    | 'stream end'
    | 'directive'
    | 'document start'
    | 'document end'
    | 'block sequence'
    | 'block mapping'
    | 'block end'
    | 'open list'
    | 'close list'
    | 'open map'
    | 'close map'
    | 'dash'
    | 'comma'
    | 'key'
    | 'value'
    | 'alias'
    | 'anchor'
    | 'tag'
    | 'scalar'
  readonly line: number
  /** Where it begins in the text. */
  readonly start: number
  /** The name of an anchor or an alias, the handle of a tag. */
  readonly name?: string
  readonly directive?: Directive
}

/** What may turn out to be a key once a colon is found. */
interface PossibleKey {
  isPossible: boolean
  readonly isRequired: boolean
  readonly number: number
  readonly index: number
  readonly line: number
  readonly start: number
  readonly column: number
}

type Place = Pick<Token, 'line' | 'start'>

const none: PossibleKey = {
  isPossible: false,
  isRequired: false,
  number: -1,
  index: 0,
  line: 0,
  start: 0,
  column: 0,
}
const deepest = 10_000

/**
 * The tokens of a YAML text in the way of libyaml, of which go-yaml is a translation: the same places where it gives up, in the
 * same words. It reads no values.
 *
 * See https://github.com/yaml/libyaml and https://pkg.go.dev/go.yaml.in/yaml/v2.
 */
export class Scanner {
  readonly input: Input
  readonly #tokens: Token[] = []
  #head = 0
  #taken = 0
  #isEnded = false
  #indent = -1
  readonly #indents: number[] = []
  #mayBeKey = true
  readonly #keys: PossibleKey[] = [none]
  readonly #keyOf = new Map<number, PossibleKey>()

  constructor(text: string) {
    this.input = new Input(text)
  }

  peek(): Token {
    while (this.input.mistake === undefined && this.#needsMore() && !this.#isEnded) this.#fetch()
    return this.#tokens[this.#head] ?? { kind: 'stream end', ...this.#here() }
  }

  skip(): void {
    this.peek()
    this.#head++
    this.#taken++
    if (this.#head < 256) return
    this.#tokens.splice(0, this.#head)
    this.#head = 0
  }

  get #isFlow(): boolean {
    return this.#keys.length > 1
  }

  #needsMore(): boolean {
    if (this.#head >= this.#tokens.length) return true
    const key = this.#keyOf.get(this.#taken)
    return key !== undefined && this.#isValid(key)
  }

  /** A key must be in one line, and not longer than 1,024 letters. */
  #isValid(key: PossibleKey): boolean {
    if (!key.isPossible) return false
    if (key.line >= this.input.line && key.index + 1024 >= this.input.index) return true
    if (key.isRequired) this.input.failHere("could not find expected ':'")
    key.isPossible = false
    return false
  }

  #add(kind: Token['kind'], more: Partial<Token> = {}): void {
    this.#tokens.push({ kind, ...this.#here(), ...more })
  }

  #here(): Place {
    return { line: this.input.line, start: this.input.offset }
  }

  #fetch(): void {
    const { input } = this
    this.#toNextToken()
    this.#unroll(input.column)
    input.need(4)
    if (input.mistake !== undefined) return
    const code = input.code()
    if (code === 0) return this.#end()
    if (input.column === 0 && input.char() === '%') return this.#directive()
    if (isMarkerAt(input)) return this.#marker()
    this.#fetchSign(input.char(), isBlankOrEnd(input.code(1)))
  }

  #fetchSign(sign: string, isApart: boolean): void {
    if (sign === '[' || sign === '{') return this.#open(sign)
    if (sign === ']' || sign === '}') return this.#close(sign)
    if (sign === ',') return this.#sign('comma', true)
    if (sign === '-' && isApart) return this.#dash()
    if (this.#isFlow || isApart) {
      if (sign === '?') return this.#key()
      if (sign === ':') return this.#value()
    }
    this.#fetchNode(sign)
  }

  #fetchNode(sign: string): void {
    const { input } = this
    if (sign === '*' || sign === '&') return this.#named(sign)
    if (sign === '!') return this.#tag()
    if (!this.#isFlow && (sign === '|' || sign === '>')) return this.#block()
    if (sign === "'" || sign === '"') return this.#quoted(sign)
    if (isBlankOrEnd(input.code()) || '#|>%@`'.includes(sign))
      return input.failHere('found character that cannot start any token')
    this.#plain()
  }

  /** Goes over blanks, comments and line ends; a tab is no blank where a key may begin. */
  #toNextToken(): void {
    const { input } = this
    for (;;) {
      input.need(1)
      while (input.char() === ' ' || ((this.#isFlow || !this.#mayBeKey) && input.char() === '\t')) {
        input.skip()
        input.need(1)
      }
      while (input.char() === '#') skipComment(input)
      if (!isLineEnd(input.code())) return
      input.need(2)
      input.skipLine()
      if (!this.#isFlow) this.#mayBeKey = true
    }
  }

  #end(): void {
    const { input } = this
    if (input.column !== 0) {
      input.column = 0
      input.line++
    }
    this.#unroll(-1)
    this.#forgetKey()
    this.#mayBeKey = false
    this.#isEnded = true
    this.#add('stream end')
  }

  #directive(): void {
    this.#unroll(-1)
    this.#forgetKey()
    this.#mayBeKey = false
    const here = this.#here()
    this.#add('directive', { ...here, directive: scanDirective(this.input) })
  }

  #marker(): void {
    this.#unroll(-1)
    this.#forgetKey()
    this.#mayBeKey = false
    this.#add(this.input.char() === '-' ? 'document start' : 'document end')
    for (let letters = 0; letters < 3; letters++) this.input.skip()
  }

  #open(sign: '[' | '{'): void {
    this.#saveKey()
    this.#keys.push(none)
    if (this.#keys.length > deepest + 1) this.input.failHere(`exceeded max depth of ${deepest}`)
    this.#mayBeKey = true
    this.#add(sign === '[' ? 'open list' : 'open map')
    this.input.skip()
  }

  #close(sign: ']' | '}'): void {
    this.#forgetKey()
    if (this.#isFlow) {
      const last = this.#keys.pop()
      if (last !== undefined) this.#keyOf.delete(last.number)
    }
    this.#mayBeKey = false
    this.#add(sign === ']' ? 'close list' : 'close map')
    this.input.skip()
  }

  /** A sign of one letter, after which a key may begin or not. */
  #sign(kind: Token['kind'], mayBeKey: boolean): void {
    this.#forgetKey()
    this.#mayBeKey = mayBeKey
    this.#add(kind)
    this.input.skip()
  }

  #dash(): void {
    if (!this.#isFlow) {
      if (!this.#mayBeKey) this.input.failHere('block sequence entries are not allowed in this context')
      this.#roll(this.input.column, undefined, 'block sequence', this.#here())
    }
    this.#sign('dash', true)
  }

  #key(): void {
    if (!this.#isFlow) {
      if (!this.#mayBeKey) this.input.failHere('mapping keys are not allowed in this context')
      this.#roll(this.input.column, undefined, 'block mapping', this.#here())
    }
    this.#sign('key', !this.#isFlow)
  }

  #value(): void {
    const { input } = this
    const key = this.#keys.at(-1) ?? none
    if (this.#isValid(key)) {
      this.#insert(key.number, { kind: 'key', line: key.line, start: key.start })
      this.#roll(key.column, key.number, 'block mapping', key)
      key.isPossible = false
      this.#keyOf.delete(key.number)
      this.#mayBeKey = false
    } else {
      if (!this.#isFlow) {
        if (!this.#mayBeKey) input.failHere('mapping values are not allowed in this context')
        this.#roll(input.column, undefined, 'block mapping', this.#here())
      }
      this.#mayBeKey = !this.#isFlow
    }
    this.#add('value')
    input.skip()
  }

  #named(sign: '*' | '&'): void {
    this.#saveKey()
    this.#mayBeKey = false
    const here = this.#here()
    this.#add(sign === '*' ? 'alias' : 'anchor', { ...here, name: scanName(this.input) })
  }

  #tag(): void {
    this.#saveKey()
    this.#mayBeKey = false
    const here = this.#here()
    this.#add('tag', { ...here, name: scanTag(this.input) })
  }

  #block(): void {
    this.#forgetKey()
    this.#mayBeKey = true
    this.#add('scalar')
    scanBlock(this.input, this.#indent)
  }

  #quoted(quote: '"' | "'"): void {
    this.#saveKey()
    this.#mayBeKey = false
    this.#add('scalar')
    scanQuoted(this.input, quote)
  }

  #plain(): void {
    this.#saveKey()
    this.#mayBeKey = false
    this.#add('scalar')
    if (scanPlain(this.input, this.#indent + 1, this.#isFlow)) this.#mayBeKey = true
  }

  #saveKey(): void {
    if (!this.#mayBeKey) return
    const { line, column, index } = this.input
    const number = this.#taken + this.#tokens.length - this.#head
    const isRequired = !this.#isFlow && this.#indent === column
    this.#forgetKey()
    const key = { isPossible: true, isRequired, number, index, line, column, start: this.input.offset }
    this.#keys[this.#keys.length - 1] = key
    this.#keyOf.set(number, key)
  }

  #forgetKey(): void {
    const key = this.#keys.at(-1) ?? none
    if (!key.isPossible) return
    if (key.isRequired) this.input.failHere("could not find expected ':'")
    key.isPossible = false
    this.#keyOf.delete(key.number)
  }

  /** Begins a collection where a token stands deeper than those before it. */
  #roll(column: number, number: number | undefined, kind: Token['kind'], at: Place): void {
    if (this.#isFlow || this.#indent >= column) return
    this.#indents.push(this.#indent)
    this.#indent = column
    if (this.#indents.length > deepest) this.input.failHere(`exceeded max depth of ${deepest}`)
    if (number === undefined) this.#add(kind, at)
    else this.#insert(number, { kind, line: at.line, start: at.start })
  }

  /** Ends the collections that a token stands before. */
  #unroll(column: number): void {
    if (this.#isFlow) return
    while (this.#indent > column) {
      this.#add('block end')
      this.#indent = this.#indents.pop() ?? -1
    }
  }

  #insert(number: number, token: Token): void {
    this.#tokens.splice(number - this.#taken + this.#head, 0, token)
  }
}
