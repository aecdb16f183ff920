/**
 * The tables in data/providers: one text file a provider, in lines sorted by code unit, one line a type.
 *
 *     plumbline-schema 1 hashicorp/aws 6.25.0      format, source, the provider's version
 *     #2MZC mode!s trust_store_arn?s               a shape that several types share, named by its content
 *     d:aws_ami owners?Ls most_recent?b            a data source
 *     p: region?s                                  the provider's own configuration
 *     r:aws_vpc id?+s tags?Ms timeouts@o#x8aB      a resource
 *
 * A body is items between spaces. An item is an attribute, its name, flags and type:
 *
 *     flags  ! required   ? optional   + computed   ~ sensitive   ^ write-only   : none
 *     types  s string  n number  b bool  a any    L list of  S set of  M map of (the next type)
 *            O{…} or O#shape   an object: its items have no flags
 *            N{…} or N#shape   a nested attribute's object: each item has its own flags
 *
 * or a nested block: its name, `@`, its nesting (o one, g group, l list, s set, m map), `+` when the provider may fill
 * it, the least number, a comma and the largest number (each left out when 0), and its body as `{…}` or `#shape`:
 *
 *     default_action@l1{type!s order?+n}    versioning@l+,1#AkYA    timeouts@o#cE5a
 */
import { Fault } from '../../../kernel/fault.ts'
import {
  boolType,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  objectOf,
  setOf,
  stringType,
  type Type,
} from '../../../lang/hcl/types.ts'
import type {
  AttributeSchema,
  BlockSchema,
  NestedAttribute,
  NestedBlock,
  Nesting,
  ProviderSchema,
} from './contract.ts'

/** Reads a table. Only the places of its lines are found now; a type is decoded when asked for, then kept. */
export function parseProviderTable(text: string): ProviderSchema {
  return new Table(text)
}

const headline = 'plumbline-schema 1 '
const nestings: Readonly<Record<string, Nesting>> = { o: 'single', g: 'group', l: 'list', s: 'set', m: 'map' }

class Table implements ProviderSchema {
  readonly version: string
  readonly text: string
  /** Where the body of each line begins. */
  readonly #places = new Map<string, number>()
  readonly #blocks = new Map<string, BlockSchema>()
  /** Object types by shape; undefined while one is being made, which is how a shape inside itself shows. */
  readonly #objects = new Map<string, Type | undefined>()

  constructor(text: string) {
    if (!text.startsWith(headline)) throw new Fault('internal/unreachable', { table: text.slice(0, 40) })
    this.text = text
    const head = lineEnd(text, 0)
    this.version = text.slice(text.lastIndexOf(' ', head) + 1, head)
    for (let at = head + 1; at < text.length;) {
      const end = lineEnd(text, at)
      const space = text.indexOf(' ', at)
      const nameEnd = space < 0 || space > end ? end : space
      this.#places.set(text.slice(at, nameEnd), Math.min(nameEnd + 1, end))
      at = end + 1
    }
  }

  resource(type: string): BlockSchema | undefined {
    return this.line(`r:${type}`)
  }

  data(type: string): BlockSchema | undefined {
    return this.line(`d:${type}`)
  }

  provider(): BlockSchema | undefined {
    return this.line('p:')
  }

  /** The body of a line, by what stands at its beginning. */
  line(key: string): BlockSchema | undefined {
    const known = this.#blocks.get(key)
    const place = this.#places.get(key)
    if (known !== undefined || place === undefined) return known
    const made = new Cursor(this, place).body('block')
    this.#blocks.set(key, made)
    return made
  }

  shape(key: string): BlockSchema {
    const block = this.line(key)
    if (block === undefined) throw new Fault('internal/unreachable', { shape: key })
    return block
  }

  /** The type of an object with the shape. A type cannot hold itself: there, anything is allowed. */
  object(key: string, nested: boolean): Type {
    const name = nested ? `N${key}` : key
    if (this.#objects.has(name)) return this.#objects.get(name) ?? dynamicType
    this.#objects.set(name, undefined)
    const made = objectType(this.shape(key).attributes, nested)
    this.#objects.set(name, made)
    return made
  }
}

/** One pass over a body. */
class Cursor {
  readonly #table: Table
  readonly #text: string
  #at: number

  constructor(table: Table, at: number) {
    this.#table = table
    this.#text = table.text
    this.#at = at
  }

