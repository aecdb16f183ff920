import type { Problem } from '../../problem.ts'
import { stringType } from '../../types.ts'
import type { Val } from '../../value.ts'
import { failed } from '../failure.ts'
import type { HclFunction } from '../function.ts'
import { longest, tooLong } from '../longest.ts'
import { text } from '../normal.ts'
import { textIn } from '../whole.ts'
import { matchesIn, patternOf, type Match, type Pattern } from './pattern.ts'

export const replace: HclFunction = {
  name: 'replace',
  summary: 'A text with each occurrence of a part, or of a /pattern/, replaced.',
  parameters: [
    { name: 'str', type: stringType },
    { name: 'substr', type: stringType },
    { name: 'replace', type: stringType },
  ],
  returns: () => stringType,

  call([given, part, by]) {
    const whole = textIn(given)
    const searched = textIn(part)
    const isPattern = searched.length > 1 && searched.startsWith('/') && searched.endsWith('/')
    if (!isPattern) return replacePlain(whole, searched, textIn(by))
    const pattern = patternOf(searched.slice(1, -1))
    if (pattern.kind === 'bad') return failed(pattern.message)
    return replaceMatches(pattern, whole, templateOf(textIn(by), pattern))
  },
}

/** An empty part stands before and after each character. */
function replacePlain(whole: string, part: string, by: string): Val | Problem {
  const pieces = part === '' ? ['', ...Array.from(whole), ''] : whole.split(part)
  if (whole.length + pieces.length * by.length > longest) return tooLong()
  if (part !== '') return text(pieces.join(by))
  return text(whole === '' ? by : pieces.join(by))
}

/** A piece of a replacement: text, or the number of a group; -1 for a group that there is not. */
type Piece = string | number

function replaceMatches(pattern: Pattern, whole: string, template: readonly Piece[]): Val | Problem {
  let made = ''
  let done = 0
  for (const match of matchesIn(pattern, whole)) {
    made += whole.slice(done, match.start)
    // Not an empty match right after another one.
    if (match.end > done || match.start === 0) {
      for (const piece of template) made += typeof piece === 'string' ? piece : groupIn(match, piece, whole)
    }
    if (made.length > longest) return tooLong()
    done = match.end
  }
  return text(made + whole.slice(done))
}

function groupIn({ starts, ends }: Match, group: number, whole: string): string {
  const start = starts[group] ?? -1
  return start < 0 ? '' : whole.slice(start, ends[group])
}

const reference = /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu

/** The pieces of a replacement: `$1`, `$name`, `${name}` are groups, `$$` is a dollar sign; a name is as long as it can be. */
function templateOf(replacement: string, pattern: Pattern): readonly Piece[] {
  const pieces: Piece[] = []
  let done = 0
  for (const found of replacement.matchAll(reference)) {
    const [all, braced, plain] = found
    pieces.push(replacement.slice(done, found.index))
    const name = braced ?? plain
    pieces.push(name === undefined ? '$' : groupNamed(name, pattern))
    done = found.index + all.length
  }
  pieces.push(replacement.slice(done))
  return pieces
}

function groupNamed(name: string, { count, names }: Pattern): number {
  if (/^\d+$/u.test(name)) return Number(name) <= count ? Number(name) : -1
  for (const [group, one] of names) if (one === name) return group
  return -1
}
