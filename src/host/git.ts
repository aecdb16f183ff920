import { spawnSync } from 'node:child_process'
import { dirname, basename, resolve } from 'node:path'
import type { Commit } from '../model/commit.ts'

/** The top folder of the git work tree that holds a folder, or undefined when there is none. */
export function workTree(folder: string): string | undefined {
  const text = git(folder, ['rev-parse', '--show-toplevel'])?.trim()
  return text === undefined || text === '' ? undefined : resolve(text)
}

/** The commit that last touched a line (1-based) of a file; undefined without git, or for a file that git doesn't know. */
export function blame(file: string, line: number): Commit | undefined {
  const range = `${line},${line}`
  const text = git(dirname(file), [
    'blame',
    '--no-textconv',
    '--porcelain',
    '-L',
    range,
    '--',
    basename(file),
  ])
  return text === undefined ? undefined : commitOf(text)
}

/** Reads the porcelain form of one blamed line. */
export function commitOf(porcelain: string): Commit | undefined {
  const lines = porcelain.split('\n')
  const [sha] = /^[0-9a-f]{40,64}/u.exec(lines[0] ?? '') ?? []
  if (sha === undefined) return undefined
  if (/^0+$/u.test(sha)) return { kind: 'uncommitted' }
  const facts = new Map(lines.slice(1).map(headerOf))
  return {
    kind: 'commit',
    sha,
    author: facts.get('author') ?? '',
    email: (facts.get('author-mail') ?? '').replace(/^<|>$/gu, ''),
    date: isoDate(Number(facts.get('author-time') ?? 0), facts.get('author-tz') ?? '+0000'),
    subject: facts.get('summary') ?? '',
  }
}

function headerOf(line: string): readonly [string, string] {
  const space = line.indexOf(' ')
  return space === -1 ? [line, ''] : [line.slice(0, space), line.slice(space + 1)]
}

/** The moment as its author's clock said it, such as `2026-03-02T09:30:00+01:00`. */
function isoDate(seconds: number, zone: string): string {
  const [, sign = '+', hours = '00', minutes = '00'] = /^([+-])(\d\d)(\d\d)$/u.exec(zone) ?? []
  const offset = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  const local = new Date((seconds + offset * 60) * 1000)
  return `${local.toISOString().slice(0, 19)}${sign}${hours}:${minutes}`
}

/** What git says, or undefined when it isn't there or refuses. */
export function git(folder: string, args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', ['-C', folder, ...hardened, ...args], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' },
  })
  return status === 0 ? stdout : undefined
}

/** A repository's own configuration must not start programs when we only look at it. */
export const hardened = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'blame.ignoreRevsFile=',
]
