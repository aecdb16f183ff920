import type { FilePath } from '../../../kernel/brand.ts'
import type { Node } from '../tree.ts'
import { isSpace, startsName } from './characters.ts'
import { frame } from './frames.ts'
import { TemplateParser } from './template.ts'
import { none } from './machine.ts'
import { token } from './scanner.ts'

/**
 * Finds where to go on after a mistake. First by brackets: what is open is closed again, and the line ends. When they do not
 * match, by indentation: the next line that is not deeper than the malformed item and begins with a name or a brace.
 */
export abstract class RecoveringParser extends TemplateParser {
  /** How much text may be looked at twice; a file of nothing but mistakes stays linear. */
  #budget = 0

  override open(file: FilePath, text: string): void {
    super.open(file, text)
    this.#budget = 4 * text.length
  }

  /**
   * Skips the rest of the item that began at an offset, and reads the next token. Gives where the item ends. What was read of it
   * up to `whole` stands, and is not read again.
   */
  protected recover(itemStart: number, whole: number = itemStart): number {
    const from = Math.min(this.start, this.limit)
    const closers = this.#openClosers()
    const inTemplate = this.#openTemplate()
    const quoted = this.isQuoted
    const { marker } = this
    this.#closeAll()
    this.muted = true
    let resume = -1
    if (this.#budget > 0) {
      resume = this.#byBrackets(inTemplate ? this.#templateEnd(from, quoted, marker) : from, closers)
      if (resume === -1) this.#budget -= Math.max(0, this.end - from)
    }
    if (resume === -1) resume = this.#byIndent(itemStart, whole, from)
    this.muted = false
    this.newlines = true
    this.end = resume
    this.advance()
    return this.#trimmed(itemStart, resume)
  }

  /** The children of everything that is open above a depth, in one chain: what could be read of a malformed part. */
  protected gathered(depth: number): Node {
    const { frames, tree } = this
    let first = none
    let last = none
    for (let index = depth; index < frames.depth; index++) {
      const end = frames.lastAt(index)
      const node = frames.nodeAt(index)
      if (end === none || node === none) continue
      const start = tree.firstChildren[node] ?? none
      if (start === none) continue
      if (first === none) first = start
      else tree.nextSiblings[last] = start
      last = end
    }
    if (last !== none) tree.nextSiblings[last] = none
    return first
  }

  /** A chain of nodes without those that reach beyond an offset. */
  protected cut(first: Node, end: number): Node {
    const { tree } = this
    let before = none
    for (let node = first; node !== none; node = tree.nextSiblings[node] ?? none) {
      if ((tree.ends[node] ?? 0) > end) {
        if (before === none) return none
        tree.nextSiblings[before] = none
        return first
      }
      before = node
    }
    return first
  }

