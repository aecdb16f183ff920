import type { Builder } from './builder.ts'
import { char, isBlank, isFlowIndicator } from './chars.ts'
import { kindOf, multiline, styleOf } from './kinds.ts'
import { endOfProperty, property, type Handles } from './properties.ts'
import { continuePlain, endOfPlain, quoted } from './scalars.ts'
import type { Source } from './source.ts'

/** What a collection waits for: in a list `item` and `next`, in a mapping the other four. */
type Waiting = 'item' | 'next' | 'key' | 'colon' | 'value' | 'comma'

/** An open collection. A `pair` is the mapping of one entry that `a: b` makes inside a list. */
interface Frame {
  readonly kind: 'list' | 'map' | 'pair'
  waiting: Waiting
  /** Whether its key was begun with a question mark. */
  explicit: boolean
}

/** Reads collections in brackets, however deep, with a stack of its own. */
export class FlowParser {
  readonly #source: Source
  readonly #builder: Builder
  readonly #frames: Frame[] = []
  #handles: Handles = new Map()
  #lists = 0
  #maps = 0
  #indent = 0

  constructor(source: Source) {
    this.#source = source
    this.#builder = source.builder
  }

  /** Reads the collection that begins here, inside a block of an indentation. The source stands after it. */
  parse(indent: number, handles: Handles): void {
    const source = this.#source
    this.#handles = handles
    this.#indent = indent
    this.#lists = 0
    this.#maps = 0
    this.#open()
    while (this.#frames.length > 0) {
      source.skip()
      if (source.atEnd() || this.#ranAway()) {
        const start = this.#builder.startOfTop()
        if (source.at < source.text.length && source.atEnd())
          this.#builder.problem('yaml/document-marker', source.at, source.at + 3)
        this.#builder.problem('yaml/unclosed-flow', start, start + 1)
        while (this.#frames.length > 0) this.#close()
        return
      }
      this.#step(source.code)
    }
  }

  /** In a second reading a line that isn't indented ends what is open, unless it begins with what closes it. */
  #ranAway(): boolean {
    const source = this.#source
    if (!source.strict || !source.fresh || source.column > this.#indent) return false
    return ![char.closeBrace, char.closeBracket, char.comma].includes(source.code)
  }

  #top(): Frame {
    return this.#frames.at(-1) ?? { kind: 'list', waiting: 'item', explicit: false }
  }

  #step(code: number): void {
    switch (code) {
      case char.comma:
        return this.#comma()
      case char.closeBracket:
      case char.closeBrace:
        return this.#closing(code === char.closeBracket)
      case char.colon:
        if (this.#isColon()) return this.#colon()
        break
      case char.question:
        if (this.#endsToken(this.#source.at + 1)) return this.#question()
        break
      case char.ampersand:
      case char.bang:
        if (this.#builder.pending === undefined) this.#beforeNode()
        return property(this.#source, this.#handles)
      default:
    }
    this.#node(code)
  }

  #comma(): void {
    const source = this.#source
    const at = source.at
    if (this.#top().kind === 'pair') this.#closePair()
    const top = this.#top()
    if (top.kind === 'list') {
      if (top.waiting === 'item' && !this.#claimEmpty())
        this.#builder.problem('yaml/unexpected-comma', at, at + 1)
      top.waiting = 'item'
    } else {
      const nothing = top.waiting === 'key' && !top.explicit && this.#builder.pending === undefined
      if (nothing) this.#builder.problem('yaml/unexpected-comma', at, at + 1)
      else this.#finishEntry(top)
      top.waiting = 'key'
      top.explicit = false
    }
    source.at = at + 1
  }

  /** Adds what an entry has left out. */
  #finishEntry(top: Frame): void {
    const at = this.#builder.pending?.end ?? this.#source.at
    if (top.waiting === 'key') this.#builder.empty(at)
    if (top.waiting === 'key' || top.waiting === 'colon' || top.waiting === 'value') this.#builder.empty(at)
    top.waiting = 'comma'
  }

  /** An empty node for an anchor or tag that nothing follows. */
  #claimEmpty(): boolean {
    const { pending } = this.#builder
    if (pending !== undefined) this.#builder.empty(pending.end)
    return pending !== undefined
  }

  #closing(list: boolean): void {
    const source = this.#source
    const some = list ? this.#lists > 0 : this.#maps > 0
    if (!some) {
      this.#builder.problem('yaml/unexpected-bracket', source.at, source.at + 1)
      source.at++
      return
    }
    for (let top = this.#top(); (top.kind === 'list') !== list || top.kind === 'pair'; top = this.#top()) {
      if (top.kind === 'pair') this.#closePair()
      else {
        const start = this.#builder.startOfTop()
        this.#builder.problem('yaml/unclosed-flow', start, start + 1)
        this.#close()
      }
    }
    source.at++
    this.#close(source.at)
  }

  #close(end?: number): void {
    const top = this.#top()
    if (top.kind === 'list') {
      if (top.waiting === 'item') this.#claimEmpty()
      this.#lists--
    } else {
      if (top.waiting !== 'key' || top.explicit || this.#builder.pending !== undefined) this.#finishEntry(top)
      if (top.kind === 'map') this.#maps--
    }
    this.#frames.pop()
    this.#builder.close(end)
  }

  #closePair(): void {
    this.#close()
  }

