import type { Value } from '../kernel/value.ts'
import { parsePath, pathText, valueAt, leavesOf, type PathStep } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { NotFound } from '../model/why.ts'
import { readers } from '../readers/index.ts'

/** A value that was asked for, and where it is. */
export interface Found {
  readonly reading: Reading
  readonly address: string
  readonly steps: readonly PathStep[]
  readonly value: Value
  /** The whole resource or named value that it is a part of. */
  readonly whole: Value
}

interface Candidate {
  readonly reading: Reading
  readonly address: string
  readonly value: Value
}

const mostSuggestions = 5

/**
 * The values that an address and a path name: in every variant of one root. The address may be any unambiguous
 * ending (`web.ami` needs no module path); the path may also simply follow the address.
 */
export function find(estate: Estate, asked: string, path?: string): readonly Found[] | NotFound {
  const answer = among(candidatesOf(estate), asked, path)
  if (!('kind' in answer) || answer.kind !== 'address') return answer
  // A provider or a module call is meant only where nothing else is: `module.net.x` is rather a resource misspelt.
  const declared = among(declaredIn(estate), asked, path)
  return 'kind' in declared && declared.kind !== 'ambiguous' ? answer : declared
}

function among(all: readonly Candidate[], asked: string, path?: string): readonly Found[] | NotFound {
  const { candidates, rest } = byAddress(all, asked)
  const text = [rest, path ?? ''].filter((part) => part !== '').join(path?.startsWith('[') ? '' : '.')
  const roots = new Set(candidates.map(({ reading, address }) => `${reading.root}::${address}`))
  if (candidates.length === 0) return { kind: 'address', asked, suggestions: similar(asked, all) }
  if (roots.size > 1) {
    return { kind: 'ambiguous', asked, suggestions: [...roots].toSorted().slice(0, 2 * mostSuggestions) }
  }
  const steps = parsePath(text)
  const found = steps === undefined ? [] : candidates.flatMap((one) => foundAt(one, steps))
  if (found.length > 0) return found
  const [first] = candidates
  return { kind: 'path', asked: text, suggestions: first === undefined ? [] : pathsLike(text, first.value) }
}

/** Every address that can be asked for. */
export function addresses(estate: Estate): readonly string[] {
  const all = [...candidatesOf(estate), ...declaredIn(estate)]
  return [...new Set(all.map(({ address }) => address))].toSorted()
}

function declaredIn({ readings }: Estate): readonly Candidate[] {
  return readings.flatMap((reading) =>
    (reading.declarations ?? []).map((one) => ({
      reading,
      address: one.address as string,
      get value() {
        return one.values
      },
    })),
  )
}

function candidatesOf({ readings }: Estate): readonly Candidate[] {
  return readings.flatMap((reading) => [
    ...reading.resources.map((one) => ({
      reading,
      address: one.address as string,
      get value() {
        return one.values
      },
    })),
    ...reading.named.map((one) => ({
      reading,
      address: one.address as string,
      get value() {
        return one.value
      },
    })),
  ])
}

function foundAt({ reading, address, value }: Candidate, steps: readonly PathStep[]): readonly Found[] {
  const found = valueAt(value, steps)
  return found === undefined ? [] : [{ reading, address, steps, value: found, whole: value }]
}

function byAddress(
  all: readonly Candidate[],
  asked: string,
): { candidates: readonly Candidate[]; rest: string } {
  const [root, name] = splitRoot(asked)
  const inRoot = all.filter(({ reading }) => root === undefined || isRoot(reading, root))
  const exact = inRoot.filter(({ address }) => address === name)
  if (exact.length > 0) return { candidates: exact, rest: '' }
  const ending = inRoot.filter(({ address }) => address.endsWith(`.${name}`))
  const called = byOtherName(inRoot, name.toLowerCase())
  // The whole address in other letters is no ending of another.
  const whole = called.filter(({ address }) => address.toLowerCase() === name.toLowerCase())
  if (whole.length > 0) return { candidates: whole, rest: '' }
  if (ending.length + called.length > 0) return { candidates: [...ending, ...called], rest: '' }
  return byPrefix(inRoot, name)
}

