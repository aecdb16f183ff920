import type { Value } from '../kernel/value.ts'
import { parsePath, pathText, valueAt, leavesOf, type PathStep } from '../model/path.ts'
import type { Estate, Reading } from '../model/reading.ts'
import type { Resource } from '../model/resource.ts'
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
  /** Asked for only of those that are found: most are never looked at. */
  readonly value: () => Value
}

const mostSuggestions = 5
const worthShowing = 0.34

/**
 * The values that an address and a path name: in every variant of one root. The address may be any unambiguous
 * ending (`web.ami` needs no module path); the path may also simply follow the address.
 */
export function find(estate: Estate, asked: string, path?: string): readonly Found[] | NotFound {
  const { resources, declarations } = indexesOf(estate)
  const answer = among(resources, asked, path)
  if (!('kind' in answer) || answer.kind !== 'address') return answer
  // A provider or a module call is meant only where nothing else is: `module.net.x` is rather a resource misspelt.
  const declared = among(declarations, asked, path)
  return 'kind' in declared && declared.kind !== 'ambiguous' ? answer : declared
}

function among(index: Index, asked: string, path?: string): readonly Found[] | NotFound {
  const { candidates, rest } = addressed(index, asked)
  const text = [rest, path ?? ''].filter((part) => part !== '').join(path?.startsWith('[') ? '' : '.')
  const roots = new Set(candidates.map(({ reading, address }) => `${reading.root}::${address}`))
  if (candidates.length === 0) return { kind: 'address', asked, suggestions: similar(asked, index) }
  if (roots.size > 1) {
    return { kind: 'ambiguous', asked, suggestions: [...roots].toSorted().slice(0, 2 * mostSuggestions) }
  }
  const steps = parsePath(text)
  const found = steps === undefined ? [] : candidates.flatMap((one) => foundAt(one, steps))
  if (found.length > 0) return found
  const [first] = candidates
  return { kind: 'path', asked: text, suggestions: first === undefined ? [] : pathsLike(text, first.value()) }
}

/** Every address that can be asked for. */
export function addresses(estate: Estate): readonly string[] {
  const { resources, declarations } = indexesOf(estate)
  return [...new Set([...resources.byAddress.keys(), ...declarations.byAddress.keys()])].toSorted()
}

/** What can be asked for. */
interface Index {
  readonly all: readonly Candidate[]
  readonly byAddress: ReadonlyMap<string, readonly Candidate[]>
  /** By the address without the modules it is in. */
  readonly byShort: ReadonlyMap<string, readonly Candidate[]>
  /** By what else the reader of the format calls it, in lower case. */
  readonly byOther: ReadonlyMap<string, readonly Candidate[]>
}

interface Indexes {
  /** Resources and named values. */
  readonly resources: Index
  readonly declarations: Index
}

const indexes = new WeakMap<Estate, Indexes>()

/** Made once: an estate that is kept is asked many questions. */
function indexesOf(estate: Estate): Indexes {
  const known = indexes.get(estate)
  if (known !== undefined) return known
  const { readings } = estate
  const made: Indexes = {
    resources: indexOf(readings.flatMap(candidatesIn)),
    declarations: indexOf(
      readings.flatMap((reading) => (reading.declarations ?? []).map((one) => ofResource(reading, one))),
    ),
  }
  indexes.set(estate, made)
  return made
}

function indexOf(all: readonly Candidate[]): Index {
  const byAddress = new Map<string, Candidate[]>()
  const byShort = new Map<string, Candidate[]>()
  const byOther = new Map<string, Candidate[]>()
  for (const one of all) {
    added(byAddress, one.address, one)
    added(byShort, shortOf(one.address), one)
    for (const name of otherNames(one)) added(byOther, name, one)
  }
  return { all, byAddress, byShort, byOther }
}

function added(index: Map<string, Candidate[]>, key: string, one: Candidate): void {
  const known = index.get(key)
  if (known === undefined) index.set(key, [one])
  else known.push(one)
}

function candidatesIn(reading: Reading): readonly Candidate[] {
  return [
    ...reading.resources.map((one) => ofResource(reading, one)),
    ...reading.named.map((one) => ({ reading, address: one.address, value: () => one.value })),
  ]
}

function ofResource(reading: Reading, one: Resource): Candidate {
  return { reading, address: one.address, value: () => one.values }
}

/** What else the reader of a format calls an address, in lower case. */
function otherNames({ reading: { format }, address }: Candidate): readonly string[] {
  return readers.find((one) => one.format === format)?.otherNames?.(address) ?? []
}

function foundAt({ reading, address, value }: Candidate, steps: readonly PathStep[]): readonly Found[] {
  const whole = value()
  const found = valueAt(whole, steps)
  return found === undefined ? [] : [{ reading, address, steps, value: found, whole }]
}

function addressed(index: Index, asked: string): { candidates: readonly Candidate[]; rest: string } {
  const [root, name] = splitRoot(asked)
  const inRoot = root === undefined ? (): boolean => true : rootCalled(index, root)
  const exact = (index.byAddress.get(name) ?? []).filter(inRoot)
  if (exact.length > 0) return { candidates: exact, rest: '' }
  const ending = index.all.filter((one) => one.address.endsWith(`.${name}`) && inRoot(one))
  const lower = name.toLowerCase()
  const called = (index.byOther.get(lower) ?? []).filter(inRoot)
  // The whole address in other letters is no ending of another.
  const whole = called.filter(({ address }) => address.toLowerCase() === lower)
  if (whole.length > 0) return { candidates: whole, rest: '' }
  if (ending.length + called.length > 0) return { candidates: [...ending, ...called], rest: '' }
  return byPrefix(index, name, inRoot)
}

