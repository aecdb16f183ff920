import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { Fault } from '../../kernel/fault.ts'
import { accountFor, handTo, startedAs, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { madeFolder } from '../made-folder.ts'

/** The files of a database server in a folder of ours. */
export interface Cluster {
  readonly data: string
  readonly log: string
  readonly password: string
  readonly account: Account
  readonly binaries: Binaries
}

/** The user that owns everything in it. */
export const owner = 'plumbline'

/**
 * Opens the cluster below a folder, or makes it. It is made under another name and then renamed, so that one which was
 * begun and not finished is never taken for one.
 */
export function openCluster(folder: string): Cluster {
  madeFolder(folder, 0o700)
  const binaries = findBinaries(join(folder, 'libraries'))
  const account = accountFor()
  const place = join(folder, 'cluster')
  if (!existsSync(place)) {
    forgetUnfinished(folder)
    makeCluster(folder, place, account, binaries)
  }
  // Postgres must reach its own files through ours; what is in them is closed to others.
  if (account.kind === 'nobody') chmodSync(folder, 0o711)
  handTo(account, place)
  return {
    data: join(place, 'data'),
    log: join(place, 'log'),
    password: readFileSync(join(place, 'password'), 'utf8').trim(),
    account,
    binaries,
  }
}

function forgetUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) {
    const [, pid] = /^new-(\d+)$/u.exec(name) ?? []
    if (pid !== undefined && !isAlive(Number(pid)))
      rmSync(join(folder, name), { recursive: true, force: true })
  }
}

/** Whether there is a process of this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function makeCluster(folder: string, place: string, account: Account, binaries: Binaries): void {
  const fresh = join(folder, `new-${process.pid}`)
  rmSync(fresh, { recursive: true, force: true })
  for (const one of [fresh, join(fresh, 'data')]) mkdirSync(one, { mode: 0o700 })
  const password = join(fresh, 'password')
  writeFileSync(password, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 })
  if (account.kind === 'nobody') chmodSync(folder, 0o711)
  handTo(account, fresh)
  const settings = ['-A', 'scram-sha-256', '--locale=C', '-E', 'UTF8', `--pwfile=${password}`, '-U', owner]
  const { program, args, ids } = startedAs(account, binaries.initdb, [...settings, '-D', join(fresh, 'data')])
  const { status, stderr, error } = spawnSync(program, args, {
    cwd: '/',
    ...ids,
    encoding: 'utf8',
    env: environmentFor(binaries),
  })
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    throw new Fault('host/postgres', { program: 'initdb', why: whyOf(stderr, error), help: helpFor(account) })
  }
  try {
    renameSync(fresh, place)
  } catch (error_) {
    rmSync(fresh, { recursive: true, force: true })
    // Another process was faster; its cluster is as good.
    if (!existsSync(place)) throw new Fault('host/postgres', { folder: place }, error_)
  }
}

/** Nothing of the user's own settings may reach the server. */
export function environmentFor({ environment }: Binaries): NodeJS.ProcessEnv {
  return { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC', ...environment }
}

/** What to do when it can't be started. */
export function helpFor({ kind }: Account): string {
  return kind === 'nobody'
    ? 'Postgres does not run as root, and as nobody it must reach node_modules and the state folder: choose a folder with --state that others may enter, start as another user, or set DATABASE_URL'
    : 'set DATABASE_URL to a Postgres of your own to do without it'
}

function whyOf(stderr: string | null, error: Error | undefined): string {
  return (
    (stderr ?? '').trim().split('\n').slice(-3).join(' ') || (error?.message ?? 'it ended without a word')
  )
}
