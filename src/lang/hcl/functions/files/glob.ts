/** What a pattern matches, or that it is none. */
export type Globbed = ReadonlySet<string> | 'bad pattern'

interface Folder {
  readonly files: Set<string>
  readonly folders: Map<string, Folder>
}

/**
 * The files, of paths below a folder, that a pattern matches: `*` and `?` stay within a name, `**` as a whole name
 * stands for any folders (and, at the end, for all files in them), `[a-z]`, `[^a]`, `{a,b}` within a name, `\` escapes.
 * A mistake in a pattern is found only when a name is compared with it that far.
 */
export function glob(paths: readonly string[], pattern: string): Globbed {
  const found = new Set<string>()
  const names = pattern.split('/')
  return walk({ folder: treeOf(paths), prefix: '', names, at: 0 }, found) ? found : 'bad pattern'
}

/** Where the first name is that is a pattern. */
export function firstPattern(names: readonly string[]): number {
  const found = names.findIndex((name) => /[*?[{\\]/u.test(name))
  return found === -1 ? names.length : found
}

function treeOf(paths: readonly string[]): Folder {
  const root: Folder = { files: new Set(), folders: new Map() }
  for (const path of paths) {
    const names = path.split('/')
    let folder = root
    for (const name of names.slice(0, -1)) {
      let next = folder.folders.get(name)
      if (next === undefined) folder.folders.set(name, (next = { files: new Set(), folders: new Map() }))
      folder = next
    }
    folder.files.add(names.at(-1) ?? '')
  }
  return root
}

interface Place {
  readonly folder: Folder
  readonly prefix: string
  readonly names: readonly string[]
  readonly at: number
}

/** Adds what is found; false when the pattern turns out to be none. */
function walk(place: Place, found: Set<string>): boolean {
  const { folder, prefix, names, at } = place
  const isLast = at + 1 === names.length
  if (names[at] === '**') return walkAll(place, isLast, found)
  const pattern = Array.from(names[at] ?? '')
  for (const name of [...folder.folders.keys(), ...(isLast ? folder.files : [])]) {
    const matched = matchName(pattern, Array.from(name))
    if (matched === 'bad pattern') return false
    if (!matched) continue
    const next = folder.folders.get(name)
    if (isLast) {
      if (next === undefined) found.add(prefix + name)
    } else if (next !== undefined) {
      if (!walk({ folder: next, prefix: `${prefix}${name}/`, names, at: at + 1 }, found)) return false
    }
  }
  return true
}

function walkAll({ folder, prefix, names, at }: Place, isLast: boolean, found: Set<string>): boolean {
  if (isLast) for (const name of folder.files) found.add(prefix + name)
  for (const [name, next] of folder.folders) {
    if (!walk({ folder: next, prefix: `${prefix}${name}/`, names, at }, found)) return false
  }
  return isLast || walk({ folder, prefix, names, at: at + 1 }, found)
}

type Matched = boolean | 'bad pattern'

/** Whether a name is as a pattern says; both as characters. What follows a star or a choice is compared once for each place. */
function matchName(
  pattern: readonly string[],
  name: readonly string[],
  known = new Map<string, Matched>(),
): Matched {
  const key = `${pattern.join('')}/${name.length}`
  const before = known.get(key)
  if (before !== undefined) return before
  const matched = compare(pattern, name, known)
  known.set(key, matched)
  return matched
}

function compare(pattern: readonly string[], name: readonly string[], known: Map<string, Matched>): Matched {
  let at = 0
  let here = 0
  while (at < pattern.length && here < name.length) {
    const sign = pattern[at]
    if (sign === '*') return matchStar(pattern.slice(at + 1), name.slice(here), known)
    if (sign === '{') return matchChoice(pattern.slice(at + 1), name.slice(here), known)
    const next = matchOne(pattern, at, name[here] ?? '')
    if (typeof next !== 'number') return next
    at = next
    here++
  }
  const rest = pattern.slice(at).join('')
  return here >= name.length && (rest === '' || rest === '*' || rest === '**')
}

/** Compares one character; gives where the pattern goes on, or why it does not. */
function matchOne(pattern: readonly string[], at: number, character: string): number | false | 'bad pattern' {
  const sign = pattern[at]
  if (sign === '?') return at + 1
  if (sign === '[') {
    const end = closing(pattern, at + 1, ']')
    const matched = end === -1 ? 'bad pattern' : matchClass(pattern.slice(at + 1, end), character)
    return matched === true ? end + 1 : matched
  }
  const place = sign === '\\' ? at + 1 : at
  if (place >= pattern.length) return 'bad pattern'
  return pattern[place] === character && place + 1
}

function matchStar(rest: readonly string[], name: readonly string[], known: Map<string, Matched>): Matched {
  if (rest.length === 0) return true
  for (let from = 0; from < name.length; from++) {
    if (matchName(rest, name.slice(from), known) === true) return true
  }
  return false
}

function matchChoice(
  pattern: readonly string[],
  name: readonly string[],
  known: Map<string, Matched>,
): Matched {
  const end = closing(pattern, 0, '}')
  if (end === -1) return 'bad pattern'
  const rest = pattern.slice(end + 1)
  for (const choice of choices(pattern.slice(0, end))) {
    const matched = matchName([...choice, ...rest], name, known)
    if (matched !== false) return matched
  }
  return false
}

function choices(pattern: readonly string[]): readonly (readonly string[])[] {
  const found: string[][] = [[]]
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] ?? ''
    if (sign === ',') found.push([])
    else found.at(-1)?.push(sign)
    if (sign === '\\' && at + 1 < pattern.length) found.at(-1)?.push(pattern[++at] ?? '')
  }
  return found
}

/** Where a bracket closes; an escaped one does not. */
function closing(pattern: readonly string[], from: number, sign: string): number {
  for (let at = from; at < pattern.length; at++) {
    if (pattern[at] === sign) return at
    if (pattern[at] === '\\') at++
  }
  return -1
}

function matchClass(signs: readonly string[], character: string): Matched {
  const isNot = signs[0] === '^'
  let matched = false
  let at = isNot ? 1 : 0
  if (signs.length === 0) return 'bad pattern'
  while (at < signs.length) {
    const low = limitAt(signs, at)
    if (low === undefined) return 'bad pattern'
    at = low.next
    let high: Limit | undefined = low
    if (signs[at] === '-') {
      high = limitAt(signs, at + 1)
      if (high === undefined) return 'bad pattern'
      at = high.next
    }
    const point = character.codePointAt(0) ?? 0
    if (low.point <= point && point <= high.point) matched = true
  }
  return matched !== isNot
}

interface Limit {
  readonly point: number
  readonly next: number
}

/** One end of a range; a dash is none. */
function limitAt(signs: readonly string[], at: number): Limit | undefined {
  if (signs[at] === '-') return undefined
  const place = signs[at] === '\\' ? at + 1 : at
  const point = signs[place]?.codePointAt(0)
  return point === undefined ? undefined : { point, next: place + 1 }
}
