import type { DriftedObject, DriftedValue } from './drift.ts'
import type { Reading } from './reading.ts'
import { marks, type Value } from '../kernel/value.ts'
import { scalarText } from './scalar.ts'
import { shellWord } from './shell-word.ts'
import { withoutCredentials } from './without-credentials.ts'

/** What can be done about a drift: bring back what the code says, write into the code what runs, or live with it. */
export interface DriftAnswers {
  /** What would change in the live system. */
  readonly revert: Reverting
  /** What the code would have to say. Undefined where nothing in the code could. */
  readonly codify: Codifying | undefined
  /** An entry for the waivers of `plumbline.yaml`. */
  readonly accept: Accepting
}

export interface Reverting {
  readonly action: 'set' | 'remove' | 'create' | 'delete'
  readonly address: string
  readonly path: string
  /** What it would be. */
  readonly to: Value | undefined
}

export interface Codifying {
  readonly action: 'set' | 'remove' | 'add'
  readonly address: string
  readonly path: string
  readonly value: Value | undefined
  /** What makes the edit, and shows what else it would change; where the value is a plain one that may be shown. */
  readonly command: string | undefined
}

export interface Accepting {
  readonly rule: string
  readonly address: string
  readonly reason: string
  /** A quarter from today, since what is accepted for ever is forgotten. */
  readonly until: string
}

/** How a comparison was asked for, in words for a shell, so that the commands that answer it ask the same. */
export interface AskedAs {
  /** The folder, as it was typed. */
  readonly folder: string
  /** The options that say how the code is read. */
  readonly reading: readonly string[]
  /** The options that say what runs. */
  readonly live: readonly string[]
}

/** In this folder, with no option. */
export const askedHere: AskedAs = { folder: '.', reading: [], live: [] }

/** The three answers to one value that has drifted. */
export function answersTo(
  object: DriftedObject,
  value: DriftedValue,
  today: string,
  asked: AskedAs,
): DriftAnswers {
  const { address } = object
  const { path, wanted, live } = value
  const isWanted = wanted.kind !== 'absent'
  const runs = live.kind !== 'absent'
  // Where the code says nothing, what was applied last is what would be again.
  const to = isWanted ? wanted : value.remembered
  return {
    revert: { action: to === undefined ? 'remove' : 'set', address, path, to },
    codify: {
      action: runs ? (isWanted ? 'set' : 'add') : 'remove',
      address: object.wanted?.address ?? address,
      path,
      value: runs ? live : undefined,
      command: commandFor(object, value, asked),
    },
    accept: accepting(value.what, `${address} ${path}`, today),
  }
}

/** The three answers to a whole object that is in one place only. */
export function answersToObject(
  { what, address, live, wanted }: DriftedObject,
  today: string,
  asked: AskedAs,
): DriftAnswers {
  const isGone = what === 'deleted'
  return {
    revert: { action: isGone ? 'create' : 'delete', address, path: '', to: wanted?.values },
    codify: {
      action: isGone ? 'remove' : 'add',
      address: wanted?.address ?? address,
      path: '',
      value: live?.values,
      command: isGone || live?.provider === 'kubernetes' ? undefined : codifying([address], asked),
    },
    accept: accepting(what === 'changed' ? 'by-hand' : what, address, today),
  }
}

/** Objects of a cluster have the paths of the sources; those of an account have others, which `codify` translates. */
function commandFor(
  { address, reading, wanted: resource }: DriftedObject,
  { path, wanted, live, name }: DriftedValue,
  asked: AskedAs,
): string | undefined {
  if (resource?.provider !== 'kubernetes') return codifying([address, path], asked)
  // A release is read only beside what runs; in the code it is the chart.
  if (reading?.variant.includes('release ') === true) return undefined
  const setting = (...words: readonly string[]): string =>
    commandLine('set', [qualified(resource.address, reading, asked), path, ...words], {
      ...asked,
      live: [],
    })
  if (live.kind === 'absent') return setting('--unset')
  const text = scalarText(live)
  const isSecret =
    ((live.marks | wanted.marks) & marks.sensitive) !== 0 || withoutCredentials(live, name) !== live
  return text === undefined || isSecret ? undefined : setting(text)
}

/** With its root and variant, where the folder alone doesn't say which one is meant. */
function qualified(address: string, reading: Reading | undefined, { folder }: AskedAs): string {
  const root = reading === undefined || reading.root === '' ? '.' : reading.root
  const variant = reading === undefined || reading.variant === '' ? '' : `@${reading.variant}`
  return variant === '' && root === folder.replace(/(?<=.)\/+$/u, '')
    ? address
    : `${root}${variant}::${address}`
}

function codifying(words: readonly string[], asked: AskedAs): string {
  return commandLine('codify', words, asked)
}

function commandLine(name: string, words: readonly string[], { folder, reading, live }: AskedAs): string {
  const where = folder === '.' ? [] : [folder]
  return ['plumbline', name, ...where, ...words, ...reading, ...live].map(shellWord).join(' ')
}

function accepting(what: string, address: string, today: string): Accepting {
  return { rule: `drift/${what}`, address, reason: 'Say why', until: laterBy(today, 90) }
}

function laterBy(day: string, days: number): string {
  const start = Date.parse(day)
  return Number.isNaN(start) ? day : new Date(start + days * 86_400_000).toISOString().slice(0, 10)
}
