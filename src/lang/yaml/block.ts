import type { Builder } from './builder.ts'
import { afterSpaces, char, endOfLine, isBlank, isBreak } from './chars.ts'
import { FlowParser, isReserved } from './flow.ts'
import { kindOf, multiline, styleOf } from './kinds.ts'
import type { YamlProblem } from './problems.ts'
import { endOfProperty, property, type Handles } from './properties.ts'
import { blockScalar, continuePlain, endOfPlain, endOfQuoted, quoted } from './scalars.ts'
import type { Source } from './source.ts'

/**
 * What a block collection waits for. A sequence: its `item`. A mapping: its `key` after a question mark, the `colon`
 * after that, its `value`. A document: its `item`. Nothing of these is `none`.
 */
type Waiting = 'item' | 'key' | 'colon' | 'value' | 'none'

/** An open block collection. */
interface Frame {
  readonly kind: 'document' | 'list' | 'map'
  readonly indent: number
  waiting: Waiting
}

/** Reads the blocks of one document line by line, with a stack of its own. */
export class BlockParser {
  readonly #source: Source
  readonly #builder: Builder
  readonly #flow: FlowParser
  readonly #frames: Frame[] = []
  #handles: Handles = new Map()
  /** Whether a block collection may begin at the token, though it isn't the first of its line. */
  #compact = false
  /** Where the last indicator ends: there stands what is left out after it. */
  #indicatorEnd = 0
  /** The start of the line of the document's marker. */
  #markerLine = -1

  constructor(source: Source) {
    this.#source = source
    this.#builder = source.builder
    this.#flow = new FlowParser(source)
  }

  /** Reads a document up to its end: the end of the text, or a marker. */
  parse(handles: Handles, markerLine: number): void {
    const source = this.#source
    this.#handles = handles
    this.#markerLine = markerLine
    this.#compact = false
    this.#frames.length = 0
    this.#builder.openDocument()
    this.#frames.push({ kind: 'document', indent: -1, waiting: 'item' })
    for (;;) {
      source.skip()
      if (source.atEnd()) break
      this.#step()
    }
    while (this.#frames.length > 1) this.#close()
    if (this.#top().waiting === 'item') this.#builder.empty(this.#builder.pending?.end ?? source.at)
    this.#builder.closeDocument()
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? { kind: 'document', indent: -1, waiting: 'none' }
  }

  #step(): void {
    const source = this.#source
    if (source.fresh) this.#align()
    const top = this.#top()
    const column = Math.max(source.column, top.indent)
    if (!source.fresh || column > top.indent) {
      if (top.waiting === 'none' || top.waiting === 'colon') this.#unexpected(top)
      else this.#node(top)
    } else if (top.kind === 'list') this.#item(top)
    else this.#entry(top)
  }

  /** Closes what a new line's indentation ends. */
  #align(): void {
    const source = this.#source
    const { column } = source
    for (let top = this.#top(); top.indent > column; top = this.#top()) {
      const below = this.#frames.at(-2)
      if (below !== undefined && below.indent < column) {
        this.#problemOnLine('yaml/indentation')
        return
      }
      this.#close()
    }
    const top = this.#top()
    const below = this.#frames.at(-2)
    if (
      top.kind === 'list' &&
      top.indent === column &&
      below?.indent === column &&
      !this.#isIndicator(char.dash)
    )
      this.#close()
  }

