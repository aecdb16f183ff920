import { Scanner, type Token } from './scanner.ts'

/**
 * What go-yaml's second version says of the first document of a text that it can't read, without the `yaml: ` before it, and where
 * that document ends for it: what comes after is not looked at, nor what the values are.
 *
 * See https://pkg.go.dev/go.yaml.in/yaml/v2, and `parserc.go` there for what follows what.
 */
export function firstGoDocument(text: string): {
  readonly mistake: string | undefined
  readonly end: number
} {
  return new Grammar(new Scanner(text === '' ? '\n' : text)).read()
}

/** What is expected next. */
type State =
  | 'block node'
  | 'sequence'
  | 'indentless sequence'
  | 'mapping key'
  | 'mapping value'
  | 'list item'
  | 'list first'
  | 'pair key'
  | 'pair value'
  | 'pair end'
  | 'map key'
  | 'map first'
  | 'map value'
  | 'map no value'
  | 'document end'

type Kind = Token['kind']

class Grammar {
  readonly #scanner: Scanner
  readonly #states: State[] = []
  readonly #handles = new Set(['!', '!!'])
  readonly #anchors = new Set<string>()

  constructor(scanner: Scanner) {
    this.#scanner = scanner
  }

  read(): { readonly mistake: string | undefined; readonly end: number } {
    const { input } = this.#scanner
    if (this.#begins()) this.#states.push('document end', 'block node')
    for (let state = this.#states.pop(); state !== undefined; state = this.#states.pop()) {
      this.#step(state)
      if (input.mistake !== undefined) break
    }
    return { mistake: input.mistake, end: this.#scanner.peek().start }
  }

  /** A mistake of the parser, whose lines are counted from 0. */
  #fail(what: string, { line }: Pick<Token, 'line'>): void {
    this.#scanner.input.fail(line === 0 ? what : `line ${line}: ${what}`)
  }

  #is(...kinds: readonly Kind[]): boolean {
    return kinds.includes(this.#scanner.peek().kind)
  }

  /** Goes over a token if it is of a kind. */
  #takes(kind: Kind): boolean {
    if (!this.#is(kind)) return false
    this.#scanner.skip()
    return true
  }

  #begins(): boolean {
    if (this.#is('stream end')) return false
    if (!this.#is('directive', 'document start')) return true
    this.#directives()
    if (!this.#takes('document start')) {
      this.#fail('did not find expected <document start>', this.#scanner.peek())
      return false
    }
    return !this.#is('directive', 'document start', 'document end', 'stream end')
  }

  #directives(): void {
    let hasVersion = false
    const declared = new Set<string>()
    for (let token = this.#scanner.peek(); token.kind === 'directive'; token = this.#scanner.peek()) {
      const { directive } = token
      if (directive?.kind === 'version') {
        if (hasVersion) this.#fail('found duplicate %YAML directive', token)
        hasVersion = true
        if (directive.version !== '1.1') this.#fail('found incompatible YAML document', token)
      } else if (directive !== undefined) {
        if (declared.has(directive.handle)) this.#fail('found duplicate %TAG directive', token)
        declared.add(directive.handle)
        this.#handles.add(directive.handle)
      }
      this.#scanner.skip()
    }
  }

  #step(state: State): void {
    switch (state) {
      case 'block node':
        return this.#node(true, false)
      case 'sequence':
        return this.#sequence()
      case 'indentless sequence':
        return this.#indentless()
      case 'mapping key':
        return this.#mappingKey()
      case 'mapping value':
        return this.#then('mapping key', this.#takes('value'), ['key', 'value', 'block end'], true)
      case 'document end':
        return void this.#scanner.peek()
      default:
        return this.#flow(state)
    }
  }