  /** Everything up to the end of the line or the closing brace, which is passed. */
  body(mode: 'block' | 'object'): BlockSchema {
    const attributes = new Map<string, AttributeSchema>()
    const blocks = new Map<string, NestedBlock>()
    for (;;) {
      const char = this.#text.charAt(this.#at)
      if (char === '' || char === '\n') break
      this.#at++
      if (char === '}') break
      if (char === ' ') continue
      const name = this.#name(this.#at - 1)
      if (mode === 'block' && this.#text.charAt(this.#at) === '@') blocks.set(name, this.#block())
      else attributes.set(name, this.#attribute())
    }
    return { attributes, blocks }
  }

  #name(start: number): string {
    while (isNameCode(this.#text.charCodeAt(this.#at))) this.#at++
    return this.#text.slice(start, this.#at)
  }

  #attribute(): AttributeSchema {
    const start = this.#at
    while ('!?+~^:'.includes(this.#text.charAt(this.#at))) this.#at++
    const flags = this.#text.slice(start, this.#at)
    const { type, nested } = this.#type()
    return {
      type,
      required: flags.includes('!'),
      optional: flags.includes('?'),
      computed: flags.includes('+'),
      sensitive: flags.includes('~'),
      ...(flags.includes('^') ? { writeOnly: true } : {}),
      ...(nested === undefined ? {} : { nested }),
    }
  }

  #type(): { readonly type: Type; readonly nested?: NestedAttribute } {
    const letter = this.#text.charAt(this.#at++)
    switch (letter) {
      case 's':
        return { type: stringType }
      case 'n':
        return { type: numberType }
      case 'b':
        return { type: boolType }
      case 'a':
        return { type: dynamicType }
      case 'L':
        return this.#collection('list', listOf)
      case 'S':
        return this.#collection('set', setOf)
      case 'M':
        return this.#collection('map', mapOf)
      case 'O':
      case 'N':
        return this.#object(letter === 'N')
      default:
        throw new Fault('internal/unreachable', { type: letter, at: String(this.#at) })
    }
  }

  #collection(
    nesting: Nesting,
    of: (element: Type) => Type,
  ): { readonly type: Type; readonly nested?: NestedAttribute } {
    const { type, nested } = this.#type()
    if (nested === undefined) return { type: of(type) }
    return { type: of(type), nested: new LaterNested(nesting, () => nested.attributes) }
  }

  #object(nested: boolean): { readonly type: Type; readonly nested?: NestedAttribute } {
    const table = this.#table
    if (this.#text.charAt(this.#at) === '#') {
      const key = this.#reference()
      const type = table.object(key, nested)
      return nested
        ? { type, nested: new LaterNested('single', () => table.shape(key).attributes) }
        : { type }
    }
    this.#at++
    const { attributes } = this.body('object')
    const type = objectType(attributes, nested)
    return nested ? { type, nested: { nesting: 'single', attributes } } : { type }
  }

  #block(): NestedBlock {
    const nesting = nestings[this.#text.charAt(this.#at + 1)] ?? 'list'
    this.#at += 2
    const computed = this.#text.charAt(this.#at) === '+'
    if (computed) this.#at++
    const min = this.#number()
    const bounded = this.#text.charAt(this.#at) === ','
    if (bounded) this.#at++
    const max = bounded ? this.#number() : 0
    const table = this.#table
    if (this.#text.charAt(this.#at) === '#') {
      const key = this.#reference()
      return new LaterBlock({ nesting, min, max, computed }, () => table.shape(key))
    }
    this.#at++
    return { nesting, min, max, computed, block: this.body('block') }
  }

  #number(): number {
    const start = this.#at
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++
    return start === this.#at ? 0 : Number(this.#text.slice(start, this.#at))
  }

  #reference(): string {
    const start = this.#at++
    this.#name(this.#at)
    return this.#text.slice(start, this.#at)
  }
}

/** A block whose body stands in a line of its own, decoded when looked into. */
class LaterBlock implements NestedBlock {
  readonly nesting: Nesting
  readonly min: number
  readonly max: number
  readonly computed: boolean
  readonly #body: () => BlockSchema

  constructor(how: Required<Omit<NestedBlock, 'block'>>, body: () => BlockSchema) {
    this.nesting = how.nesting
    this.min = how.min
    this.max = how.max
    this.computed = how.computed
    this.#body = body
  }

  get block(): BlockSchema {
    return this.#body()
  }
}

class LaterNested implements NestedAttribute {
  readonly nesting: Nesting
  readonly #attributes: () => ReadonlyMap<string, AttributeSchema>

  constructor(nesting: Nesting, attributes: () => ReadonlyMap<string, AttributeSchema>) {
    this.nesting = nesting
    this.#attributes = attributes
  }

  get attributes(): ReadonlyMap<string, AttributeSchema> {
    return this.#attributes()
  }
}

/** An object type has all its attributes; a nested attribute may leave out those that aren't required. */
export function objectType(attributes: ReadonlyMap<string, AttributeSchema>, nested: boolean): Type {
  const types = new Map([...attributes].map(([name, { type }]) => [name, type]))
  if (!nested) return objectOf(types)
  return objectOf(types, new Set([...attributes].flatMap(([name, { required }]) => (required ? [] : [name]))))
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

/** Letters, digits, `_` and `-`. */
function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || code === 95 || isDigit(code) || code === 45 || (code >= 65 && code <= 90)
  )
}