function byOtherName(all: readonly Candidate[], name: string): readonly Candidate[] {
  return all.filter(({ reading, address }) => otherNames(reading, address).includes(name))
}

/** What else the reader of a format calls an address, in lower case. */
function otherNames({ format }: Reading, address: string): readonly string[] {
  return readers.find((one) => one.format === format)?.otherNames?.(address) ?? []
}

/** `aws_instance.web.ami`: the longest address the text begins with, and the rest as the path. */
function byPrefix(
  all: readonly Candidate[],
  name: string,
): { candidates: readonly Candidate[]; rest: string } {
  let best: Candidate[] = []
  let rest = ''
  let longest = 0
  const lower = name.toLowerCase()
  for (const one of all) {
    for (const start of startsOf(one, name, lower)) {
      const next = name[start.length]
      if ((next !== '.' && next !== '[') || start.length < longest) continue
      if (start.length > longest) best = []
      longest = start.length
      best.push(one)
      rest = name.slice(start.length).replace(/^\./u, '')
      break
    }
  }
  return { candidates: best, rest }
}

/** The names of a candidate that a text begins with. */
function startsOf({ reading, address }: Candidate, name: string, lower: string): readonly string[] {
  const others = otherNames(reading, address).filter((one) => one.includes('/') && lower.startsWith(one))
  return [...[address, shortOf(address)].filter((one) => name.startsWith(one)), ...others]
}

/** An address without the modules it is in. */
function shortOf(address: string): string {
  return address.replace(/^(?:module\.[\w-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?\.)+/u, '')
}

function splitRoot(asked: string): [string | undefined, string] {
  const at = asked.indexOf('::')
  return at === -1 ? [undefined, asked] : [asked.slice(0, at), asked.slice(at + 2)]
}

function isRoot({ root, variant }: Reading, asked: string): boolean {
  const name = root === '' ? '.' : root
  return asked === name || asked === root || asked === `${name}@${variant}` || asked === `${root}@${variant}`
}

function similar(asked: string, all: readonly Candidate[]): readonly string[] {
  const words = new Set(asked.toLowerCase().split(/[^a-z0-9]+/u))
  const scored = [...new Set(all.map(({ address }) => address))].map((address) => ({
    address,
    score: likeness(asked, address, words),
  }))
  return scored
    .filter(({ score }) => score > 0.34)
    .toSorted((left, right) => right.score - left.score || (left.address < right.address ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ address }) => address)
}

/** Shared pairs of letters (Dice's coefficient) of the asked text and an address or its ending. */
function likeness(asked: string, address: string, words: ReadonlySet<string>): number {
  const ending = address.split('.').slice(-asked.split('.').length).join('.')
  const shared = [...words].filter((word) => word !== '' && address.toLowerCase().includes(word)).length
  return Math.max(dice(asked, address), dice(asked, ending)) + shared / (words.size * 10)
}

function dice(left: string, right: string): number {
  const a = pairs(left)
  const b = pairs(right)
  let shared = 0
  for (const [pair, count] of a) shared += Math.min(count, b.get(pair) ?? 0)
  const all = Math.max(left.length + right.length - 2, 1)
  return (2 * shared) / all
}

function pairs(text: string): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (let at = 0; at < text.length - 1; at++) {
    const pair = text.slice(at, at + 2).toLowerCase()
    found.set(pair, (found.get(pair) ?? 0) + 1)
  }
  return found
}

function pathsLike(text: string, value: Value): readonly string[] {
  const names = new Set<string>()
  for (const { steps } of leavesOf(value)) {
    names.add(pathText(steps))
    for (let length = 1; length < steps.length; length++) names.add(pathText(steps.slice(0, length)))
    if (names.size > 2000) break
  }
  const near = [...names].filter((name) => dice(text, name) > 0.3)
  const some =
    near.length > 0 ? near.toSorted((a, b) => dice(text, b) - dice(text, a)) : [...names].toSorted()
  return some.slice(0, mostSuggestions)
}
