import type { FilePath } from '../../../kernel/brand.ts'
import { nodeKind, type Node } from '../tree.ts'
import { isSpace } from './characters.ts'
import { composed, cookLines, cookText, invalidEscape, templateStyle, type TemplateStyle } from './cook.ts'
import { ExpressionParser } from './expression.ts'
import { flush, type FlushPart } from './flush.ts'
import { frame } from './frames.ts'
import type { SyntaxProblem } from './problems.ts'
import { none, pending } from './machine.ts'
import { token } from './scanner.ts'

const dollar = 0x24
const percent = 0x25
const openBrace = 0x7b

/** A text that `<<-` still has to take the indentation off, or a sequence (node -1). */
interface Piece {
  readonly node: Node
  readonly left: boolean
  readonly right: boolean
}

/** What a template inside of another one's sequence puts aside until it is closed. */
interface Outer {
  readonly style: TemplateStyle
  readonly marker: string
  readonly atLineStart: boolean
  readonly pieces: Piece[]
}

/** Reads templates: quoted ones, heredocs, template files. Their sequences hold expressions, so it is one machine with these. */
export abstract class TemplateParser extends ExpressionParser {
  #style: TemplateStyle = templateStyle.bare
  #marker = ''
  #atLineStart = true
  #stripLeft = false
  /** The text that was scanned last has neither escapes nor characters outside of ASCII. */
  #plain = true
  #pieces: Piece[] = []
  readonly #outer: Outer[] = []
  /** Where the line of a heredoc's end marker ends, when the scan has stopped before it. */
  #markerEnd = -1

  override open(file: FilePath, text: string): void {
    super.open(file, text)
    this.#outer.length = 0
    this.#pieces = []
  }

  /** Whether the innermost template that is open is a quoted one. */
  get isQuoted(): boolean {
    return this.#style === templateStyle.quoted
  }

  /** The end marker of the innermost template, when it is a heredoc. */
  get marker(): string {
    return this.#marker
  }

  /** Forgets the templates that an expression which was given up had opened. */
  protected abandonTemplates(): void {
    this.#outer.length = 0
    this.#pieces = []
  }

