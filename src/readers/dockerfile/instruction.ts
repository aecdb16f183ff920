import type { Span } from '../../kernel/span.ts'
import type { Value } from '../../kernel/value.ts'
import {
  pieceSpan,
  pieceText,
  type Flag,
  type Heredoc,
  type Instruction,
  type Piece,
} from '../../lang/dockerfile/tree.ts'
import { blankWords, pairsOf, plainPiece } from '../../lang/dockerfile/words.ts'
import { expanded, type Scope } from './expand.ts'
import { textOf, type Made } from './made.ts'

/** An instruction and what its arguments mean. */
export interface Meant {
  readonly instruction: Instruction
  /** The strings of the JSON form, the words or the one text. */
  readonly arguments: readonly Value[]
  /** The names and values of ENV, LABEL and ARG. */
  readonly pairs: ReadonlyMap<string, Value>
  readonly flags: ReadonlyMap<string, Value>
  /** The instruction as a map, the way resources list it. */
  readonly value: Value
}

/** Instructions whose variables the builder replaces. The others hand theirs to a shell. Source: docs.docker.com/reference/dockerfile/#environment-replacement. */
const replacing: ReadonlySet<string> = new Set(
  'ADD COPY ENV EXPOSE LABEL STOPSIGNAL USER VOLUME WORKDIR ARG'.split(' '),
)
const inWords: ReadonlySet<string> = new Set(['ADD', 'COPY', 'EXPOSE', 'VOLUME', 'FROM'])
const inPairs: ReadonlySet<string> = new Set(['ENV', 'LABEL', 'ARG'])
/** Flags that may stand more than once. */
const repeated: ReadonlySet<string> = new Set(['mount', 'exclude'])

/** How many words and pairs an instruction has, as a measure of the work that it is. */
export function sizeOf({ keyword, rest }: Instruction): number {
  return inWords.has(keyword) || inPairs.has(keyword) ? 1 + blankWords(rest).length : 1
}

/** Says an instruction as a value; `pairs` are given where another room has worked them out. */
export function meant(
  instruction: Instruction,
  scope: Scope,
  pairs: ReadonlyMap<string, Value> = pairsIn(instruction, scope),
): Meant {
  const { made } = scope
  const { keyword, rest, span, trigger } = instruction
  const flags = flagsIn(instruction, scope)
  const all = argumentsIn(instruction, scope, pairs)
  const entries: [string, Value][] = [
    ['keyword', made.scalar(keyword, instruction.keywordSpan)],
    ['form', made.derived(instruction.exec === undefined ? 'shell' : 'exec', pieceSpan(rest))],
    ['arguments', made.list(all, pieceSpan(rest))],
    ['flags', made.map(flags, pieceSpan(rest))],
    ['text', textFor(all, pieceSpan(rest), made)],
    ['raw', made.scalar(pieceText(rest), pieceSpan(rest))],
    [
      'heredocs',
      made.list(
        instruction.heredocs.map((one) => heredocValue(one, instruction, scope)),
        span,
      ),
    ],
  ]
  if (inPairs.has(keyword)) entries.push(['pairs', made.map(pairs, pieceSpan(rest))])
  if (trigger !== undefined) entries.push(['trigger', meant(trigger, unreplaced(scope)).value])
  return { instruction, arguments: all, pairs, flags, value: made.map(entries, span) }
}

/** The pairs of ENV and LABEL. All values are worked out before any of them counts. */
function pairsIn({ keyword, rest }: Instruction, scope: Scope): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>()
  if (!inPairs.has(keyword)) return found
  for (const { name, value } of pairsOf(rest, scope.escape, keyword === 'ARG')) {
    const key = keyword === 'LABEL' ? textOf(expanded(name, scope)) : pieceText(name)
    found.set(key, value === undefined ? scope.made.absent : expanded(value, scope))
  }
  return found
}

function argumentsIn(
  instruction: Instruction,
  scope: Scope,
  pairs: ReadonlyMap<string, Value>,
): readonly Value[] {
  const { made } = scope
  const { keyword, rest, exec } = instruction
  const replaced = replacing.has(keyword)
  if (exec !== undefined) {
    return exec.map(({ text, span }) => {
      const inner = plainPiece(span.file, text, span.start + 1)
      return replaced && text.includes('$') ? expanded(inner, scope) : made.scalar(text, span)
    })
  }
  if (inPairs.has(keyword)) {
    return [...pairs].map(([name, value]) => {
      if (value.kind === 'absent') return made.derived(name, pieceSpan(rest))
      return made.joined([`${name}=`, value], pieceSpan(rest))
    })
  }
  if (rest.start === rest.end) return []
  const pieces = inWords.has(keyword) ? blankWords(rest) : [rest]
  return pieces.map((piece) =>
    replaced ? expanded(piece, scope) : made.scalar(pieceText(piece), pieceSpan(piece)),
  )
}

function textFor(all: readonly Value[], span: Span, made: Made): Value {
  const [only] = all
  if (only !== undefined && all.length === 1) return only
  return made.joined(
    all.flatMap((one, at) => (at === 0 ? [one] : [' ', one])),
    span,
  )
}

/** `--from` and the flags of RUN are taken as they are written. */
function flagsIn({ flags, keyword }: Instruction, scope: Scope): ReadonlyMap<string, Value> {
  const { made } = scope
  const found = new Map<string, Value>()
  const lists = new Map<string, Value[]>()
  for (const flag of flags) {
    const replaced = flag.name !== 'from' && keyword !== 'HEALTHCHECK'
    const value = flagValue(flag, replaced ? scope : unreplaced(scope))
    if (!repeated.has(flag.name)) found.set(flag.name, value)
    else {
      const list = lists.get(flag.name) ?? []
      list.push(value)
      lists.set(flag.name, list)
    }
  }
  for (const [name, items] of lists) {
    const [first] = flags
    if (first !== undefined) found.set(name, made.list(items, first.span))
  }
  return found
}

function flagValue({ value, span }: Flag, scope: Scope): Value {
  return value === undefined ? scope.made.derived(true, span) : expanded(value, scope)
}

/** The builder replaces the variables of files that are written in place; those of scripts are the shell's. */
function heredocValue(heredoc: Heredoc, { keyword }: Instruction, scope: Scope): Value {
  const { made } = scope
  const { name, content, span, expand } = heredoc
  const replaced = expand && keyword !== 'RUN' && pieceText(content).includes('$')
  const value = replaced ? expanded(content, scope, false) : made.scalar(pieceText(content), span)
  return made.map(
    [
      ['name', made.derived(name, span)],
      ['content', value],
      ['expand', made.derived(expand, span)],
    ],
    span,
  )
}

/** A scope that leaves variables as they are written. */
function unreplaced(scope: Scope): Scope {
  return {
    made: scope.made,
    escape: scope.escape,
    variable: (name, site) => scope.made.scalar(`$${name}`, site),
  }
}

/** The place of an instruction's arguments; of the instruction where it has none. */
export function argumentsSpan({ rest, span }: { readonly rest: Piece; readonly span: Span }): Span {
  return rest.start === rest.end ? span : pieceSpan(rest)
}
