import { escaped } from './escapes.ts'
import { unreachable } from '../../kernel/unreachable.ts'

/** A plain value to be written as YAML. Numbers are text, as they shall be printed. */
export type PlainValue =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly PlainValue[] }
  | { readonly kind: 'map'; readonly entries: ReadonlyMap<string, PlainValue> }

/**
 * The text that Terraform's `yamlencode` makes, byte for byte: keys sorted and in quotes, strings in quotes or as `|`
 * blocks, quoted lines broken after column 80, `...` after a plain value that stands alone. Nesting has no limit.
 */
export function encodeTerraform(value: PlainValue): string {
  return new Emitter().encode(value)
}

const width = 80
const step = 2
/** Keys with more bytes than this get a question mark. */
const longestKey = 128

/** What is being written: a collection and where in it we are. */
interface Frame {
  readonly items: readonly PlainValue[]
  /** The keys of a mapping, in order; undefined for a list. */
  readonly keys: readonly string[] | undefined
  readonly indentBefore: number
  next: number
}

/**
 * Writes as libyaml's emitter does, whose port Terraform uses: what looks arbitrary here (when a blank or a break is due)
 * follows from its four pieces of state.
 */
class Emitter {
  readonly #out: string[] = []
  readonly #open: Frame[] = []
  #column = 0
  #indent = -1
  /** The last thing written is a blank, or the start. */
  #blank = true
  /** Only indentation and indicators stand on the line so far. */
  #indenting = true
  /** The last thing written is the colon or question mark of a mapping. */
  #inMapping = false

  encode(value: PlainValue): string {
    this.#value(value)
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      if (top.next < top.items.length) this.#item(top)
      else {
        this.#indent = top.indentBefore
        this.#open.pop()
      }
    }
    this.#toIndent()
    if (value.kind === 'number' || value.kind === 'bool' || value.kind === 'null') this.#out.push('...\n')
    return this.#out.join('')
  }

  #item(top: Frame): void {
    const value = top.items[top.next]
    const key = top.keys?.[top.next]
    top.next++
    if (value === undefined) return
    this.#toIndent()
    if (key === undefined) {
      this.#indicator('-', true, true)
      this.#inMapping = false
    } else this.#key(key)
    this.#value(value)
  }

  #key(key: string): void {
    this.#inMapping = true
    if (isSimple(key)) {
      this.#quoted(key, false)
      this.#indicator(':', false, false)
    } else {
      this.#indicator('?', true, true)
      this.#string(key)
      this.#toIndent()
      this.#indicator(':', true, true)
    }
  }

  #value(value: PlainValue): void {
    switch (value.kind) {
      case 'string':
        return this.#string(value.text)
      case 'number':
        return this.#plain(value.text)
      case 'bool':
        return this.#plain(String(value.value))
      case 'null':
        return this.#plain('null')
      case 'list':
        return this.#collection(value.items, undefined)
      case 'map': {
        const entries = [...value.entries].toSorted(([one], [other]) => byCodePoint(one, other))
        return this.#collection(
          entries.map(([, one]) => one),
          entries.map(([key]) => key),
        )
      }
      default:
        return unreachable(value)
    }
  }

  #collection(items: readonly PlainValue[], keys: readonly string[] | undefined): void {
    if (items.length === 0) {
      this.#plain(keys === undefined ? '[]' : '{}')
      return
    }
    this.#open.push({ items, keys, indentBefore: this.#indent, next: 0 })
    const hangs = keys === undefined && this.#inMapping && !this.#indenting
    if (this.#indent < 0) this.#indent = 0
    else if (!hangs) this.#indent += step
  }

  #plain(text: string): void {
    if (!this.#blank) this.#put(' ')
    this.#put(text)
    this.#blank = false
    this.#indenting = false
  }

  #string(text: string): void {
    const before = this.#indent
    this.#indent = before < 0 ? step : before + step
    if (text.includes('\n') && fitsBlock(text)) this.#literal(text)
    else this.#quoted(text, true)
    this.#indent = before
  }

  #literal(text: string): void {
    this.#indicator(`|${hintsOf(text)}`, true, false)
    this.#break('\n')
    this.#blank = true
    let atBreak = true
    for (const one of text) {
      if (isLineBreak(one)) {
        this.#break(one)
        atBreak = true
      } else {
        if (atBreak) this.#toIndent()
        this.#put(one)
        this.#indenting = false
        atBreak = false
      }
    }
  }

  #quoted(text: string, breaks: boolean): void {
    this.#indicator('"', true, false)
    const escapeAll = text.startsWith('\ufeff')
    let afterSpace = false
    let index = 0
    for (const one of text) {
      const isSpace = one === ' ' && !escapeAll
      const inside = index > 0 && index < text.length - 1
      index += one.length
      if (!isSpace) this.#put(escapeAll || mustEscape(one) ? escaped(one) : one)
      else if (breaks && inside && !afterSpace && this.#column > width) {
        this.#toIndent()
        if (text[index] === ' ') this.#put('\\')
      } else this.#put(' ')
      afterSpace = isSpace
    }
    this.#indicator('"', false, false)
    this.#blank = false
    this.#indenting = false
  }

  #indicator(text: string, needsBlank: boolean, indenting: boolean): void {
    if (needsBlank && !this.#blank) this.#put(' ')
    this.#put(text)
    this.#blank = false
    this.#indenting &&= indenting
  }

  #toIndent(): void {
    const indent = Math.max(this.#indent, 0)
    const due = !this.#indenting || this.#column > indent || (this.#column === indent && !this.#blank)
    if (due) this.#break('\n')
    if (this.#column < indent) this.#put(' '.repeat(indent - this.#column))
    this.#blank = true
    this.#indenting = true
  }

  #break(text: string): void {
    this.#out.push(text)
    this.#column = 0
    this.#indenting = true
  }

  #put(text: string): void {
    this.#out.push(text)
    this.#column += text.length > 1 ? Array.from(text).length : 1
  }
}

