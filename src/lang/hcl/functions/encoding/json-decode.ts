import { parseNumber } from '../../number.ts'
import { sameType } from '../../type-relation.ts'
import { dynamicType } from '../../types.ts'
import { bool, nullOf, number, object, tuple, typeOf, type Val } from '../../value.ts'
import { text as normal } from '../normal.ts'
import { invalidAt, scanScalar } from './json-scan.ts'

/** As deep as values may be nested: what works on them goes down level by level. */
const deepest = 1000

/** The value that a JSON text says; or why it says none, in the words that Terraform has for it. */
export function decodeJson(text: string): Val | string {
  return new Reader(text).read()
}

type Frame =
  | { readonly kind: 'array'; readonly items: Val[] }
  | { readonly kind: 'object'; readonly entries: Map<string, Val>; key: string }

/** What may come next. */
type Wanted = 'value' | 'array start' | 'array comma' | 'object start' | 'key' | 'colon' | 'object comma'

/** What is said of a character that is not wanted. */
const complaints: Readonly<Record<Wanted, string>> = {
  value: ' looking for beginning of value',
  'array start': ' looking for beginning of value',
  'array comma': ' after array element',
  'object start': '',
  key: ' looking for beginning of object key string',
  colon: ' after object key',
  'object comma': ' after object key:value pair',
}

/** Goes from token to token with a stack of its own. */
class Reader {
  readonly #text: string
  readonly #open: Frame[] = []
  #at = 0
  #wanted: Wanted = 'value'
  #result: Val | undefined
  #why: string | undefined

  constructor(text: string) {
    this.#text = text
  }

  read(): Val | string {
    while (this.#why === undefined && this.#result === undefined) this.#token()
    if (this.#result === undefined || this.#why !== undefined) return this.#why ?? 'EOF'
    this.#skipSpaces()
    const next = this.#text[this.#at]
    const isMore = next !== undefined && next !== ']' && next !== '}'
    return isMore ? 'extraneous data after JSON object' : this.#result
  }

  #token(): void {
    this.#skipSpaces()
    const sign = this.#text[this.#at]
    if (sign === undefined) {
      this.#why = 'EOF'
      return
    }
    switch (this.#wanted) {
      case 'array start':
        return sign === ']' ? this.#close() : this.#value(sign)
      case 'value':
        return this.#value(sign)
      case 'array comma':
        return sign === ']' ? this.#close() : this.#take(sign, ',', 'value')
      case 'object start':
        return sign === '}' ? this.#close() : this.#key(sign)
      case 'key':
        return this.#key(sign)
      case 'colon':
        return this.#take(sign, ':', 'value')
      case 'object comma':
        return sign === '}' ? this.#close() : this.#take(sign, ',', 'key')
    }
  }

  #take(sign: string, expected: string, next: Wanted): void {
    if (sign !== expected) return this.#invalid()
    this.#at++
    this.#wanted = next
  }

  #value(sign: string): void {
    if (sign === '[') return this.#enter({ kind: 'array', items: [] }, 'array start')
    if (sign === '{') return this.#enter({ kind: 'object', entries: new Map(), key: '' }, 'object start')
    if (!/["tfn\-\d]/u.test(sign)) return this.#invalid()
    const scanned = scanScalar(this.#text, this.#at)
    if (scanned.kind === 'broken') {
      this.#why = scanned.why
      return
    }
    this.#at = scanned.end
    if (scanned.kind === 'scalar') return this.#put(scalarOf(scanned.scalar))
    const value = parseNumber(scanned.text)
    if (value === undefined) this.#why = 'a number is required'
    else this.#put(number(value))
  }

  #key(sign: string): void {
    if (sign !== '"') return this.#invalid()
    const scanned = scanScalar(this.#text, this.#at)
    if (scanned.kind === 'broken') {
      this.#why = scanned.why
      return
    }
    const top = this.#open.at(-1)
    if (top?.kind === 'object' && scanned.kind === 'scalar') top.key = normal(String(scanned.scalar)).value
    this.#at = scanned.end
    this.#wanted = 'colon'
  }

  #enter(frame: Frame, next: Wanted): void {
    if (this.#open.length >= deepest) {
      this.#why = 'exceeded max depth'
      return
    }
    this.#open.push(frame)
    this.#at++
    this.#wanted = next
  }

  #close(): void {
    const top = this.#open.pop()
    this.#at++
    if (top !== undefined) this.#put(top.kind === 'array' ? tuple(top.items) : object(top.entries))
  }

  #put(value: Val): void {
    const top = this.#open.at(-1)
    if (top === undefined) this.#result = value
    else if (top.kind === 'array') {
      top.items.push(value)
      this.#wanted = 'array comma'
    } else {
      const before = top.entries.get(top.key)
      if (before !== undefined) this.#why = clash(before, value)
      top.entries.set(top.key, value)
      this.#wanted = 'object comma'
    }
  }

  #invalid(): void {
    this.#why = invalidAt(this.#text, this.#at, complaints[this.#wanted]).why
  }

  #skipSpaces(): void {
    while (' \t\r\n'.includes(this.#text[this.#at] ?? '.')) this.#at++
  }
}

function scalarOf(scalar: string | boolean | null): Val {
  if (scalar === null) return nullOf(dynamicType)
  return typeof scalar === 'string' ? normal(scalar) : bool(scalar)
}

/** Of two values for one key the last holds, and decides the type: the first must be of it too. */
function clash(before: Val, value: Val): string | undefined {
  if (before.kind === 'null' || sameType(typeOf(before), typeOf(value))) return undefined
  if (value.kind === 'number') {
    if (before.kind !== 'string') return 'number is required'
    return parseNumber(before.value) === undefined ? 'a number is required' : undefined
  }
  if (value.kind === 'string') {
    return before.kind === 'number' || before.kind === 'bool' ? undefined : 'string is required'
  }
  if (value.kind === 'bool') return 'bool is required'
  return value.kind === 'tuple' ? clashOfLists(before, value.items.length) : 'missing expected {'
}

function clashOfLists(before: Val, count: number): string {
  if (before.kind !== 'tuple') return 'missing expected ['
  const which = before.items.length < count ? 'not enough' : 'too many'
  return `${which} tuple elements (need ${count})`
}
