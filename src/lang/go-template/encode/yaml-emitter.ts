import { escaped } from '../../yaml/escapes.ts'
import type { OriginId } from '../../../kernel/origin.ts'
import type { Origins } from '../../../kernel/origins.ts'
import { unreachable } from '../../../kernel/unreachable.ts'
import { textOf, type Text } from '../text.ts'
import { Pieced } from './pieced.ts'
import type { Plain, PlainEntry } from './plain.ts'
import { isPrintable, styleOf, type YamlVersion } from './yaml-style.ts'

/** A plain value as go-yaml writes it, without the line feed at its end. */
export function emitted(value: Plain, version: YamlVersion, origins: Origins): Text {
  return new Emitter(version, origins).document(value)
}

const step = 2
/** Keys with more bytes than this get a question mark. */
const longestKey = 128

/** What is being written: a collection, where in it we are, and the indentation around it. */
interface Frame {
  readonly value: Plain & { readonly kind: 'list' | 'map' }
  readonly indentBefore: number
  next: number
}

/**
 * Writes as libyaml's emitter does, of which go-yaml's is a port: what looks arbitrary here (when a blank or a break is
 * due) follows from its pieces of state.
 */
class Emitter {
  readonly #version: YamlVersion
  readonly #width: number
  readonly #out: Pieced
  readonly #open: Frame[] = []
  #column = 0
  #indent = -1
  /** The last thing written is a blank, or the start. */
  #blank = true
  /** Only indentation and indicators stand on the line so far. */
  #indenting = true
  /** What made the collection whose structure is written. */
  #around: OriginId = 0

  constructor(version: YamlVersion, origins: Origins) {
    this.#version = version
    this.#out = new Pieced(origins)
    this.#width = version === 'v2' ? 80 : Infinity
  }

  document(value: Plain): Text {
    this.#value(value, false)
    for (let top = this.#open.at(-1); top !== undefined; top = this.#open.at(-1)) {
      this.#around = top.value.origin
      if (top.next < sizeOf(top.value)) this.#next(top)
      else {
        this.#indent = top.indentBefore
        this.#open.pop()
      }
    }
    this.#toIndent()
    return withoutBreak(this.#out.text(this.#around))
  }

  #next(top: Frame): void {
    const { value } = top
    const at = top.next++
    this.#toIndent()
    if (value.kind === 'list') {
      const item = value.items[at]
      this.#indicator('-', true, true)
      if (item !== undefined) this.#value(item, false)
      return
    }
    const entry = value.entries[at]
    if (entry !== undefined) this.#entry(entry)
  }

