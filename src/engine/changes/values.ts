import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import { lineOf, linesOf, rangeOfLine } from '../../lang/text/lines.ts'
import type { ChangeCause, ResourceChange } from '../../model/difference.ts'
import type { FeedLine, FeedValue } from '../../model/feed-change.ts'
import { printJson } from '../../model/json-text.ts'
import { maskExcerpt, sensitiveSpans, type SensitiveSpans } from '../../model/mask.ts'
import type { Estate } from '../../model/reading.ts'
import { isSensitive, valueJson } from '../../model/value-json.ts'
import { differenceOf } from '../difference/difference.ts'
import type { State } from './states.ts'

/** As many values of one change as are kept; a change of more is told by its number. */
const mostValues = 60
/** A whole object is known by its address. */
const longestValue = 400

/** What became other between two states, value by value, each with the line that did it; secrets are masked. */
export function valuesBetween(
  before: State,
  after: State,
): { readonly values: readonly FeedValue[]; readonly more: number } {
  const difference = differenceOf(before.estate, after.estate)
  if (difference.roots.length === 0) return { values: [], more: 0 }
  const lines = new ChangedLines(before.estate, after.estate)
  const values = difference.roots.flatMap(({ root, variant, groups }) =>
    groups.flatMap(({ causes, changes }) => {
      const line = causes.map((cause) => lines.of(cause)).find((one) => one !== undefined)
      return changes.map((change) => ({ root, variant, ...valueOf(change), line }))
    }),
  )
  return { values: values.slice(0, mostValues), more: Math.max(0, values.length - mostValues) }
}

function valueOf({
  kind,
  address,
  path,
  name,
  before,
  after,
}: ResourceChange): Omit<FeedValue, 'root' | 'variant' | 'line'> {
  return {
    address,
    path,
    kind,
    before: textOf(before, name),
    after: textOf(after, name),
    isSecret: isSensitive(before) || isSensitive(after),
  }
}

function textOf(value: Value, name: string): string | undefined {
  const json = valueJson(value, false, name)
  if (json === undefined) return undefined
  const text = printJson(json)
  return text.length > longestValue ? undefined : text
}

/** The lines of two states, as they may be shown. */
class ChangedLines {
  readonly #sides: Readonly<Record<'before' | 'after', Estate>>
  readonly #secrets: Partial<Record<'before' | 'after', SensitiveSpans>> = {}

  constructor(before: Estate, after: Estate) {
    this.#sides = { before, after }
  }

  of({ before, after }: ChangeCause): FeedLine | undefined {
    const [old, now] = [this.#line('before', before), this.#line('after', after)]
    const place = now ?? old
    if (place === undefined) return undefined
    return { file: place.file, number: place.number, before: old?.text, after: now?.text }
  }

  #line(
    side: 'before' | 'after',
    span: Span | undefined,
  ): { readonly file: string; readonly number: number; readonly text: string } | undefined {
    const text = span === undefined ? undefined : this.#sides[side].text(span.file)
    if (span === undefined || text === undefined || span.file.startsWith('<')) return undefined
    const lines = linesOf(text)
    const number = lineOf(lines, span.start)
    const { start, end } = rangeOfLine(text, lines, number)
    const secrets = (this.#secrets[side] ??= sensitiveSpans(this.#sides[side].readings))
    const shown = maskExcerpt(
      secrets,
      span.file,
      start,
      text.slice(start, Math.min(end, start + longestValue)),
    )
    return { file: span.file, number, text: shown.text.trim() }
  }
}