  /** A colon separates when a blank follows, or directly after a quoted key or a collection. */
  #isColon(): boolean {
    if (this.#endsToken(this.#source.at + 1)) return true
    const { waiting } = this.#top()
    if (waiting !== 'colon' && waiting !== 'next') return false
    const { kind, style } = this.#builder.child()
    return kind === kindOf.list || kind === kindOf.map || style === styleOf.single || style === styleOf.double
  }

  #endsToken(at: number): boolean {
    const code = this.#source.text.charCodeAt(at)
    return isBlank(code) || isFlowIndicator(code)
  }

  #colon(): void {
    const source = this.#source
    const at = source.at
    const top = this.#top()
    const anonymous = this.#builder.pending?.end ?? at
    if (top.waiting === 'colon') top.waiting = 'value'
    else if (top.waiting === 'key') {
      this.#builder.empty(anonymous)
      top.waiting = 'value'
    } else if (top.waiting === 'item') {
      this.#builder.empty(anonymous)
      this.#pair(top)
    } else if (top.waiting === 'next') {
      const { start } = this.#builder.child()
      if (start < source.lineStart) this.#builder.problem('yaml/multiline-key', start, at)
      else if (at - start > 1024) this.#builder.problem('yaml/long-key', start, at)
      this.#pair(top)
    } else this.#builder.problem('yaml/unexpected-colon', at, at + 1)
    source.at = at + 1
  }

  #pair(list: Frame): void {
    list.waiting = 'next'
    this.#builder.wrapLast(styleOf.flow)
    this.#frames.push({ kind: 'pair', waiting: 'value', explicit: false })
  }

  #question(): void {
    const source = this.#source
    const { pending } = this.#builder
    if (pending === undefined) this.#beforeNode()
    const top = this.#top()
    if (pending !== undefined || top.waiting === 'value' || top.explicit)
      this.#builder.problem('yaml/reserved-character', source.at, source.at + 1)
    else if (top.kind === 'list') {
      top.waiting = 'next'
      this.#builder.open(kindOf.map, styleOf.flow, source.at)
      this.#frames.push({ kind: 'pair', waiting: 'key', explicit: true })
    } else top.explicit = true
    source.at++
  }

  /** Makes room for a node where none may stand: a comma was forgotten. */
  #beforeNode(): void {
    const source = this.#source
    let top = this.#top()
    if (top.waiting === 'item' || top.waiting === 'key' || top.waiting === 'value') return
    this.#builder.problem('yaml/missing-comma', source.at, source.at + 1)
    if (top.kind === 'pair') {
      this.#closePair()
      top = this.#top()
    }
    if (top.kind !== 'list') this.#finishEntry(top)
    top.waiting = top.kind === 'list' ? 'item' : 'key'
    top.explicit = false
  }

  #afterNode(top: Frame): void {
    if (top.waiting === 'item') top.waiting = 'next'
    else if (top.waiting === 'key') top.waiting = 'colon'
    else top.waiting = 'comma'
  }

  #open(): void {
    const source = this.#source
    const list = source.code === char.openBracket
    this.#builder.open(list ? kindOf.list : kindOf.map, styleOf.flow, source.at)
    this.#frames.push({ kind: list ? 'list' : 'map', waiting: list ? 'item' : 'key', explicit: false })
    if (list) this.#lists++
    else this.#maps++
    source.at++
  }

  #node(code: number): void {
    if (this.#builder.pending === undefined) this.#beforeNode()
    const top = this.#top()
    if (code === char.openBracket || code === char.openBrace) {
      this.#afterNode(top)
      this.#open()
    } else if (this.#scalar(code)) this.#afterNode(top)
  }

  #scalar(code: number): boolean {
    const source = this.#source
    const start = source.at
    if (code === char.star) {
      source.at = endOfProperty(source.text, start)
      this.#builder.alias(start, source.at)
    } else if (code === char.quote || code === char.apostrophe) {
      const style = code === char.quote ? styleOf.double : styleOf.single
      const more = quoted(source, this.#indent + 1)
      this.#builder.leaf(kindOf.scalar, more ? style | multiline : style, start, source.at)
    } else return this.#plain(code)
    return true
  }

  #plain(code: number): boolean {
    const source = this.#source
    const start = source.at
    if (code === char.dash && this.#endsToken(start + 1)) {
      this.#builder.problem('yaml/dash-in-flow', start, start + 1)
      source.at++
      return false
    }
    if (code === char.hash) this.#builder.problem('yaml/reserved-character', start, start + 1)
    else if (isReserved(code)) this.#builder.problem('yaml/reserved-character', start, start + 1)
    source.at = Math.max(endOfPlain(source.text, start, true), start + 1)
    const more = continuePlain(source, source.strict ? this.#indent + 1 : 0, true)
    this.#builder.leaf(kindOf.scalar, more ? multiline : styleOf.plain, start, source.at)
    return true
  }
}

/** A plain scalar cannot begin with one of these, though nothing else begins with them either. */
export function isReserved(code: number): boolean {
  return (
    code === char.at ||
    code === char.backtick ||
    code === char.percent ||
    code === char.bar ||
    code === char.greater
  )
}
