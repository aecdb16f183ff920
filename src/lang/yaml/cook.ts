import { afterBreak, afterSpaces, char, endOfLine, isBreak, isSpace } from './chars.ts'
import { kindOf, multiline, styleOf } from './kinds.ts'
import type { YamlNode, YamlTree } from './tree.ts'

/**
 * The text that a scalar stands for: lines folded, escapes replaced, indentation and quotes gone. Empty for an empty
 * node; the name for an alias; the source for a collection.
 */
export function scalarText(tree: YamlTree, node: YamlNode): string {
  const { text } = tree
  const start = tree.starts[node] ?? 0
  const end = tree.ends[node] ?? 0
  if (tree.kinds[node] === kindOf.alias) return text.slice(start + 1, end)
  if (tree.kinds[node] !== kindOf.scalar) return text.slice(start, end)
  const flags = tree.styles[node] ?? 0
  const many = (flags & multiline) !== 0
  switch (flags & 0xf) {
    case styleOf.single:
      return single(text.slice(start + 1, innerEnd(text, start, end)), many)
    case styleOf.double:
      return double(text.slice(start + 1, innerEnd(text, start, end)), many)
    case styleOf.literal:
    case styleOf.folded:
      return block(text, start, end, tree.firsts[node] ?? 0)
    default:
      return many ? fold(text.slice(start, end)) : text.slice(start, end)
  }
}

/** Before the closing quote, or the end where there is none. */
function innerEnd(text: string, start: number, end: number): number {
  return end - start > 1 && text.charCodeAt(end - 1) === text.charCodeAt(start) ? end - 1 : end
}

function single(inner: string, many: boolean): string {
  const folded = many ? fold(inner) : inner
  return folded.includes("''") ? folded.replaceAll("''", "'") : folded
}

/** Folds lines: one line break is a space, more are one less; blanks around line breaks go. */
function fold(inner: string): string {
  const parts: string[] = []
  let at = 0
  for (;;) {
    const end = endOfLine(inner, at)
    if (end >= inner.length) {
      parts.push(inner.slice(at))
      return parts.join('')
    }
    parts.push(inner.slice(at, trimmedEnd(inner, at, end)))
    const next = overBreaks(inner, end)
    parts.push(next.breaks === 1 ? ' ' : '\n'.repeat(next.breaks - 1))
    at = next.at
  }
}

function trimmedEnd(text: string, start: number, from: number): number {
  let end = from
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return end
}

/** Goes over line breaks and the blanks at the starts of lines. */
function overBreaks(text: string, from: number): { readonly at: number; readonly breaks: number } {
  let at = from
  let breaks = 0
  while (isBreak(text.charCodeAt(at))) {
    at = afterSpaces(text, afterBreak(text, at))
    breaks++
  }
  return { at, breaks }
}

const plainEscapes: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\u0007',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\u001b',
  ' ': ' ',
  '"': '"',
  "'": "'",
  '/': '/',
  '\\': '\\',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
}
const escapes = /\\(?:x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[0abtnvfre "'/\\N_LP\t])/gu

function double(inner: string, many: boolean): string {
  if (!many) return inner.includes('\\') ? unescaped(inner) : inner
  const parts: string[] = []
  let at = 0
  for (;;) {
    const end = endOfLine(inner, at)
    if (end >= inner.length) {
      parts.push(unescaped(inner.slice(at)))
      return parts.join('')
    }
    const escaped = isEscapedBreak(inner, at, end)
    const stop = escaped ? end - 1 : keepEscaped(inner, at, trimmedEnd(inner, at, end))
    parts.push(unescaped(inner.slice(at, stop)))
    const next = overBreaks(inner, end)
    if (escaped) parts.push('\n'.repeat(next.breaks - 1))
    else parts.push(next.breaks === 1 ? ' ' : '\n'.repeat(next.breaks - 1))
    at = next.at
  }
}

/** Whether an odd number of backslashes stands before an offset. */
function isEscapedBreak(text: string, start: number, end: number): boolean {
  let at = end
  while (at > start && text.charCodeAt(at - 1) === char.backslash) at--
  return (end - at) % 2 === 1
}

/** A blank that a backslash stands before is not trimmed. */
function keepEscaped(text: string, start: number, trimmed: number): number {
  return isEscapedBreak(text, start, trimmed) && isSpace(text.charCodeAt(trimmed)) ? trimmed + 1 : trimmed
}

function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  const whole = text.replaceAll(escapes, (escape) => {
    const plain = plainEscapes[escape.slice(1)]
    if (plain !== undefined) return plain
    const code = Number.parseInt(escape.slice(2), 16)
    return code > 0x10ffff ? escape : String.fromCodePoint(code)
  })
  return /\\[uU]/u.test(text) ? whole.replaceAll(/\p{Surrogate}/gu, '\ufffd') : whole
}

/** The lines of a block scalar without their indentation, and whether a line break ends the last. */
function block(text: string, start: number, end: number, indent: number): string {
  const header = endOfLine(text, start)
  const sign = /[+-]/u.exec(text.slice(start, Math.min(header, start + 3)))?.[0]
  const lines: string[] = []
  let closed = isBreak(text.charCodeAt(header))
  let at = header < end ? afterBreak(text, header) : end
  while (at < end) {
    const stop = Math.min(endOfLine(text, at), end)
    const from = contentStart(text, at, stop, indent)
    lines.push(text.slice(from, stop))
    closed = isBreak(text.charCodeAt(stop))
    at = closed ? afterBreak(text, stop) : stop
    if (stop >= end) break
  }
  const folded = text.charCodeAt(start) === char.greater ? foldBlock(lines) : lines
  return chomp(folded, sign, closed)
}

function contentStart(text: string, line: number, stop: number, indent: number): number {
  let at = line
  while (at - line < indent && at < stop && text.charCodeAt(at) === char.space) at++
  return at
}

function chomp(lines: readonly string[], sign: string | undefined, closed: boolean): string {
  if (sign === '+')
    return lines
      .map((line) => `${line}\n`)
      .join('')
      .slice(0, closed ? undefined : -1)
  const last = lines.findLastIndex((line) => line !== '')
  const body = lines.slice(0, last + 1).join('\n')
  if (sign === '-' || last < 0) return body
  return last < lines.length - 1 || closed ? `${body}\n` : body
}

/** Joins the lines of a folded scalar, but those that begin with a blank keep their line breaks, and those around them. */
function foldBlock(lines: readonly string[]): readonly string[] {
  const last = lines.findLastIndex((line) => line !== '')
  const folded: string[] = []
  let current: string[] = []
  let apart = true
  let blanks = 0
  for (const line of lines.slice(0, last + 1)) {
    if (line === '') {
      blanks++
      continue
    }
    const spaced = isSpace(line.charCodeAt(0))
    const begun = current.length > 0
    if (begun && !spaced && !apart && blanks === 0) current.push(' ', line)
    else {
      const kept = begun && !spaced && !apart ? blanks - 1 : blanks
      if (begun) folded.push(current.join(''))
      for (let one = 0; one < kept; one++) folded.push('')
      current = [line]
    }
    apart = spaced
    blanks = 0
  }
  if (current.length > 0) folded.push(current.join(''))
  return [...folded, ...lines.slice(last + 1)]
}
