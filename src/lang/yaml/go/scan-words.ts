import { type Input, isBlankOrEnd, isLineEnd, isNameLetter, isSpaceOrTab } from './input.ts'

/** The name of an anchor or an alias. */
export function scanName(input: Input): string {
  input.skip()
  input.need(1)
  let name = ''
  while (isNameLetter(input.code())) name += nextLetter(input)
  if (name === '' || !(isBlankOrEnd(input.code()) || '?:,]}%@`'.includes(input.char())))
    input.failHere('did not find expected alphabetic or numeric character')
  return name
}

/** A tag; gives its handle, which is empty where it is written out. */
export function scanTag(input: Input): string {
  input.need(2)
  let handle = ''
  if (input.startsWith('!<')) {
    input.skip()
    input.skip()
    scanAddress(input, '')
    if (input.char() !== '>') input.failHere("did not find the expected '>'")
    input.skip()
  } else {
    handle = scanHandle(input, false)
    const isWhole = handle.length > 1 && handle.endsWith('!')
    const address = scanAddress(input, isWhole ? '' : handle)
    if (!isWhole) handle = address === '' ? '' : '!'
  }
  input.need(1)
  if (!isBlankOrEnd(input.code())) input.failHere('did not find expected whitespace or line break')
  return handle
}

function scanHandle(input: Input, isDirective: boolean): string {
  input.need(1)
  if (input.char() !== '!') {
    input.failHere("did not find expected '!'")
    return ''
  }
  let handle = nextLetter(input)
  while (isNameLetter(input.code())) handle += nextLetter(input)
  if (input.char() === '!') return handle + nextLetter(input)
  if (isDirective && handle !== '!') input.failHere("did not find expected '!'")
  return handle
}

/** What stands after a handle; what was taken for a handle and is none is its beginning. */
function scanAddress(input: Input, before: string): string {
  let found = before.slice(1)
  input.need(1)
  while (isNameLetter(input.code()) || (input.code() > 0 && ";/?:@&=+$,.!~*'()[]%".includes(input.char()))) {
    if (input.char() === '%') {
      scanOctets(input)
      found += '%'
    } else found += nextLetter(input)
  }
  if (found === '' && before === '') input.failHere('did not find expected tag URI')
  return found
}

/** A letter of several octets that are written as %XX. */
function scanOctets(input: Input): void {
  for (let left = 1, isFirst = true; left > 0; left--, isFirst = false) {
    input.need(3)
    const written = `${String.fromCharCode(input.code())}${String.fromCharCode(input.code(1))}${String.fromCharCode(input.code(2))}`
    if (!/^%[\da-f]{2}$/iu.test(written)) return input.failHere('did not find URI escaped octet')
    const octet = Number.parseInt(written.slice(1), 16)
    if (isFirst) {
      const width = octet < 0x80 ? 1 : octet >= 0xc0 && octet < 0xe0 ? 2 : widthOfLong(octet)
      if (width === 0) return input.failHere('found an incorrect leading UTF-8 octet')
      left = width
    } else if (octet < 0x80 || octet > 0xbf) return input.failHere('found an incorrect trailing UTF-8 octet')
    for (let letters = 0; letters < 3; letters++) input.skip()
  }
}

function widthOfLong(octet: number): number {
  if (octet >= 0xe0 && octet < 0xf0) return 3
  return octet >= 0xf0 && octet < 0xf8 ? 4 : 0
}

/** A line that begins with a percent sign. */
export type Directive =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'tag'; readonly handle: string }

export function scanDirective(input: Input): Directive {
  input.skip()
  let name = ''
  input.need(1)
  while (isNameLetter(input.code())) name += nextLetter(input)
  if (name === '') input.failHere('could not find expected directive name')
  if (!isBlankOrEnd(input.code())) input.failHere('found unexpected non-alphabetical character')
  const made = valueOf(input, name)
  skipBlanks(input)
  skipComment(input)
  if (input.code() !== 0 && !isLineEnd(input.code()))
    input.failHere('did not find expected comment or line break')
  if (isLineEnd(input.code())) input.skipLine()
  return made
}

function valueOf(input: Input, name: string): Directive {
  if (name === 'YAML') {
    skipBlanks(input)
    const major = scanNumber(input)
    if (input.char() !== '.') input.failHere("did not find expected digit or '.' character")
    input.skip()
    return { kind: 'version', version: `${major}.${scanNumber(input)}` }
  }
  if (name !== 'TAG') input.failHere('found unknown directive name')
  skipBlanks(input)
  const handle = scanHandle(input, true)
  if (!isSpaceOrTab(input.code())) input.failHere('did not find expected whitespace')
  skipBlanks(input)
  scanAddress(input, '')
  input.need(1)
  if (!isBlankOrEnd(input.code())) input.failHere('did not find expected whitespace or line break')
  return { kind: 'tag', handle }
}

function scanNumber(input: Input): number {
  let digits = ''
  input.need(1)
  while (/^\d$/u.test(input.char())) {
    if (digits.length === 2) input.failHere('found extremely long version number')
    digits += nextLetter(input)
  }
  if (digits === '') input.failHere('did not find expected version number')
  return Number(digits)
}

export function skipBlanks(input: Input): void {
  input.need(1)
  while (isSpaceOrTab(input.code())) nextLetter(input)
}

/** Goes over a comment to the end of its line. */
export function skipComment(input: Input): void {
  if (input.char() !== '#') return
  while (input.code() !== 0 && !isLineEnd(input.code())) nextLetter(input)
}

/** Goes over a letter, and has the one after it. */
function nextLetter(input: Input): string {
  const one = input.skip()
  input.need(1)
  return one
}
