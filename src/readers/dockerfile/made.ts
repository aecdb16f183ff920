import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { Origins } from '../../kernel/origins.ts'
import type { OriginId } from '../../kernel/origin.ts'
import type { Span } from '../../kernel/span.ts'
import type { Cause, Value } from '../../kernel/value.ts'

/** Makes values that know where they come from, and keeps what was found on the way. */
export class Made {
  readonly origins: Origins = new Origins()
  readonly diagnostics: Diagnostic[] = []
  /** Texts of places that are no files. */
  readonly texts: Map<FilePath, string> = new Map()
  readonly absent: Value = { kind: 'absent', origin: 0, marks: 0 }
  #letters = mostLetters

  scalar(scalar: string | number | boolean, span: Span): Value {
    return { kind: 'scalar', scalar, origin: this.origins.at('literal', span), marks: 0 }
  }

  /** What nobody wrote as a value but the text shows, such as which stage is the last. */
  derived(scalar: string | number | boolean, span: Span): Value {
    const inputs = [this.origins.at('construct', span)]
    return { kind: 'scalar', scalar, origin: this.origins.at('shape', span, { inputs }), marks: 0 }
  }

  list(items: readonly Value[], span: Span): Value {
    return { kind: 'list', items, origin: this.#construct(items, span), marks: 0 }
  }

  map(entries: Iterable<readonly [string, Value]>, span: Span): Value {
    const all = new Map(entries)
    return { kind: 'map', entries: all, origin: this.#construct([...all.values()], span), marks: 0 }
  }

  unknown(because: Cause, span: Span, inputs: readonly OriginId[] = []): Value {
    return {
      kind: 'unknown',
      because: [because],
      origin: this.origins.at('reference', span, { inputs }),
      marks: 0,
    }
  }

  /** A text made of pieces: known where all of them are. */
  joined(parts: readonly (string | Value)[], span: Span): Value {
    const values = parts.filter((part) => typeof part !== 'string')
    const inputs = values.map(({ origin }) => origin).filter((id) => id !== 0)
    const origin = this.origins.at(inputs.length === 0 ? 'literal' : 'template', span, { inputs })
    const because = causesOf(values)
    if (because.length > 0)
      return { kind: 'unknown', because, outline: { kind: 'text', parts }, origin, marks: 0 }
    const texts = parts.map((part) => (typeof part === 'string' ? part : textOf(part)))
    if (!this.maySpend(texts.reduce((sum, text) => sum + text.length, 0)))
      return this.unknown(tooMuch(span), span)
    const scalar = texts.join('')
    return { kind: 'scalar', scalar, origin, marks: 0 }
  }

  say(diagnostic: Diagnostic): void {
    if (this.diagnostics.length < mostProblems) this.diagnostics.push(diagnostic)
  }

  /** Texts may double with each line, so all that is put together has a bound. */
  maySpend(letters: number): boolean {
    this.#letters -= letters
    return this.#letters >= 0
  }

  /** A text of the command line, as a place to point at. */
  option(name: string, text: string): Span {
    const file = filePath(`<-var ${name}>`)
    this.texts.set(file, text)
    return { file, start: 0, end: text.length }
  }

  #construct(inner: readonly Value[], span: Span): OriginId {
    const inputs = inner.map(({ origin }) => origin).filter((id) => id !== 0)
    return this.origins.at('construct', span, { inputs })
  }
}

/** The text of a known scalar; empty for anything else. */
export function textOf(value: Value): string {
  return value.kind === 'scalar' && typeof value.scalar !== 'object' ? String(value.scalar) : ''
}

/** Why something is not known that would be too long. */
export function tooMuch(site: Span): Cause {
  return { kind: 'error', what: 'a text that grows too long', site }
}

const mostLetters = 50_000_000
const mostCauses = 10
const mostProblems = 200

function causesOf(values: readonly Value[]): readonly Cause[] {
  const found = new Map<string, Cause>()
  for (const value of values) {
    for (const cause of value.kind === 'unknown' ? value.because : []) {
      const key = `${cause.kind} ${cause.what}`
      if (found.size < mostCauses && !found.has(key)) found.set(key, cause)
    }
  }
  return [...found.values()]
}