  /** The brackets that are open in the expression, outside of any template in it. */
  #openClosers(): number[] {
    const { frames } = this
    const closers: number[] = []
    for (let index = this.#bodyDepth(); index < frames.depth; index++) {
      const kind = frames.kindAt(index)
      if (kind === frame.template) break
      const closer = this.#closerOf(index, kind)
      if (closer !== token.end) closers.push(closer)
    }
    return closers
  }

  #closerOf(index: number, kind: number): number {
    switch (kind) {
      case frame.parenthesis:
      case frame.call:
        return token.closeParen
      case frame.index:
      case frame.tuple:
        return token.closeBracket
      case frame.objectKey:
      case frame.objectValue:
        return token.closeBrace
      case frame.forCollection:
      case frame.forFirst:
      case frame.forValue:
      case frame.forCondition: {
        const open = this.text.charCodeAt(this.tree.starts[this.frames.nodeAt(index)] ?? 0)
        return open === 0x5b ? token.closeBracket : token.closeBrace
      }
      default:
        return token.end
    }
  }

  /** How many frames are bodies; they lie below all others. */
  #bodyDepth(): number {
    const { frames } = this
    let depth = frames.depth
    while (depth > 0 && frames.kindAt(depth - 1) !== frame.body) depth--
    return depth
  }

  #openTemplate(): boolean {
    const { frames } = this
    for (let index = this.#bodyDepth(); index < frames.depth; index++) {
      if (frames.kindAt(index) === frame.template) return true
    }
    return false
  }

  #closeAll(): void {
    this.abandonTemplates()
    this.frames.depth = this.#bodyDepth()
    this.newlines = true
    this.broken = false
  }

  #templateEnd(from: number, quoted: boolean, marker: string): number {
    if (quoted || marker === '') return this.#quotedEnd(from, 1)
    return this.#heredocEnd(from, marker)
  }

  /** Where brackets are closed again and the line ends; -1 when they do not match. */
  #byBrackets(from: number, closers: number[]): number {
    if (from === -1) return -1
    this.end = from
    for (;;) {
      this.advance()
      const isOutside = closers.length === 0
      switch (this.token) {
        case token.end:
          return isOutside ? this.limit : -1
        case token.newline:
          if (isOutside) return this.start
          break
        case token.quote:
          this.end = this.#quotedEnd(this.end, 0)
          break
        case token.heredoc: {
          const end = this.#heredocEnd(this.end, this.#heredocMarker())
          if (end === -1) return -1
          this.end = end
          break
        }
        case token.openBrace:
        case token.openBracket:
        case token.openParen:
          closers.push(this.token + 1)
          break
        case token.closeBrace:
        case token.closeBracket:
        case token.closeParen:
          if (isOutside) {
            if (this.token === token.closeBrace && this.frames.depth > 1) return this.start
          } else if (closers.pop() !== this.token) return -1
          break
        default:
      }
    }
  }

  #heredocMarker(): string {
    const source = this.text.slice(this.start, this.end)
    return source.slice(source[2] === '-' ? 3 : 2).trimEnd()
  }

  /** The offset after the quote that closes a string, or its line's end. `depth` interpolations are open at the start. */
  #quotedEnd(from: number, depth: number): number {
    const { text, limit } = this
    let open = depth
    let inner = false
    for (let at = from; at < limit; at++) {
      const code = text.charCodeAt(at)
      if (code === 0x0a) return at
      if (code === 0x5c) at++
      else if (code === 0x22) {
        if (open === 0) return at + 1
        inner = !inner
      } else if (code === 0x7b && (open > 0 || text.charCodeAt(at - 1) === 0x24)) open++
      else if (code === 0x7d && open > 0) {
        open--
        inner = inner && open > 0
      }
    }
    return limit
  }

  /** The end of the line of a heredoc's end marker, or -1. */
  #heredocEnd(from: number, marker: string): number {
    const { text } = this
    let at = text.lastIndexOf('\n', from - 1) + 1
    while (at < this.limit) {
      const newline = text.indexOf('\n', at)
      const end = newline === -1 ? this.limit : newline
      let start = at
      while (start < end && isSpace(text.charCodeAt(start))) start++
      if (text.startsWith(marker, start) && text.slice(start, end).trim() === marker && end >= from)
        return end
      at = end + 1
    }
    this.#budget -= Math.max(0, this.limit - from)
    return -1
  }

  /** The next line that may begin another item, looked for from what was read whole on, or from the mistake. */
  #byIndent(itemStart: number, whole: number, mistake: number): number {
    const { text } = this
    const lineStart = text.lastIndexOf('\n', itemStart - 1) + 1
    const indent = itemStart - lineStart
    const from = this.#budget > 0 ? whole : Math.max(mistake, whole)
    for (let line = this.#nextLine(from); line < this.limit; line = this.#nextLine(line)) {
      let at = line
      while (at < this.limit && (text.charCodeAt(at) === 0x20 || text.charCodeAt(at) === 0x09)) at++
      const depth = at - line
      const closesOuter = text.charCodeAt(at) === 0x7d && depth < indent
      if (closesOuter || (depth <= indent && startsName(text, at))) {
        this.#budget -= Math.max(0, mistake - line)
        this.#forget(line, mistake)
        return line
      }
    }
    return this.limit
  }

  #nextLine(from: number): number {
    const newline = this.text.indexOf('\n', from)
    return newline === -1 ? this.limit : newline + 1
  }

  /** What was told of the text that will be read again is told again then, but for the mistake itself. */
  #forget(from: number, mistake: number): void {
    if (from >= mistake) return
    const last = this.diagnostics.length - 1
    this.diagnostics = this.diagnostics.filter(({ span }, index) => span.start < from || index === last)
  }

  /** The end of a skipped item, without the white space after it. */
  #trimmed(start: number, resume: number): number {
    let end = resume
    while (end > start && isSpace(this.text.charCodeAt(end - 1))) end--
    return end
  }
}