  /** Goes over an indicator; `compact` says whether a block collection may follow it on its line. */
  #indicator(compact: boolean): void {
    this.#source.at++
    this.#indicatorEnd = this.#source.at
    this.#compact = compact
  }

  #isIndicator(code: number): boolean {
    return this.#source.code === code && this.#source.blankAfter(this.#source.at)
  }

  #problemOnLine(problem: YamlProblem): void {
    const { at, text } = this.#source
    this.#builder.problem(problem, at, Math.max(at + 1, endOfLine(text, at)))
  }

  /** Text that nothing waits for. */
  #unexpected(top: Frame): void {
    const source = this.#source
    if (!source.fresh) {
      const glued = source.code === char.hash
      this.#problemOnLine(glued ? 'yaml/comment-space' : 'yaml/unexpected-text')
      source.toEndOfLine()
    } else {
      this.#problemOnLine(top.kind === 'document' ? 'yaml/extra-content' : 'yaml/indentation')
      source.skipDeeper(top.indent)
    }
  }

  /** A line of a sequence. */
  #item(top: Frame): void {
    this.#finish(top)
    top.waiting = 'item'
    if (this.#isIndicator(char.dash)) {
      this.#checkTab()
      this.#indicator(true)
    } else {
      this.#problemOnLine('yaml/missing-dash')
      this.#node(top)
    }
  }

  /** A line of a mapping. */
  #entry(top: Frame): void {
    const source = this.#source
    if (this.#isIndicator(char.dash)) {
      if (top.waiting === 'key' || top.waiting === 'value') return this.#begin(top, 'list', char.dash)
      this.#problemOnLine('yaml/unexpected-dash')
      return source.skipDeeper(top.indent)
    }
    if (this.#isIndicator(char.colon) && (top.waiting === 'colon' || top.waiting === 'key')) {
      if (top.waiting === 'key') this.#finish(top)
      this.#indicator(true)
      top.waiting = 'value'
      return
    }
    this.#finish(top)
    if (top.waiting === 'colon') {
      this.#builder.empty(source.at)
      top.waiting = 'none'
    }
    this.#key(top)
  }

  /** Adds the node that is waited for and left out. */
  #finish(top: Frame): void {
    if (top.waiting === 'none' || top.waiting === 'colon') return
    this.#builder.empty(this.#builder.pending?.end ?? this.#indicatorEnd)
    top.waiting = top.waiting === 'key' ? 'colon' : 'none'
  }

  #close(): void {
    const top = this.#top()
    this.#finish(top)
    if (top.waiting === 'colon') this.#builder.empty(this.#builder.lastEnd())
    this.#frames.pop()
    this.#builder.close()
  }

  /** A key at the indentation of an open mapping. */
  #key(top: Frame): void {
    const source = this.#source
    this.#checkTab()
    if (this.#isIndicator(char.question)) {
      this.#indicator(true)
      top.waiting = 'key'
      return
    }
    if (this.#properties()) return
    if (this.#isIndicator(char.colon)) this.#builder.empty(source.at)
    else if (!this.#keyNode(source.code)) return
    this.#colon(top)
  }

  /** Anchors and tags before a key. True when nothing follows them on the line. */
  #properties(): boolean {
    const source = this.#source
    const line = source.lineStart
    while (source.code === char.ampersand || source.code === char.bang) {
      property(source, this.#handles)
      source.at = afterSpaces(source.text, source.at)
    }
    if (!isBreak(source.code) && source.at < source.text.length) return false
    const { pending } = this.#builder
    if (pending === undefined) return false
    this.#builder.problem('yaml/missing-colon', pending.start, pending.end)
    this.#builder.empty(pending.end)
    this.#builder.empty(pending.end)
    source.lineStart = line
    return true
  }

  /** Reads one key on its line. */
  #keyNode(code: number): boolean {
    const source = this.#source
    const start = source.at
    if (code === char.openBracket || code === char.openBrace)
      this.#flow.parse(this.#top().indent, this.#handles)
    else if (code === char.bar || code === char.greater) {
      this.#problemOnLine('yaml/reserved-character')
      source.skipDeeper(this.#top().indent)
      return false
    } else {
      if (this.#isIndicator(char.dash)) this.#builder.problem('yaml/block-here', start, start + 1)
      this.#scalar(code, this.#endOfScalar(code))
    }
    if (source.lineStart > start) this.#builder.problem('yaml/multiline-key', start, source.at)
    return true
  }

  /** The colon after a key, or what stands in its place. */
  #colon(map: Frame): void {
    const source = this.#source
    const key = this.#builder.child()
    const at = afterSpaces(source.text, source.at)
    if (source.text.charCodeAt(at) === char.colon && source.blankAfter(at)) {
      if (at - key.start > 1024) this.#builder.problem('yaml/long-key', key.start, key.end)
      source.at = at
      map.waiting = 'value'
      this.#indicator(false)
    } else {
      this.#builder.problem('yaml/missing-colon', key.start, key.end)
      this.#builder.empty(key.end)
      map.waiting = 'none'
      source.at = Math.max(source.at, afterSpaces(source.text, source.at))
      const rest = source.code
      if (!isBlank(rest) && rest !== char.hash) source.toEndOfLine()
    }
  }

  /** A node where one is waited for. */
  #node(top: Frame): void {
    const source = this.#source
    const { code } = source
    if (code === char.ampersand || code === char.bang) return this.#property(top)
    const blank = source.blankAfter(source.at)
    if (blank && code === char.dash) return this.#begin(top, 'list', code)
    if (blank && code === char.question) return this.#begin(top, 'map', code)
    if (code === char.bar || code === char.greater) return this.#blockScalar(top)
    if (code === char.openBracket || code === char.openBrace) return this.#collection(top)
    const end = blank && code === char.colon ? source.at : this.#endOfScalar(code)
    if (this.#colonFollows(end)) this.#mapping(top, code, end)
    else this.#value(top, code, end)
  }

  #property(top: Frame): void {
    const source = this.#source
    if (source.fresh && source.spaces() <= Math.max(top.indent, 0)) this.#checkTab()
    property(source, this.#handles)
  }

  /** Begins a collection with its indicator: `- ` or `? `. */
  #begin(top: Frame, kind: 'list' | 'map', indicator: number): void {
    const source = this.#source
    const { pending } = this.#builder
    const inline = pending !== undefined && pending.start >= source.lineStart
    if (inline || !this.#mayBegin()) this.#builder.problem('yaml/block-here', source.at, source.at + 1)
    const { column } = source
    this.#checkTab()
    this.#settle(top)
    this.#builder.open(kind === 'list' ? kindOf.list : kindOf.map, styleOf.block, source.at)
    this.#frames.push({ kind, indent: column, waiting: indicator === char.dash ? 'item' : 'key' })
    this.#indicator(true)
  }

  #mayBegin(): boolean {
    const source = this.#source
    if (source.lineStart === this.#markerLine) return false
    return source.fresh || this.#compact || this.#freshProperties()
  }

  /** Whether only an anchor and a tag stand before the token on its line. */
  #freshProperties(): boolean {
    const { pending } = this.#builder
    if (pending === undefined) return false
    const { lineStart, text } = this.#source
    return pending.start >= lineStart && afterSpaces(text, lineStart) === pending.start
  }

  /** Begins a mapping with a key that has its colon on the same line. */
  #mapping(top: Frame, code: number, end: number): void {
    const source = this.#source
    if (!this.#mayBegin()) {
      const marker = source.lineStart === this.#markerLine
      this.#builder.problem(marker ? 'yaml/block-here' : 'yaml/nested-mapping', source.at, end)
      if (!marker) return this.#wholeLine(top)
    }
    const { pending } = this.#builder
    const inline = pending !== undefined && pending.start >= source.lineStart
    if (!inline) this.#checkTab()
    const start = inline ? pending.start : source.at
    if (!inline) {
      this.#builder.outer ??= pending
      this.#builder.pending = undefined
    }
    this.#openMapping(top, start)
    if (end === source.at) this.#builder.empty(end)
    else this.#scalar(code, end)
    this.#colon(this.#top())
  }

  #openMapping(top: Frame, start: number): void {
    const source = this.#source
    const column = source.lineStart === this.#markerLine ? 0 : start - source.lineStart
    this.#settle(top)
    this.#builder.openOuter(kindOf.map, start)
    this.#frames.push({ kind: 'map', indent: Math.max(column, top.indent), waiting: 'none' })
  }

  /** What was waited for is there. */
  #settle(top: Frame): void {
    top.waiting = top.waiting === 'key' ? 'colon' : 'none'
  }

  /** A value that looks like a mapping but cannot be one: the whole line is its text. */
  #wholeLine(top: Frame): void {
    const source = this.#source
    const start = source.at
    const line = source.text.slice(start, endOfLine(source.text, start))
    const comment = line.search(/\s+#/u)
    const end = start + (comment < 0 ? line.trimEnd().length : comment)
    this.#settle(top)
    this.#builder.leaf(kindOf.scalar, styleOf.plain, start, end)
    source.at = end
  }

  /** Where the scalar or alias that begins here ends, if it ends on its line; else where its first line ends. */
  #endOfScalar(code: number): number {
    const { text, at } = this.#source
    if (code === char.star) return endOfProperty(text, at)
    if (code === char.quote || code === char.apostrophe) return endOfQuoted(text, at, code)
    return Math.max(endOfPlain(text, at, false), at + 1)
  }

  /** Adds a scalar or alias that is known to end at `end`, on its line. */
  #scalar(code: number, end: number): void {
    const source = this.#source
    const start = source.at
    if (code === char.star) this.#builder.alias(start, end)
    else if (code === char.quote || code === char.apostrophe) {
      const style = code === char.quote ? styleOf.double : styleOf.single
      const more = quoted(source, this.#top().indent + 1)
      this.#builder.leaf(kindOf.scalar, more ? style | multiline : style, start, source.at)
      return
    } else {
      this.#checkReserved(code)
      this.#builder.leaf(kindOf.scalar, styleOf.plain, start, end)
    }
    source.at = end
  }

  /** A scalar or alias that is a value, perhaps over several lines. */
  #value(top: Frame, code: number, end: number): void {
    const source = this.#source
    if (source.fresh && source.tab >= 0 && source.spaces() <= Math.max(top.indent, 0)) this.#checkTab()
    const indent = top.indent + 1
    const isPlain = code !== char.star && code !== char.quote && code !== char.apostrophe
    if (!isPlain) {
      this.#settle(top)
      return this.#scalar(code, end)
    }
    const start = source.at
    const line = source.lineStart
    source.at = end
    const more = continuePlain(source, indent, false)
    if (more && this.#colonFollows(source.at)) return this.#forgottenColon(top, start, end, line)
    this.#settle(top)
    this.#checkReserved(code, start)
    this.#builder.leaf(kindOf.scalar, more ? multiline : styleOf.plain, start, source.at)
  }

  #colonFollows(end: number): boolean {
    const { text } = this.#source
    const after = afterSpaces(text, end)
    return text.charCodeAt(after) === char.colon && isBlank(text.charCodeAt(after + 1))
  }

  /** A plain scalar ran into a line that has a key: its first line is taken as all of it. */
  #forgottenColon(top: Frame, start: number, end: number, line: number): void {
    const source = this.#source
    const column = afterSpaces(source.text, source.lineStart) - source.lineStart
    source.lineStart = line
    source.at = start
    if (source.fresh && column === source.column) {
      this.#builder.outer ??= this.#builder.pending
      this.#builder.pending = undefined
      this.#openMapping(top, start)
      this.#scalar(0, end)
      this.#colon(this.#top())
    } else {
      this.#settle(top)
      this.#scalar(0, end)
    }
  }

  #checkReserved(code: number, at = this.#source.at): void {
    if (isReserved(code) || code === char.closeBracket || code === char.closeBrace || code === char.comma)
      this.#builder.problem('yaml/reserved-character', at, at + 1)
    else if (code === char.hash) this.#builder.problem('yaml/reserved-character', at, at + 1)
  }

  #checkTab(): void {
    const { tab } = this.#source
    if (tab >= 0) this.#builder.problem('yaml/tab-indentation', tab, tab + 1)
  }

  #blockScalar(top: Frame): void {
    const source = this.#source
    const start = source.at
    if (source.fresh && source.spaces() <= Math.max(top.indent, 0)) this.#checkTab()
    const style = source.code === char.bar ? styleOf.literal : styleOf.folded
    const { end, indent } = blockScalar(source, top.indent)
    this.#settle(top)
    const node = this.#builder.leaf(kindOf.scalar, style | multiline, start, end)
    this.#builder.indentation(node, indent)
  }

  /** A collection in brackets, which may turn out to be the first key of a mapping. */
  #collection(top: Frame): void {
    const source = this.#source
    const start = source.at
    const line = source.lineStart
    const may = this.#mayBegin()
    const { pending, outer } = this.#builder
    const inline = pending !== undefined && pending.start >= line
    const ofMapping = inline ? outer : (outer ?? pending)
    if (!inline) this.#builder.pending = undefined
    this.#builder.outer = undefined
    if (source.fresh && source.tab >= 0 && source.spaces() <= top.indent) this.#checkTab()
    this.#flow.parse(top.indent, this.#handles)
    this.#settle(top)
    if (this.#colonFollows(source.at) && source.lineStart === line) {
      if (!may) this.#builder.problem('yaml/nested-mapping', start, source.at)
      this.#builder.wrapLast(styleOf.block)
      this.#frames.push({ kind: 'map', indent: (inline ? pending.start : start) - line, waiting: 'none' })
      this.#builder.adopt(ofMapping)
      this.#colon(this.#top())
    } else this.#builder.adoptLast(ofMapping)
  }
}