  #flow(state: Exclude<State, 'block node' | 'sequence' | 'indentless sequence' | 'document end'>): void {
    switch (state) {
      case 'list first':
      case 'list item':
        return this.#listItem(state === 'list first')
      case 'pair key':
        return this.#pairKey()
      case 'pair value':
        return this.#then('pair end', this.#takes('value'), ['comma', 'close list'], false)
      case 'pair end':
        return void this.#states.push('list item')
      case 'map first':
      case 'map key':
        return this.#mapKey(state === 'map first')
      case 'map value':
        return this.#then('map key', this.#takes('value'), ['comma', 'close map'], false)
      default:
        return void this.#states.push('map key')
    }
  }

  /** A node and then a state; the node may be missing, or there may be none at all. */
  #then(next: State, isThere: boolean, without: readonly Kind[], isBlock: boolean): void {
    this.#states.push(next)
    if (isThere && !this.#is(...without)) this.#node(isBlock, isBlock)
  }

  #node(isBlock: boolean, isIndentless: boolean): void {
    const token = this.#scanner.peek()
    if (token.kind === 'alias') {
      const name = token.name ?? ''
      this.#scanner.skip()
      if (this.#scanner.input.mistake === undefined && !this.#anchors.has(name))
        this.#scanner.input.fail(`unknown anchor '${name}' referenced`)
      return
    }
    const hasProperties = this.#properties()
    const { kind, ...place } = this.#scanner.peek()
    if (isIndentless && kind === 'dash') return void this.#states.push('indentless sequence')
    if (kind === 'scalar') return this.#scanner.skip()
    const inner = collections.get(kind)
    if (inner !== undefined && (isBlock || !kind.startsWith('block'))) {
      this.#scanner.skip()
      this.#states.push(inner)
    } else if (!hasProperties) this.#fail('did not find expected node content', place)
  }

  /** An anchor and a tag, in any order. */
  #properties(): boolean {
    const found = new Set<Kind>()
    let unknown: Token | undefined
    for (let token = this.#scanner.peek(); isProperty(token) && !found.has(token.kind);) {
      found.add(token.kind)
      if (token.kind === 'anchor') this.#anchors.add(token.name ?? '')
      else if (token.name !== undefined && token.name !== '' && !this.#handles.has(token.name))
        unknown = token
      this.#scanner.skip()
      token = this.#scanner.peek()
    }
    if (unknown !== undefined) this.#fail('found undefined tag handle', unknown)
    return found.size > 0
  }

  #sequence(): void {
    if (this.#takes('dash')) {
      this.#states.push('sequence')
      if (!this.#is('dash', 'block end')) this.#node(true, false)
    } else if (!this.#takes('block end'))
      this.#fail("did not find expected '-' indicator", this.#scanner.peek())
  }

  #indentless(): void {
    if (!this.#takes('dash')) return
    this.#states.push('indentless sequence')
    if (!this.#is('dash', 'key', 'value', 'block end')) this.#node(true, false)
  }

  #mappingKey(): void {
    if (this.#takes('key')) this.#then('mapping value', true, ['key', 'value', 'block end'], true)
    else if (!this.#takes('block end')) this.#fail('did not find expected key', this.#scanner.peek())
  }

  #listItem(isFirst: boolean): void {
    if (this.#takes('close list')) return
    if (!isFirst && !this.#takes('comma'))
      return this.#fail("did not find expected ',' or ']'", this.#scanner.peek())
    if (this.#takes('key')) this.#states.push('pair key')
    else if (!this.#takes('close list')) {
      this.#states.push('list item')
      this.#node(false, false)
    }
  }

  #pairKey(): void {
    this.#states.push('pair value')
    // An empty key takes the token after it along.
    if (this.#is('value', 'comma', 'close list')) this.#scanner.skip()
    else this.#node(false, false)
  }

  #mapKey(isFirst: boolean): void {
    if (this.#takes('close map')) return
    if (!isFirst && !this.#takes('comma'))
      return this.#fail("did not find expected ',' or '}'", this.#scanner.peek())
    if (this.#takes('key')) this.#then('map value', true, ['value', 'comma', 'close map'], false)
    else if (!this.#takes('close map')) {
      this.#states.push('map no value')
      this.#node(false, false)
    }
  }
}

const collections: ReadonlyMap<Kind, State> = new Map([
  ['block sequence', 'sequence'],
  ['block mapping', 'mapping key'],
  ['open list', 'list first'],
  ['open map', 'map first'],
])

function isProperty({ kind }: Token): boolean {
  return kind === 'anchor' || kind === 'tag'
}
