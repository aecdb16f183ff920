import { type Input, isBlankOrEnd, isLineEnd, isSpaceOrTab } from './input.ts'
import { skipBlanks, skipComment } from './scan-words.ts'

/** A text in quotes. */
export function scanQuoted(input: Input, quote: '"' | "'"): void {
  input.skip()
  for (;;) {
    input.need(4)
    if (isMarkerAt(input)) return input.failHere('found unexpected document indicator')
    if (input.code() === 0) return input.failHere('found unexpected end of stream')
    scanQuotedWords(input, quote)
    input.need(1)
    if (input.char() === quote) break
    if (input.mistake !== undefined) return
    while (isSpaceOrTab(input.code()) || isLineEnd(input.code())) {
      skipAny(input)
      input.need(1)
    }
  }
  input.skip()
}

function scanQuotedWords(input: Input, quote: '"' | "'"): void {
  while (!isBlankOrEnd(input.code())) {
    if (quote === "'" && input.startsWith("''")) {
      input.skip()
      input.skip()
    } else if (input.char() === quote) return
    else if (quote === '"' && input.char() === '\\') {
      if (isLineEnd(input.code(1))) {
        input.skip()
        return input.skipLine()
      }
      scanEscape(input)
    } else input.skip()
    input.need(2)
  }
}

const plainEscapes = '0abt\tnvfre "\'\\N_LP'

function scanEscape(input: Input): void {
  const kind = String.fromCharCode(input.code(1))
  const length = kind === 'x' ? 2 : kind === 'u' ? 4 : kind === 'U' ? 8 : 0
  if (length === 0 && !plainEscapes.includes(kind)) return input.failHere('found unknown escape character')
  input.skip()
  input.skip()
  if (length === 0) return
  input.need(length)
  let digits = ''
  for (let left = length; left > 0; left--) {
    if (!/^[\da-f]$/iu.test(input.char())) return input.failHere('did not find expected hexdecimal number')
    digits += input.skip()
  }
  const value = Number.parseInt(digits, 16)
  if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10_ffff)
    input.failHere('found invalid Unicode character escape code')
}

/** A text without quotes; whether it ended with a line. */
export function scanPlain(input: Input, indent: number, isFlow: boolean): boolean {
  let isAfterBreak = false
  for (;;) {
    input.need(4)
    if (isMarkerAt(input) || input.char() === '#') return isAfterBreak
    if (scanPlainWords(input, isFlow)) isAfterBreak = false
    if (!isSpaceOrTab(input.code()) && !isLineEnd(input.code())) return isAfterBreak
    isAfterBreak = skipBetweenWords(input, indent, isAfterBreak)
    if (!isFlow && input.column < indent) return isAfterBreak
  }
}

function scanPlainWords(input: Input, isFlow: boolean): boolean {
  const { index } = input
  while (!isBlankOrEnd(input.code()) && !endsPlain(input, isFlow)) {
    input.skip()
    input.need(2)
  }
  return input.index > index
}

function skipBetweenWords(input: Input, indent: number, wasAfterBreak: boolean): boolean {
  let isAfterBreak = wasAfterBreak
  input.need(1)
  while (isSpaceOrTab(input.code()) || isLineEnd(input.code())) {
    if (isLineEnd(input.code())) isAfterBreak = true
    else if (isAfterBreak && input.column < indent && input.char() === '\t')
      input.failHere('found a tab character that violates indentation')
    skipAny(input)
    input.need(1)
  }
  return isAfterBreak
}

function endsPlain(input: Input, isFlow: boolean): boolean {
  if (input.char() === ':' && isBlankOrEnd(input.code(1))) return true
  return isFlow && ',?[]{}'.includes(input.char())
}

/** A text after | or >. */
export function scanBlock(input: Input, parentIndent: number): void {
  input.skip()
  const increment = scanHeader(input)
  skipBlanks(input)
  skipComment(input)
  if (input.code() !== 0 && !isLineEnd(input.code()))
    return input.failHere('did not find expected comment or line break')
  if (isLineEnd(input.code())) input.skipLine()
  const wanted = increment === 0 ? 0 : Math.max(parentIndent, 0) + increment
  const indent = skipEmptyLines(input, wanted, parentIndent)
  input.need(1)
  while (input.column === indent && input.code() !== 0) {
    while (input.code() !== 0 && !isLineEnd(input.code())) {
      input.skip()
      input.need(1)
    }
    input.need(2)
    if (isLineEnd(input.code())) input.skipLine()
    skipEmptyLines(input, indent, parentIndent)
  }
}

/** The indentation that a header asks for; 0 when it leaves that open. */
function scanHeader(input: Input): number {
  let increment = 0
  let isChomped = false
  for (let left = 2; left > 0; left--) {
    input.need(1)
    if (!isChomped && (input.char() === '+' || input.char() === '-')) {
      isChomped = true
      input.skip()
    } else if (increment === 0 && /^\d$/u.test(input.char())) {
      if (input.char() === '0') input.failHere('found an indentation indicator equal to 0')
      increment = Number(input.skip())
    } else break
  }
  return increment
}

/** Goes over indentation and empty lines; gives the indentation, which the first line decides where nothing else did. */
function skipEmptyLines(input: Input, wanted: number, parentIndent: number): number {
  const limit = wanted === 0 ? Infinity : wanted
  let most = 0
  for (;;) {
    input.need(1)
    while (input.column < limit && input.char() === ' ') {
      input.skip()
      input.need(1)
    }
    most = Math.max(most, input.column)
    if (input.column < limit && input.char() === '\t')
      input.failHere('found a tab character where an indentation space is expected')
    if (!isLineEnd(input.code())) break
    input.need(2)
    input.skipLine()
  }
  return wanted === 0 ? Math.max(most, parentIndent + 1, 1) : wanted
}

/** Whether a line begins here with three dashes or dots that stand alone. */
export function isMarkerAt(input: Input): boolean {
  if (input.column !== 0 || !(input.startsWith('---') || input.startsWith('...'))) return false
  return isBlankOrEnd(input.code(3))
}

function skipAny(input: Input): void {
  if (isLineEnd(input.code())) input.skipLine()
  else input.skip()
}
