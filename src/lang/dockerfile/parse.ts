import type { FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import type { Span } from '../../kernel/span.ts'
import { announcedIn, type Announced } from './heredoc.ts'
import { LineReader, nextLogicalLine } from './lines.ts'
import { problemAt, type DockerfileProblem } from './problems.ts'
import {
  pieceSpan,
  pieceText,
  trimmed,
  type Directive,
  type Dockerfile,
  type Heredoc,
  type Instruction,
  type Piece,
} from './tree.ts'
import { execItems, flagsOf } from './words.ts'

/**
 * Reads a Dockerfile the way BuildKit's parser does. Total: whatever the text, it ends in time that grows with its
 * length, and says what is wrong and where. Source: https://docs.docker.com/reference/dockerfile/.
 */
export function parseDockerfile(file: FilePath, text: string): Dockerfile {
  return new DockerfileParser(file, text).parse()
}

const keywords: ReadonlySet<string> = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
)
const withExecForm: ReadonlySet<string> = new Set([
  'ADD',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'RUN',
  'SHELL',
  'VOLUME',
])
const withHeredocs: ReadonlySet<string> = new Set(['ADD', 'COPY', 'RUN'])
const knownDirectives: ReadonlySet<string> = new Set(['syntax', 'escape', 'check'])
const longestLine = 65_535
const mostProblems = 100
const mostInstructions = 50_000

class DockerfileParser {
  readonly #file: FilePath
  readonly #text: string
  readonly #start: number
  readonly #diagnostics: Diagnostic[] = []

  constructor(file: FilePath, text: string) {
    this.#file = file
    this.#text = text
    this.#start = text.startsWith('\uFEFF') ? 1 : 0
  }

  parse(): Dockerfile {
    const directives = this.#directives()
    const escape = this.#escape(directives.get('escape'))
    const reader = new LineReader(this.#text, this.#start)
    const instructions: Instruction[] = []
    this.#longLines()
    for (
      let found = nextLogicalLine(reader, this.#file, escape);
      found !== undefined;
      found = nextLogicalLine(reader, this.#file, escape)
    ) {
      const whole: Piece = trimmed({ line: found.line, start: 0, end: found.line.text.length })
      const one = this.#instruction(whole)
      if (instructions.length === mostInstructions) {
        this.#problem('dockerfile/too-many-instructions', one.keywordSpan)
        break
      }
      instructions.push(this.#withHeredocs(one, reader, escape, found.end))
    }
    return {
      file: this.#file,
      text: this.#text,
      escape,
      directives,
      instructions,
      diagnostics: this.#diagnostics,
    }
  }

  /** Directives stand before everything else, also before other comments. */
  #directives(): ReadonlyMap<string, Directive> {
    const found = new Map<string, Directive>()
    const reader = new LineReader(this.#text, this.#start)
    for (let line = reader.next(); line !== undefined; line = reader.next()) {
      if (line.end - line.start > longestLine) break
      const text = this.#text.slice(line.start, line.end)
      const [, before = '', name = '', value = ''] =
        /^(\s*#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*)(\S.*)$/u.exec(text) ?? []
      if (!knownDirectives.has(name.toLowerCase())) break
      const start = line.start + before.length
      const plain = value.trimEnd()
      found.set(name.toLowerCase(), { value: plain, span: this.#span(start, start + plain.length) })
    }
    return found
  }

  #escape(directive: Directive | undefined): string {
    if (directive === undefined || directive.value === '\\') return '\\'
    if (directive.value === '`') return '`'
    this.#problem('dockerfile/invalid-escape-directive', directive.span)
    return '\\'
  }

  #instruction(whole: Piece, deferred = false): Instruction {
    const words = /^\S+/u.exec(pieceText(whole))?.[0].length ?? 0
    const name: Piece = { ...whole, end: whole.start + words }
    const keyword = pieceText(name).toUpperCase()
    const { flags, rest } = flagsOf({ ...whole, start: name.end })
    const known = keywords.has(keyword)
    if (!known) this.#problem('dockerfile/unknown-instruction', pieceSpan(name))
    else if (rest.start === rest.end) this.#problem('dockerfile/missing-argument', pieceSpan(name))
    const hasTrigger = keyword === 'ONBUILD' && !deferred && rest.start < rest.end
    return {
      keyword,
      keywordSpan: pieceSpan(name),
      span: pieceSpan(whole),
      flags,
      rest,
      exec: withExecForm.has(keyword) ? execItems(rest) : undefined,
      heredocs: [],
      trigger: hasTrigger ? this.#instruction(rest, true) : undefined,
    }
  }

  #withHeredocs(one: Instruction, reader: LineReader, escape: string, lineEnd: number): Instruction {
    const owner = one.trigger ?? one
    const announced =
      withHeredocs.has(owner.keyword) && owner.exec === undefined ? announcedIn(owner.rest, escape) : []
    if (announced.length === 0) return { ...one, span: { ...one.span, end: Math.max(one.span.end, lineEnd) } }
    const heredocs: Heredoc[] = []
    let end = lineEnd
    for (const each of announced) {
      const read = this.#heredoc(each, reader)
      heredocs.push(read.heredoc)
      end = Math.max(end, read.end)
    }
    const span = { ...one.span, end }
    if (one.trigger === undefined) return { ...one, span, heredocs }
    return { ...one, span, trigger: { ...one.trigger, heredocs, span: { ...one.trigger.span, end } } }
  }

  #heredoc(
    { name, chomp, expand, piece }: Announced,
    reader: LineReader,
  ): { readonly heredoc: Heredoc; readonly end: number } {
    const first = reader.at
    const parts: string[] = []
    const froms: number[] = []
    const places: number[] = []
    let length = 0
    const made = (last: number): Heredoc => {
      const line = { file: this.#file, text: parts.join(''), froms, places }
      return { name, content: { line, start: 0, end: length }, span: this.#span(first, last), expand }
    }
    for (let line = reader.next(); line !== undefined; line = reader.next()) {
      const tabs = chomp ? (/^\t+/u.exec(this.#text.slice(line.start, line.end))?.[0].length ?? 0) : 0
      const start = line.start + tabs
      if (this.#text.slice(start, line.end) === name) return { heredoc: made(line.start), end: line.end }
      const part = this.#text.slice(start, reader.at)
      froms.push(length)
      places.push(start)
      parts.push(part)
      length += part.length
    }
    this.#problem('dockerfile/unclosed-heredoc', pieceSpan(piece))
    return { heredoc: made(this.#text.length), end: this.#text.length }
  }

  #longLines(): void {
    if (this.#text.length <= longestLine / 3) return
    const reader = new LineReader(this.#text, this.#start)
    for (let line = reader.next(); line !== undefined; line = reader.next()) {
      const { start, end } = line
      if ((end - start) * 3 <= longestLine) continue
      const bytes = new TextEncoder().encode(
        this.#text.slice(start, Math.min(end, start + longestLine + 1)),
      ).length
      if (bytes > longestLine) this.#problem('dockerfile/long-line', this.#span(start, end))
    }
  }

  #span(start: number, end: number): Span {
    return { file: this.#file, start, end }
  }

  #problem(code: DockerfileProblem, span: Span): void {
    if (this.#diagnostics.length < mostProblems) this.#diagnostics.push(problemAt(code, span))
  }
}