/** `aws_instance.web.ami`: the longest address the text begins with, and the rest as the path. */
function byPrefix(
  index: Index,
  name: string,
  inRoot: (one: Candidate) => boolean,
): { candidates: readonly Candidate[]; rest: string } {
  for (let length = name.length - 1; length > 0; length--) {
    if (name[length] !== '.' && name[length] !== '[') continue
    const candidates = named(index, name.slice(0, length)).filter(inRoot)
    if (candidates.length > 0) return { candidates, rest: name.slice(length).replace(/^\./u, '') }
  }
  return { candidates: [], rest: '' }
}

/** Everything with this name, but for other names that could as well be a path. */
function named({ byAddress, byShort, byOther }: Index, name: string): readonly Candidate[] {
  const plain = byShort.get(name) ?? byAddress.get(name) ?? []
  const others = (name.includes('/') ? byOther.get(name.toLowerCase()) : undefined) ?? []
  return others.length === 0 ? plain : [...new Set([...plain, ...others])]
}

/** An address without the modules it is in. */
function shortOf(address: string): string {
  return address.replace(/^(?:module\.[\w-]+(?:\[(?:\d+|\*|"(?:[^"\\]|\\.)*")\])?\.)+/u, '')
}

function splitRoot(asked: string): [string | undefined, string] {
  const at = asked.indexOf('::')
  return at === -1 ? [undefined, asked] : [asked.slice(0, at), asked.slice(at + 2)]
}

/**
 * The readings of a root as any command prints it: from the top, from the folder that was read, or from where the user
 * stands. What is not said from the top is any ending, as with addresses.
 */
function rootCalled({ all }: Index, asked: string): (one: Candidate) => boolean {
  const readings = [...new Set(all.map(({ reading }) => reading))]
  const plain = asked.replace(/^(?:\.{0,2}\/)+/u, '').replace(/\/+$/u, '')
  const exact = readings.filter((one) => namesOf(one).includes(plain))
  const ending = readings.filter((one) => namesOf(one).some((name) => name.endsWith(`/${plain}`)))
  const top = outermost(readings)
  const here = readings.filter((one) => one.root === top && [`.@${one.variant}`, '.'].includes(plain))
  const chosen = new Set([exact, ending, here].find((some) => some.length > 0))
  return ({ reading }) => chosen.has(reading)
}

function namesOf({ root, variant }: Reading): readonly string[] {
  const name = root === '' ? '.' : root
  return [name, root, `${name}@${variant}`, `${root}@${variant}`]
}

/** The root that all others lie in: the folder that was read, when it is one itself. */
function outermost(readings: readonly Reading[]): string | undefined {
  return readings.find(({ root }) =>
    readings.every((one) => one.root === root || one.root.startsWith(`${root}/`)),
  )?.root
}

function similar(asked: string, { byAddress: all }: Index): readonly string[] {
  const words = [...new Set(asked.toLowerCase().split(/[^a-z0-9]+/u))]
  const parts = asked.split('.').length
  const like = likenessTo(asked)
  const scored: { readonly address: string; readonly score: number }[] = []
  for (const address of all.keys()) {
    const ending = address.split('.').slice(-parts).join('.')
    const likeness = Math.max(like(address), like(ending))
    // The words add a tenth at most.
    if (likeness <= worthShowing - 0.1) continue
    const lower = address.toLowerCase()
    const shared = words.filter((word) => word !== '' && lower.includes(word)).length
    const score = likeness + shared / (words.length * 10)
    if (score > worthShowing) scored.push({ address, score })
  }
  return scored
    .toSorted((left, right) => right.score - left.score || (left.address < right.address ? -1 : 1))
    .slice(0, mostSuggestions)
    .map(({ address }) => address)
}

/** How many pairs of letters a text shares with the asked one (Dice's coefficient). */
function likenessTo(asked: string): (text: string) => number {
  const wanted = new Map<number, number>()
  for (const pair of pairs(asked)) wanted.set(pair, (wanted.get(pair) ?? 0) + 1)
  return (text) => {
    const left = new Map<number, number>()
    let shared = 0
    for (const pair of pairs(text)) {
      const most = wanted.get(pair)
      if (most === undefined) continue
      const used = left.get(pair) ?? 0
      if (used < most) shared++
      left.set(pair, used + 1)
    }
    return (2 * shared) / Math.max(asked.length + text.length - 2, 1)
  }
}

/** The pairs of neighbours in a text, each as one number. */
function pairs(text: string): readonly number[] {
  const lower = text.toLowerCase()
  const found: number[] = []
  for (let at = 1; at < lower.length; at++)
    found.push(lower.charCodeAt(at - 1) * 65_536 + lower.charCodeAt(at))
  return found
}

function pathsLike(text: string, value: Value): readonly string[] {
  const names = new Set<string>()
  for (const { steps } of leavesOf(value)) {
    names.add(pathText(steps))
    for (let length = 1; length < steps.length; length++) names.add(pathText(steps.slice(0, length)))
    if (names.size > 2000) break
  }
  const like = likenessTo(text)
  const near = [...names].filter((name) => like(name) > 0.3)
  const some = near.length > 0 ? near.toSorted((a, b) => like(b) - like(a)) : [...names].toSorted()
  return some.slice(0, mostSuggestions)
}