function isSimple(key: string): boolean {
  return utf8Length(key) <= longestKey && !/[\n\r\u0085\u2028\u2029]/u.test(key)
}

function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length
}

/** Whether a `|` block can hold a text: nothing to escape, no blank before a line break or at the end. */
function fitsBlock(text: string): boolean {
  if (/ (?:[\n\u2028\u2029]|$)/u.test(text)) return false
  for (const one of text) if (!isPrintable(one)) return false
  return true
}

/** What stands after `|`: the indentation when the text begins with a blank or a break, and how its end is meant. */
function hintsOf(text: string): string {
  const indentation = /^[ \n\u2028\u2029]/u.test(text) ? String(step) : ''
  if (!/[\n\u2028\u2029]$/u.test(text)) return `${indentation}-`
  return /^.$|[\n\u2028\u2029].$/su.test(text) ? `${indentation}+` : indentation
}

function isLineBreak(one: string): boolean {
  return one === '\n' || one === '\u2028' || one === '\u2029'
}

/** What libyaml writes as it is: of control characters only the line feed, and nothing beyond U+FFFF. */
function isPrintable(one: string): boolean {
  const code = one.codePointAt(0) ?? 0
  if (code < 0x7f) return code >= 0x20 || code === 0x0a
  return code >= 0xa0 && code < 0xfffe && code !== 0xfeff
}

function mustEscape(one: string): boolean {
  return one === '"' || one === '\\' || isLineBreak(one) || !isPrintable(one)
}

/** The order of UTF-8 bytes, which for UTF-16 is not the order of code units. */
function byCodePoint(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const left = one.charCodeAt(at)
    const right = other.charCodeAt(at)
    if (left !== right) return (one.codePointAt(at) ?? left) - (other.codePointAt(at) ?? right)
  }
  return one.length - other.length
}
