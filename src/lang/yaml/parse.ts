import type { FilePath } from '../../kernel/brand.ts'
import { BlockParser } from './block.ts'
import { Builder } from './builder.ts'
import { afterSpaces, char, endOfLine, isMarker } from './chars.ts'
import type { Handles } from './properties.ts'
import { Source } from './source.ts'
import type { YamlTree } from './tree.ts'

/**
 * Reads a YAML text, with all its documents, into a tree. Total: whatever the text, it ends, gives a tree, and says what is
 * wrong and where; a mistake costs only its line or block. Nesting has no limit; at most 100 problems are listed.
 */
export function parseYaml(file: FilePath, text: string): YamlTree {
  return new StreamParser(file, text).parse()
}

// oxlint-disable-next-line no-control-regex -- these are the characters that YAML forbids
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/gu
const directive = /^%(?:YAML[ \t]+\d+\.\d+|TAG[ \t]+(![\w-]*!?)[ \t]+(\S+))[ \t]*(?:[ \t]#.*)?$/u

/** Reads the documents of a text one after the other. */
class StreamParser {
  readonly #text: string
  readonly #builder: Builder
  readonly #source: Source
  readonly #blocks: BlockParser

  constructor(file: FilePath, text: string) {
    this.#text = text
    this.#builder = new Builder(file, text)
    this.#source = new Source(text, this.#builder)
    this.#blocks = new BlockParser(this.#source)
  }

  parse(): YamlTree {
    this.#checkCharacters()
    let handles = this.#prefix()
    while (this.#source.at < this.#text.length) {
      this.#document(handles)
      handles = this.#prefix()
    }
    return this.#builder.tree()
  }

  #checkCharacters(): void {
    forbidden.lastIndex = 0
    for (let found = forbidden.exec(this.#text), count = 0; found !== null && count < 100; count++) {
      this.#builder.problem('yaml/control-character', found.index, found.index + 1)
      found = forbidden.exec(this.#text)
    }
  }

  /** What may stand before a document: comments, directives, the end markers of the one before. */
  #prefix(): Handles {
    const source = this.#source
    const handles = new Map<string, string>()
    let directives = -1
    for (;;) {
      if (source.at === source.lineStart && source.code === char.byteOrderMark) {
        source.at++
        source.lineStart = source.at
      }
      source.skip()
      if (source.at !== source.lineStart) {
        if (source.fresh && source.at < this.#text.length) source.at = source.lineStart
        return handles
      }
      if (source.code === char.percent) {
        directives = source.at
        this.#directive(handles)
      } else {
        if (directives >= 0 && !(source.code === char.dash && isMarker(this.#text, source.at)))
          this.#builder.problem('yaml/missing-marker', directives, endOfLine(this.#text, directives))
        if (source.code !== char.dot || !isMarker(this.#text, source.at)) return handles
        directives = -1
        this.#endMarker()
      }
    }
  }

  #directive(handles: Map<string, string>): void {
    const source = this.#source
    const end = endOfLine(this.#text, source.at)
    const line = this.#text.slice(source.at, end)
    const parts = directive.exec(line)
    if (parts === null) this.#builder.problem('yaml/invalid-directive', source.at, end)
    else if (parts[1] !== undefined) handles.set(parts[1], parts[2] ?? '')
    source.at = end
  }

  #endMarker(): void {
    const source = this.#source
    source.at += 3
    const after = afterSpaces(this.#text, source.at)
    const end = endOfLine(this.#text, after)
    if (after < end && this.#text.charCodeAt(after) !== char.hash) {
      this.#builder.problem('yaml/unexpected-text', after, end)
      source.at = end
    }
  }

  /** Reads a document, and reads it again more strictly when a quote or bracket seems to have run away with the rest. */
  #document(handles: Handles): void {
    const source = this.#source
    let markerLine = -1
    if (source.at === source.lineStart && source.code === char.dash && isMarker(this.#text, source.at)) {
      markerLine = source.lineStart
      source.at += 3
    }
    const { at, lineStart } = source
    const mark = this.#builder.mark()
    source.strict = false
    this.#blocks.parse(handles, markerLine)
    if (!this.#builder.runaway(mark)) return
    this.#builder.forgetDocument(mark)
    source.at = at
    source.lineStart = lineStart
    source.strict = true
    this.#blocks.parse(handles, markerLine)
  }
}