  #entry({ key, value, origin }: PlainEntry): void {
    const text = textOf(key, origin, false)
    if (isSimple(key)) {
      this.#string(text, true)
      this.#indicator(':', false, false)
    } else {
      this.#indicator('?', true, true)
      this.#string(text, false)
      this.#toIndent()
      this.#indicator(':', true, true)
    }
    this.#value(value, true)
  }

  #value(value: Plain, isInMap: boolean): void {
    switch (value.kind) {
      case 'word':
        return this.#word(textOf(value.word, value.origin, true, value.because))
      case 'string':
        return this.#string(value.text, false)
      case 'list':
      case 'map':
        return this.#collection(value, isInMap)
      default:
        return unreachable(value)
    }
  }

  #collection(value: Plain & { readonly kind: 'list' | 'map' }, isInMap: boolean): void {
    if (sizeOf(value) === 0) return this.#word(textOf(value.kind === 'list' ? '[]' : '{}', value.origin))
    this.#open.push({ value, indentBefore: this.#indent, next: 0 })
    const hangs = this.#version === 'v2' && value.kind === 'list' && isInMap && !this.#indenting
    if (this.#indent < 0) this.#indent = 0
    else if (!hangs) this.#indent += step
  }

  #word(text: Text): void {
    if (!this.#blank) this.#put(' ')
    this.#out.written(text, this.#around, (one) => this.#put(one))
    this.#blank = false
    this.#indenting = false
  }

  #string(text: Text, isKey: boolean): void {
    const style = styleOf(text.value, isKey, this.#version)
    const before = this.#indent
    this.#indent = before < 0 ? step : before + step
    switch (style) {
      case 'plain':
        if (!this.#blank) this.#put(' ')
        this.#out.written(text, this.#around, this.#folding(text.value, !isKey, false))
        break
      case 'single':
        this.#indicator("'", true, false)
        this.#out.written(text, this.#around, this.#folding(text.value, !isKey, true))
        this.#indicator("'", false, false)
        break
      case 'double':
        this.#indicator('"', true, false)
        this.#out.written(text, this.#around, this.#escaping(text.value, !isKey))
        this.#indicator('"', false, false)
        break
      case 'literal':
        this.#indicator(`|${hintsOf(text.value)}`, true, false)
        this.#break('\n')
        this.#blank = true
        this.#out.written(text, this.#around, this.#lines())
        break
      default:
        unreachable(style)
    }
    if (style !== 'literal') {
      this.#blank = false
      this.#indenting = false
    }
    this.#indent = before
  }

  /** Plain and single-quoted texts: lines are broken at a lone blank after the width. */
  #folding(value: string, breaks: boolean, isQuoted: boolean): Writer {
    let afterSpace = false
    let afterBreak = false
    return (one, at) => {
      if (one === ' ') {
        const folds = breaks && !afterSpace && value[at + 1] !== ' ' && (!isQuoted || isInside(value, at))
        if (folds && this.#column > this.#width) this.#toIndent()
        else this.#put(one)
        afterSpace = true
      } else if (isBreak(one)) {
        if (!afterBreak && one === '\n') this.#break('\n')
        this.#break(one)
        afterBreak = true
      } else {
        if (afterBreak) this.#toIndent()
        this.#put(isQuoted && one === "'" ? "''" : one)
        this.#indenting = false
        afterSpace = false
        afterBreak = false
      }
    }
  }

  /** Double-quoted texts. */
  #escaping(value: string, breaks: boolean): Writer {
    const escapesAll = value.startsWith('\ufeff')
    let afterSpace = false
    return (one, at) => {
      const mustEscape = escapesAll || one === '"' || one === '\\' || isBreak(one) || !isPrintable(one)
      const folds = breaks && !afterSpace && isInside(value, at)
      if (mustEscape) this.#put(escaped(one))
      else if (one === ' ' && folds && this.#column > this.#width) {
        this.#toIndent()
        if (value[at + 1] === ' ') this.#put('\\')
      } else this.#put(one)
      afterSpace = one === ' ' && !mustEscape
    }
  }

  /** Block texts. */
  #lines(): Writer {
    let atBreak = true
    return (one) => {
      if (isBreak(one)) this.#break(one)
      else {
        if (atBreak) this.#toIndent()
        this.#put(one)
        this.#indenting = false
      }
      atBreak = isBreak(one)
    }
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
    this.#out.put(text)
    this.#column = 0
    this.#indenting = true
  }

  #put(text: string): void {
    this.#out.put(text)
    this.#column += text.length
  }
}

/** Writes one character of a text, which stands at an offset. */
type Writer = (one: string, at: number) => void

function sizeOf(value: Plain & { readonly kind: 'list' | 'map' }): number {
  return value.kind === 'list' ? value.items.length : value.entries.length
}

/** The line feed at the end of a document is Helm's to take away; what stands before it reads back all the same. */
function withoutBreak(text: Text): Text {
  const { value, pieces } = text
  if (!value.endsWith('\n')) return text
  const end = value.length - 1
  const kept = pieces.filter((_, at) => (pieces[at - 1]?.end ?? 0) < end)
  return { value: value.slice(0, end), pieces: kept.map((one) => (one.end > end ? { ...one, end } : one)) }
}

function isSimple(key: string): boolean {
  if (key.length > longestKey || /[\n\r\u0085\u2028\u2029]/u.test(key)) return false
  return new TextEncoder().encode(key).length <= longestKey
}

function isInside(value: string, at: number): boolean {
  return at > 0 && at < value.length - 1
}

function isBreak(one: string): boolean {
  return one === '\n' || one === '\u2028' || one === '\u2029' || one === '\r' || one === '\u0085'
}

/** What stands after `|`: the indentation when the text begins with a blank or a break, and how its end is meant. */
function hintsOf(text: string): string {
  const indentation = /^[ \n\u2028\u2029]/u.test(text) ? String(step) : ''
  if (!/[\n\u2028\u2029]$/u.test(text)) return `${indentation}-`
  return /^.$|[\n\u2028\u2029].$/su.test(text) ? `${indentation}+` : indentation
}
