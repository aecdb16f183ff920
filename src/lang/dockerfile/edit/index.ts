import { isListData, type Data, type TextEdit } from '../../../kernel/edit.ts'
import { endOfLineAt, lineBreak, wholeLines } from '../../text/blocks.ts'
import { pieceSpan, pieceText, type Dockerfile, type Instruction } from '../tree.ts'
import { pairsOf } from '../words.ts'

/**
 * Minimal edits of Dockerfiles: https://docs.docker.com/reference/dockerfile/. Each gives what to change, or undefined where it can't be
 * done this way.
 */

interface Range {
  readonly start: number
  readonly end: number
}

/** Gives the word, the value of a pair, the string or the list at a part of the text another value. */
export function replaceDockerfile(tree: Dockerfile, at: Range, data: Data): readonly TextEdit[] | undefined {
  const one = instructionAt(tree, at)
  if (one === undefined) return undefined
  const written = textFor(tree, one, at, data)
  if (written === undefined) return undefined
  return written === tree.text.slice(at.start, at.end)
    ? []
    : [{ file: tree.file, ...range(at), text: written }]
}

/** Adds an instruction to the stage that begins at an offset: beside its like, or before what a stage ends with. */
export function addInstruction(
  tree: Dockerfile,
  stage: number,
  keyword: string,
  text: string,
): readonly TextEdit[] | undefined {
  const own = stageFrom(tree, stage)
  const [from] = own
  if (from === undefined) return undefined
  const like = own.findLast((one) => one.keyword === keyword)
  const isEarly = keyword === 'ENV' || keyword === 'LABEL'
  const after = like ?? (isEarly ? lastOfHead(own) : lastOfBody(own)) ?? from
  const isLower = tree.text.slice(from.keywordSpan.start, from.keywordSpan.end) === from.keyword.toLowerCase()
  const at = endOfLineAt(tree.text, after.span.end)
  const line = `${isLower ? keyword.toLowerCase() : keyword} ${text}`
  return [{ file: tree.file, start: at, end: at, text: lineBreak(tree.text) + line }]
}

/** Takes out the instruction that a place is in, or just the pair of it. */
export function removeFromDockerfile(tree: Dockerfile, at: Range): readonly TextEdit[] | undefined {
  const one = instructionAt(tree, at)
  if (one === undefined || one.keyword === 'FROM') return undefined
  const pairs = isPairs(one) ? pairsOf(one.rest, tree.escape, one.keyword === 'ARG') : []
  const found = pairs.findIndex(
    ({ value }) =>
      value !== undefined && pieceSpan(value).start <= at.start && pieceSpan(value).end >= at.end,
  )
  const pair = pairs[found]
  if (pairs.length < 2 || pair === undefined) {
    const { start, end } = wholeLines(tree.text, one.span.start, one.span.end)
    return [{ file: tree.file, start, end, text: '' }]
  }
  const next = pairs[found + 1]
  const before = pairs[found - 1]
  const start =
    next === undefined && before?.value !== undefined
      ? pieceSpan(before.value).end
      : pieceSpan(pair.name).start
  const end = next === undefined ? pieceSpan(pair.value ?? pair.name).end : pieceSpan(next.name).start
  return [{ file: tree.file, start, end, text: '' }]
}

/** `KEY=value`, in quotes where it takes them. */
export function pairText(key: string, value: string, escape: string): string {
  return `${wordText(key, escape)}=${wordText(value, escape)}`
}

/** What a value of a Dockerfile says without its quotes, where that needs no evaluation. */
export function dockerfileLiteral(tree: Dockerfile, { start, end }: Range): string | undefined {
  const text = tree.text.slice(start, end)
  const quoted = /^(["'])([^"'\\`$]*)\1$/u.exec(text)
  if (quoted !== null) return quoted[2]
  return /["'\\`$]/u.test(text) ? undefined : text
}

function range({ start, end }: Range): Range {
  return { start, end }
}

function instructionAt({ instructions }: Dockerfile, { start, end }: Range): Instruction | undefined {
  return instructions.find((one) => one.span.start <= start && one.span.end >= end)
}

function isPairs({ keyword }: Instruction): boolean {
  return keyword === 'ENV' || keyword === 'LABEL' || keyword === 'ARG'
}

function textFor(tree: Dockerfile, one: Instruction, at: Range, data: Data): string | undefined {
  if (isListData(data)) return tree.text[at.start] === '[' ? JSON.stringify(data) : undefined
  if (typeof data === 'object') return undefined
  const text = String(data)
  if (/[\r\n]/u.test(text)) return undefined
  if (one.exec?.some(({ span }) => span.start === at.start && span.end === at.end) === true)
    return JSON.stringify(text)
  const values = isPairs(one)
    ? pairsOf(one.rest, tree.escape, one.keyword === 'ARG').map(({ value }) => value)
    : []
  const isValue = values.some((value) => {
    const span = value === undefined ? undefined : pieceSpan(value)
    return span?.start === at.start && span.end === at.end
  })
  if (isValue) return wordText(text, tree.escape, tree.text[at.start])
  // A word of its own, or a part of one: there are no quotes around it that it could rely on.
  const isOneWord = one.keyword !== 'WORKDIR' && pieceText(one.rest) !== ''
  return /["'\\`$]/u.test(text) || text === '' || (isOneWord && /\s/u.test(text)) ? undefined : text
}

/** A word that says just this text: in the quotes that were there, or in double ones where it takes some. */
function wordText(text: string, escape: string, before = ''): string {
  const isPlain = /^[^\s"'\\`$]+$/u.test(text)
  if (before === "'" && !text.includes("'")) return `'${text}'`
  if (isPlain && before !== '"') return text
  const special = new Set(['"', '$', escape])
  return `"${Array.from(text, (sign) => (special.has(sign) ? escape + sign : sign)).join('')}"`
}

/** The FROM that begins at an offset, and what follows it up to the next. */
function stageFrom({ instructions }: Dockerfile, start: number): readonly Instruction[] {
  const first = instructions.findIndex((one) => one.keyword === 'FROM' && one.span.start === start)
  if (first === -1) return []
  const next = instructions.findIndex((one, at) => at > first && one.keyword === 'FROM')
  return instructions.slice(first, next === -1 ? undefined : next)
}

/** FROM, and the arguments that it is followed by. */
function lastOfHead(own: readonly Instruction[]): Instruction | undefined {
  const end = own.findIndex((one, at) => at > 0 && one.keyword !== 'ARG')
  return end === -1 ? own.at(-1) : own[end - 1]
}

const last: ReadonlySet<string> = new Set(['CMD', 'ENTRYPOINT', 'HEALTHCHECK', 'EXPOSE', 'STOPSIGNAL'])

/** What is done before it is said how the image is started: that may need the rights of the user before. */
function lastOfBody(own: readonly Instruction[]): Instruction | undefined {
  return own.findLast((one) => !last.has(one.keyword))
}