  /** The whole text as a template without quotes. */
  protected bareTemplate(start: number): Node {
    const node = this.tree.add(nodeKind.template, start, this.limit)
    const base = this.frames.depth
    this.#begin(node, templateStyle.bare, '')
    return this.run(this.#parts(start), base)
  }

  /** A quoted text without sequences, as a label is: a template with at most one text. */
  protected label(): Node {
    const { start, tree } = this
    this.#style = templateStyle.quoted
    const stop = this.#scanQuoted(this.end)
    const node = tree.add(nodeKind.template, start, stop + 1)
    if (this.text.charCodeAt(stop) !== 0x22 || stop >= this.limit) {
      const isSequence = stop < this.limit && !isLineEnd(this.text.charCodeAt(stop))
      if (isSequence) return this.#failAt('hcl/invalid-label', stop, stop + 2, this.text[stop])
      return this.#failAt('hcl/unterminated-label', start, stop)
    }
    if (stop > this.end) tree.link(node, none, this.#textNode(this.end, stop, false))
    this.end = stop + 1
    this.advance()
    return node
  }

  protected openTemplate(): Node {
    const { start, text, tree } = this
    if (this.token === token.heredoc) {
      const style = text.charCodeAt(start + 2) === 0x2d ? templateStyle.flush : templateStyle.heredoc
      const marker = text.slice(start + (style === templateStyle.flush ? 3 : 2), this.end).trimEnd()
      this.#begin(tree.add(nodeKind.heredoc, start, this.end), style, marker)
      return this.#parts(this.end)
    }
    const simple = this.#simpleTemplate()
    if (simple !== none) return simple
    this.#begin(tree.add(nodeKind.template, start, this.end), templateStyle.quoted, '')
    return this.#parts(this.end)
  }

  /** Most templates are one text, or none: these need no frame. */
  #simpleTemplate(): Node {
    const { start, end, tree } = this
    const stop = this.#scanQuoted(end)
    if (stop >= this.limit || this.text.charCodeAt(stop) !== 0x22) return none
    const node = tree.add(nodeKind.template, start, stop + 1)
    if (stop > end) {
      const style = this.#style
      this.#style = templateStyle.quoted
      tree.link(node, none, this.#textNode(end, stop, false))
      this.#style = style
    }
    this.end = stop + 1
    this.advance()
    return node
  }

  #begin(node: Node, style: TemplateStyle, marker: string): void {
    // What is put aside is the state of the template around this one; outside of any there is nothing to keep.
    this.#outer.push({
      style: this.#style,
      marker: this.#marker,
      atLineStart: this.#atLineStart,
      pieces: this.#pieces,
    })
    this.push(frame.template, node, none)
    this.#style = style
    this.#marker = marker
    this.#atLineStart = true
    this.#stripLeft = false
    if (style === templateStyle.flush) this.#pieces = []
  }

  /** Reads texts and sequences from an offset on, up to a sequence's expression or the end of the template. */
  #parts(from: number): Node {
    let at = from
    for (;;) {
      const stop = this.#style === templateStyle.quoted ? this.#scanQuoted(at) : this.#scanLines(at)
      if (stop < 0) return none
      const code = stop < this.limit ? this.text.charCodeAt(stop) : 0
      const isSequence = this.#markerEnd === -1 && (code === dollar || code === percent)
      if (stop > at) {
        this.append(this.#textNode(at, stop, isSequence && this.text.charCodeAt(stop + 2) === 0x7e))
      }
      this.#stripLeft = false
      if (!isSequence) return this.#end(stop)
      if (this.#style === templateStyle.flush) this.#pieces.push({ node: none, left: false, right: false })
      this.#atLineStart = false
      const found = code === dollar ? this.#interpolation(stop) : this.#directive(stop)
      if (found < 0) return found
      at = found
    }
  }

  #textNode(start: number, end: number, right: boolean): Node {
    const { text, tree } = this
    const node = tree.add(nodeKind.text, start, end)
    const left = this.#stripLeft
    const style = this.#style
    if (style === templateStyle.flush) this.#pieces.push({ node, left, right })
    else if (!this.#plain || left || right) {
      const source = text.slice(start, end)
      const cooked = cookText(source, style, { left, right })
      if (cooked !== source) tree.cooked.set(node, cooked)
      if (style === templateStyle.quoted) {
        const at = invalidEscape(text, start, end)
        if (at !== -1) this.problem('hcl/invalid-escape', at, Math.min(at + 2, end))
      }
    }
    return node
  }

  /** Where a quoted text stops: at the quote, a sequence, the end of the line or of the file. */
  #scanQuoted(from: number): number {
    const { text, limit } = this
    let at = from
    this.#markerEnd = -1
    this.#plain = true
    while (at < limit) {
      const code = text.charCodeAt(at)
      if (code === 0x22 || isLineEnd(code)) return at
      if (code === dollar || code === percent) {
        const length = this.#sequenceAt(at, code)
        if (length === 0) return at
        at += length
      } else if (code === 0x5c) {
        this.#plain = false
        at += at + 1 < limit && !isLineEnd(text.charCodeAt(at + 1)) ? 2 : 1
      } else {
        if (code > 127) this.#plain = false
        at++
      }
    }
    return limit
  }

  /** Where the text of a heredoc or template file stops: before the line of the end marker, or at a sequence. */
  #scanLines(from: number): number {
    const { text, limit } = this
    const isHeredoc = this.#style !== templateStyle.bare
    let at = from
    this.#markerEnd = -1
    this.#plain = true
    while (at < limit) {
      if (isHeredoc && this.#atLineStart && this.#isMarker(at)) return at
      this.#atLineStart = false
      while (at < limit) {
        const code = text.charCodeAt(at)
        if (code === 0x0a) {
          at++
          this.#atLineStart = true
          break
        }
        if (code === dollar || code === percent) {
          const length = this.#sequenceAt(at, code)
          if (length === 0) return at
          at += length
          continue
        }
        if (code > 127) this.#plain = false
        else if (code === 0x0d && text.charCodeAt(at + 1) !== 0x0a) {
          if (isHeredoc) return this.#failAt('hcl/invalid-character', at, at + 1)
          // In a template file nothing after it is a sequence any more: that is how Terraform's scanner has it.
          this.#plain = false
          return limit
        }
        at++
      }
    }
    return limit
  }

  /** How long the text at `$` or `%` is: 3 for a doubled sequence, 1 for a lone sign, 0 when a sequence begins. */
  #sequenceAt(at: number, code: number): number {
    const { text } = this
    const next = text.charCodeAt(at + 1)
    if (next === openBrace && at + 1 < this.limit) return 0
    if (next !== code || text.charCodeAt(at + 2) !== openBrace || at + 2 >= this.limit) return 1
    this.#plain = false
    return 3
  }

  /** Whether a line is the end marker between white space; it must end in a newline. */
  #isMarker(lineStart: number): boolean {
    const { text, limit } = this
    const marker = this.#marker
    let at = lineStart
    while (at < limit && isBlank(text.charCodeAt(at))) at++
    if (!text.startsWith(marker, at)) return false
    at += marker.length
    while (at < limit && isBlank(text.charCodeAt(at))) at++
    const isReturn = text.charCodeAt(at) === 0x0d
    const newline = isReturn ? at + 1 : at
    if (newline >= limit || text.charCodeAt(newline) !== 0x0a) return false
    this.#markerEnd = at
    return true
  }

  /** The end of a template at an offset: its quote, its end marker, or the end of the text. */
  #end(stop: number): Node {
    const { frames, text, tree } = this
    const { node } = frames
    if (frames.kind !== frame.template) return this.#unclosedDirective(stop)
    if (this.#style === templateStyle.quoted) {
      if (stop >= this.limit) return this.#unterminated(node)
      if (text.charCodeAt(stop) !== 0x22)
        return this.#failAt('hcl/multi-line-string', tree.starts[node] ?? 0, stop)
      this.end = stop + 1
    } else if (this.#style === templateStyle.bare) this.end = this.limit
    else if (this.#markerEnd === -1) return this.#unterminated(node)
    else this.end = this.#markerEnd
    tree.ends[node] = this.end
    if (this.#style === templateStyle.flush) this.#flush()
    this.#leave()
    return node
  }

  #leave(): void {
    const outer = this.#outer.pop()
    if (outer !== undefined) {
      this.#style = outer.style
      this.#marker = outer.marker
      this.#atLineStart = outer.atLineStart
      this.#pieces = outer.pieces
    }
    this.pop()
    this.advance()
  }

  #unterminated(node: Node): Node {
    const start = this.tree.starts[node] ?? 0
    const length = this.#style === templateStyle.quoted ? 1 : 2 + this.#marker.length
    this.problem('hcl/unterminated-string', start, Math.min(start + length, this.limit))
    return this.#stopAt(this.limit)
  }

  #unclosedDirective(stop: number): Node {
    const { kind, depth } = this.frames
    const directive = this.frames.nodeAt(depth - 2)
    const start = this.tree.starts[directive] ?? 0
    if (this.isQuoted && stop < this.limit && isLineEnd(this.text.charCodeAt(stop))) {
      return this.#failAt('hcl/multi-line-string', start, stop)
    }
    const word = kind === frame.forParts ? '%{ endfor }' : '%{ endif }'
    this.problem('hcl/unclosed-directive', start, Math.min(start + 2, this.limit), word)
    return this.#stopAt(stop)
  }

  /** Takes the indentation off a `<<-` heredoc's lines, now that all of them are known. */
  #flush(): void {
    const { text, tree } = this
    const pieces = this.#pieces
    const lines: FlushPart[] = pieces.map(({ node, left, right }) =>
      node === none ? undefined : cookLines(text.slice(tree.starts[node], tree.ends[node]), { left, right }),
    )
    flush(lines)
    for (const [index, { node }] of pieces.entries()) {
      if (node === none) continue
      const cooked = composed((lines[index] ?? []).join(''))
      if (cooked !== text.slice(tree.starts[node], tree.ends[node])) tree.cooked.set(node, cooked)
    }
  }

  #interpolation(at: number): Node {
    const node = this.tree.add(nodeKind.interpolation, at, at + 2)
    this.push(frame.interpolation, node, none)
    this.#enter(at)
    return pending
  }

  /** Goes to the first token of a sequence. */
  #enter(at: number): void {
    this.newlines = false
    this.end = at + 2 < this.limit && this.text.charCodeAt(at + 2) === 0x7e ? at + 3 : at + 2
    this.advance()
  }

  /** A directive: asks for its expression, or gives the offset after it when it has none. */
  #directive(at: number): Node {
    this.#enter(at)
    if (this.token !== token.name) return this.fail('hcl/invalid-directive')
    if (this.isKeyword('if')) {
      this.push(frame.ifCondition, this.tree.add(nodeKind.ifDirective, at, at + 2), none)
      this.advance()
      return pending
    }
    if (this.isKeyword('for')) {
      this.push(frame.forDirective, this.tree.add(nodeKind.forDirective, at, at + 2), none)
      this.advance()
      return this.forNames('hcl/invalid-for-directive') ? pending : none
    }
    return this.#closingDirective(at)
  }

  #closingDirective(at: number): Node {
    const word = this.text.slice(this.start, this.end)
    if (word !== 'else' && word !== 'endif' && word !== 'endfor')
      return this.fail('hcl/unknown-directive', word)
    const { kind } = this.frames
    const fits =
      word === 'endfor'
        ? kind === frame.forParts
        : kind === frame.thenParts || (kind === frame.elseParts && word === 'endif')
    if (!fits) return this.fail('hcl/unexpected-directive', word)
    this.advance()
    if (!this.#atClose()) return this.fail('hcl/extra-in-directive')
    this.#stripLeft = this.token === token.stripBrace
    const { end } = this
    this.#closeParts(at)
    if (word === 'else') this.#openParts(frame.elseParts)
    else this.#closeDirective(end)
    return end
  }

  #atClose(): boolean {
    return this.token === token.closeBrace || this.token === token.stripBrace
  }

  #openParts(kind: number): void {
    this.push(kind, this.tree.add(nodeKind.parts, this.end, this.end), none)
  }

  #closeParts(at: number): void {
    const { node } = this.frames
    this.tree.ends[node] = at
    this.pop()
    this.append(node)
  }

  #closeDirective(end: number): void {
    const { node } = this.frames
    this.tree.ends[node] = end
    this.pop()
    this.append(node)
  }

  protected closeSequence(operand: Node): Node {
    const { frames } = this
    if (!this.#atClose()) return this.fail(this.#unclosedProblem())
    this.append(operand)
    this.#stripLeft = this.token === token.stripBrace
    const { end } = this
    if (frames.kind === frame.interpolation) this.#closeDirective(end)
    else this.#openParts(frames.kind === frame.ifCondition ? frame.thenParts : frame.forParts)
    return this.#parts(end)
  }

  #unclosedProblem(): SyntaxProblem {
    if (this.frames.kind !== frame.interpolation) return 'hcl/extra-in-directive'
    const isUnclosed = this.token === token.end || (this.token === token.quote && this.isQuoted)
    return isUnclosed ? 'hcl/unclosed-interpolation' : 'hcl/extra-in-interpolation'
  }

  #failAt(code: SyntaxProblem, start: number, end: number, word = ''): Node {
    this.problem(code, start, end, word)
    return this.#stopAt(end)
  }

  /** Gives up where the text was read to. */
  #stopAt(at: number): Node {
    this.broken = true
    this.token = token.invalid
    this.start = at
    this.end = at
    return none
  }
}

/** White space within a line. */
function isBlank(code: number): boolean {
  return isSpace(code) && !isLineEnd(code)
}

function isLineEnd(code: number): boolean {
  return code === 0x0a || code === 0x0d
}
