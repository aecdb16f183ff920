import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Fault } from '../kernel/fault.ts'
import type { Commit } from '../model/commit.ts'
import { commitOf } from './git.ts'
import { runGit } from './git-program.ts'
import { madeFolder } from './made-folder.ts'

/** Where a mirror is fetched from, and with what. */
export interface Origin {
  readonly url: string
  /** The content of a credential: a token, `user:password`, or a private key for ssh by its file. */
  readonly credential:
    | { readonly kind: 'secret'; readonly text: string }
    | { readonly kind: 'key'; readonly file: string }
    | undefined
}

/** The branches of a repository, and which of them is the default one. */
export interface RemoteHeads {
  readonly defaultBranch: string
  readonly heads: ReadonlyMap<string, string>
}

/** What a repository has now: one question to it. */
export async function remoteHeads(origin: Origin, signal?: AbortSignal): Promise<RemoteHeads> {
  const text = await runGit(
    [...allowed(origin), 'ls-remote', '--symref', '--', origin.url, 'HEAD', 'refs/heads/*'],
    {
      environment: credentialsFor(origin),
      signal,
    },
  )
  const heads = new Map<string, string>()
  let defaultBranch = ''
  for (const line of text.split('\n')) {
    const [, symbolic] = /^ref: refs\/heads\/(\S+)\tHEAD$/u.exec(line) ?? []
    const [, sha, branch] = /^([0-9a-f]{40,64})\trefs\/heads\/(.+)$/u.exec(line) ?? []
    if (symbolic !== undefined) defaultBranch = symbolic
    if (sha !== undefined && branch !== undefined) heads.set(branch, sha)
  }
  const [first = ''] = heads.keys()
  return { heads, defaultBranch: heads.has(defaultBranch) ? defaultBranch : first }
}

/** Brings a bare mirror up to date. Its branches are those of the repository; it has no hooks, no submodules and no work tree. */
export async function updateMirror(folder: string, origin: Origin, signal?: AbortSignal): Promise<void> {
  if (!existsSync(join(folder, 'HEAD'))) {
    madeFolder(folder)
    await runGit(['init', '--quiet', '--bare', '--template=', folder], { signal })
  }
  const args = [
    ...allowed(origin),
    '-C',
    folder,
    'fetch',
    '--quiet',
    '--prune',
    '--no-tags',
    '--no-recurse-submodules',
    '--no-write-fetch-head',
    '--no-auto-gc',
    '--',
    origin.url,
    '+refs/heads/*:refs/heads/*',
  ]
  // Another process may be at the same mirror; git refuses one of the two.
  for (let attempt = 1; ; attempt++) {
    try {
      await runGit(args, { environment: credentialsFor(origin), signal })
      return
    } catch (error) {
      if (attempt === 5 || !(error instanceof Fault) || !/lock/u.test(error.facts['why'] ?? '')) throw error
      await wait(attempt * 200)
    }
  }
}

/** Whether a mirror holds a commit with everything that it comes from. */
export async function hasCommit(folder: string, sha: string): Promise<boolean> {
  if (!existsSync(join(folder, 'HEAD'))) return false
  try {
    await runGit(['-C', folder, 'cat-file', '-e', `${sha}^{commit}`])
    return true
  } catch {
    return false
  }
}

/** A commit as git tells of it. */
export interface LoggedCommit {
  readonly sha: string
  readonly parents: readonly string[]
  readonly author: string
  readonly email: string
  readonly date: string
  readonly subject: string
}

/** The commits of a branch that none of the others has, oldest first; along the first parents. */
export async function newCommits(
  folder: string,
  head: string,
  others: readonly string[],
  limit: number,
): Promise<readonly LoggedCommit[]> {
  const format = ['%H', '%P', '%an', '%ae', '%aI', '%s'].join('%x00')
  const text = await runGit([
    '-C',
    folder,
    'log',
    '--first-parent',
    `--max-count=${limit}`,
    '--ignore-missing',
    `--format=${format}`,
    head,
    '--not',
    ...others,
    '--',
  ])
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [sha = '', parents = '', author = '', email = '', date = '', subject = ''] = line.split('\0')
      return { sha, parents: parents.split(' ').filter((one) => one !== ''), author, email, date, subject }
    })
    .toReversed()
}

/** The commit that another one is compared with: where it left a branch, or its first parent when it is on it. */
export async function baseOf(folder: string, sha: string, branch: string): Promise<string | undefined> {
  const parent = (await said(folder, ['rev-parse', '--verify', '--quiet', `${sha}^1`])) ?? undefined
  if (branch === '') return parent
  const parting = await said(folder, ['merge-base', '--', `refs/heads/${branch}`, sha])
  return parting === undefined || parting === sha ? parent : parting
}

/** Who last touched a line (from 1) of a file, as a commit has it. */
export async function blameAt(
  folder: string,
  sha: string,
  { file, line }: { readonly file: string; readonly line: number },
): Promise<Commit | undefined> {
  const range = `${line},${line}`
  const text = await said(folder, ['blame', '--no-textconv', '--porcelain', '-L', range, sha, '--', file])
  return text === undefined ? undefined : commitOf(text)
}

async function said(folder: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await runGit(['-C', folder, ...args])).trim() || undefined
  } catch {
    return undefined
  }
}

/** Only transports that run no program of the address's choice. Who may name a path of this machine is decided before. */
function allowed({ url }: Origin): readonly string[] {
  const [, scheme] = /^([a-z]+):\/\//u.exec(url) ?? []
  const isPath = scheme === 'file' || url.startsWith('/')
  const protocols = isPath ? ['file'] : ['https', 'http', 'ssh', 'git']
  if (url.startsWith('-') || url.includes('::')) throw new Fault('host/refused', { address: url })
  return [
    '-c',
    'protocol.allow=never',
    ...protocols.flatMap((name) => ['-c', `protocol.${name}.allow=always`]),
    '-c',
    'submodule.recurse=false',
  ]
}

/** Secrets go through the environment: what stands in arguments can be seen by everyone on the machine. */
function credentialsFor({ credential }: Origin): Readonly<Record<string, string>> {
  if (credential === undefined) return {}
  if (credential.kind === 'key') {
    const quoted = `'${credential.file.replaceAll("'", String.raw`'\''`)}'`
    return { GIT_SSH_COMMAND: `ssh -i ${quoted} -o IdentitiesOnly=yes -o BatchMode=yes` }
  }
  const { text } = credential
  const pair = text.includes(':') ? text : `x-access-token:${text}`
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${Buffer.from(pair).toString('base64')}`,
  }
}
