/** A part of a merged text, or one on which the two sides do not agree. */
export type Chunk = string | Clash

/** What each side has in one place. */
export interface Clash {
  readonly ours: string
  readonly base: string
  readonly theirs: string
}

/** How conflicts are marked: the length of the markers, and what stands behind them. */
export interface Marking {
  readonly size: number
  readonly ours: string
  readonly base: string
  readonly theirs: string
  /** Also what both come from. */
  readonly showsBase: boolean
}

/** A merged text; each conflict is in whole lines between git's markers: https://git-scm.com/docs/git-merge#_how_conflicts_are_presented */
export function printed(chunks: readonly Chunk[], markers: Marking): string {
  const stretches = inWholeLines(chunks)
  return stretches.map((one) => (typeof one === 'string' ? one : marked(one, markers))).join('')
}

/** Whether the sides agree everywhere. */
export function isClean(chunks: readonly Chunk[]): boolean {
  return chunks.every((one) => typeof one === 'string')
}

/** Conflicts grown to the lines that they stand in; those that share a line are one. */
function inWholeLines(chunks: readonly Chunk[]): readonly Chunk[] {
  const done: Chunk[] = []
  let open: Clash | undefined
  let line = ''
  for (const chunk of chunks) {
    if (typeof chunk !== 'string') {
      if (chunk.ours === chunk.theirs && chunk.ours === '') continue
      open = open === undefined ? around(line, chunk) : joined(open, chunk)
      line = ''
      continue
    }
    if (open === undefined) {
      const cut = chunk.lastIndexOf('\n') + 1
      if (cut > 0) done.push(line + chunk.slice(0, cut))
      line = cut > 0 ? chunk.slice(cut) : line + chunk
      continue
    }
    const cut = endsLines(open) ? 0 : chunk.indexOf('\n') + 1
    if (cut === 0 && !endsLines(open)) {
      open = joined(open, { ours: chunk, base: chunk, theirs: chunk })
      continue
    }
    done.push(cut === 0 ? open : joined(open, same(chunk.slice(0, cut))))
    open = undefined
    const rest = chunk.slice(cut)
    const last = rest.lastIndexOf('\n') + 1
    done.push(rest.slice(0, last))
    line = rest.slice(last)
  }
  done.push(open ?? line)
  return done
}

function same(text: string): Clash {
  return { ours: text, base: text, theirs: text }
}

function around(line: string, { ours, base, theirs }: Clash): Clash {
  return { ours: line + ours, base: line + base, theirs: line + theirs }
}

function joined(one: Clash, other: Clash): Clash {
  return {
    ours: one.ours + other.ours,
    base: one.base + other.base,
    theirs: one.theirs + other.theirs,
  }
}

function endsLines({ ours, base, theirs }: Clash): boolean {
  return [ours, base, theirs].every((one) => one === '' || one.endsWith('\n'))
}

/** Lines that both sides have at the beginning or end stand outside of the markers. */
function marked(clash: Clash, { size, ours, base, theirs, showsBase }: Marking): string {
  const sides = [clash.ours, clash.theirs, ...(showsBase ? [clash.base] : [])].map(linesIn)
  const shortest = Math.min(...sides.map(({ length }) => length))
  const [left = [], right = [], old = []] = sides
  let head = 0
  while (head < shortest && sides.every((one) => one[head] === left[head])) head++
  let tail = 0
  while (tail < shortest - head && sides.every((one) => one.at(-1 - tail) === left.at(-1 - tail))) tail++
  const part = (one: readonly string[]): string => ended(one.slice(head, one.length - tail).join(''))
  if (head + tail === left.length && left.length === right.length) return left.join('')
  return [
    left.slice(0, head).join(''),
    `${marker('<', size, ours)}\n${part(left)}`,
    showsBase ? `${marker('|', size, base)}\n${part(old)}` : '',
    `${'='.repeat(size)}\n${part(right)}${marker('>', size, theirs)}\n`,
    left.slice(left.length - tail).join(''),
  ].join('')
}

function marker(sign: string, size: number, label: string): string {
  return label === '' ? sign.repeat(size) : `${sign.repeat(size)} ${label}`
}

function linesIn(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/gu) ?? []
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`
}
