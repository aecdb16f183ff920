import { char, endOfLine, isBlank, isFlowIndicator } from './chars.ts'
import type { Source } from './source.ts'

/** The handles that %TAG lines of a document declare. */
export type Handles = ReadonlyMap<string, string>

const core = 'tag:yaml.org,2002:'

/** Reads one anchor or tag, and adds it to what waits for the next node. */
export function property(source: Source, handles: Handles): void {
  const { builder, text } = source
  const start = source.at
  const end = endOfProperty(text, start)
  const isAnchor = text.charCodeAt(start) === char.ampersand
  apart(source)
  const now = builder.pending
  if (isAnchor && end === start + 1) builder.problem('yaml/invalid-name', start, end)
  if ((isAnchor ? now?.anchor : now?.tag) !== undefined) builder.problem('yaml/duplicate-anchor', start, end)
  const anchor = isAnchor ? text.slice(start + 1, end) : now?.anchor
  const tag = isAnchor ? now?.tag : tagOf(source, start, end, handles)
  builder.pending = { start: now?.start ?? start, end, anchor, tag }
  source.at = end
}

/** Sets what waits from a line above apart: it may belong to a collection that begins with the next node. */
function apart({ builder, lineStart }: Source): void {
  const before = builder.pending
  if (before === undefined || before.start >= lineStart || builder.outer !== undefined) return
  builder.outer = before
  builder.pending = undefined
}

/** Where the name of an anchor, an alias or a tag ends. */
export function endOfProperty(text: string, start: number): number {
  let at = start + 1
  if (text.charCodeAt(at) === char.less && text.charCodeAt(start) === char.bang) {
    const line = endOfLine(text, at)
    const close = text.indexOf('>', at)
    return close < 0 || close > line ? line : close + 1
  }
  for (; ; at++) {
    const code = text.charCodeAt(at)
    if (isBlank(code) || isFlowIndicator(code)) return at
  }
}

function tagOf(source: Source, start: number, end: number, handles: Handles): string {
  const written = source.text.slice(start, end)
  if (written.startsWith('!<')) {
    if (!written.endsWith('>')) source.builder.problem('yaml/invalid-tag', start, end)
    return written.slice(2, written.endsWith('>') ? -1 : undefined)
  }
  const [handle = '!'] = /^!(?:[\w-]*!)?/u.exec(written) ?? []
  const suffix = written.slice(handle.length)
  if (written !== '!' && !/^[\w#;/?:@&=+$.~*'()%-]+$/u.test(suffix))
    source.builder.problem('yaml/invalid-tag', start, end)
  const prefix = handles.get(handle)
  if (prefix !== undefined && written !== '!') return prefix + decoded(suffix)
  if (handle === '!!') return core + decoded(suffix)
  if (handle !== '!') source.builder.problem('yaml/invalid-tag', start, end)
  return decoded(written)
}

function decoded(tag: string): string {
  if (!tag.includes('%')) return tag
  try {
    return decodeURIComponent(tag)
  } catch {
    return tag
  }
}
