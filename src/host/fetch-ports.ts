import { execFile } from 'node:child_process'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { madeFolder } from './made-folder.ts'

const run = promisify(execFile)

/** Git that runs nothing of the repository's: no hooks, no other transports, no prompts, no submodules. */
const careful = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.symlinks=false',
  // Where a repository has moved to was found out before, within the hosts that may be asked.
  '-c',
  'http.followRedirects=false',
]

/** Clones over https or ssh (http of this machine, where the URL says so) into a folder that appears only when it is complete; gives the reason when it can't. */
export async function clone(
  url: string,
  ref: string | undefined,
  folder: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const partial = `${folder}.${process.pid}.partial`
  madeFolder(dirname(folder))
  try {
    const options = {
      env: {
        ...process.env,
        GIT_TERMINAL_PROMPT: '0',
        GIT_LFS_SKIP_SMUDGE: '1',
        // Stands above every configuration: https://git-scm.com/docs/git#Documentation/git.txt-GITALLOWPROTOCOL
        GIT_ALLOW_PROTOCOL: url.startsWith('http://') ? 'http' : 'https:ssh',
      },
      signal,
      timeout: 300_000,
    }
    await run(
      'git',
      [...careful, 'clone', '--quiet', '--no-checkout', '--filter=blob:none', '--', url, partial],
      options,
    )
    const commit = await commitOf(partial, ref ?? 'HEAD', options)
    await run('git', [...careful, '-C', partial, 'checkout', '--quiet', '--detach', commit, '--'], options)
    renameSync(partial, folder)
    return undefined
  } catch (cause) {
    rmSync(partial, { recursive: true, force: true })
    const said = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause)
    return `git could not get it: ${said.trim().split('\n').at(-1) ?? ''}`
  }
}

/** A tag, a commit or a branch of the remote, as a commit. */
async function commitOf(folder: string, ref: string, options: object): Promise<string> {
  const resolve = async (name: string): Promise<string> =>
    (
      await run('git', [...careful, '-C', folder, 'rev-parse', '--verify', `${name}^{commit}`], options)
    ).stdout.trim()
  return resolve(ref).catch(() => resolve(`origin/${ref}`))
}

/** The longest answer that is read unless more is asked for: lists of versions are far shorter. */
const longest = 16_000_000

/** One request that follows no redirect; a failure of the network is status 0, and so is an answer that is too long. */
export async function get(
  url: string,
  { headers = {}, most = longest }: Asking,
  signal?: AbortSignal,
): Promise<Answer> {
  try {
    const limit = AbortSignal.timeout(Math.max(30_000, most / 500))
    const both = signal === undefined ? limit : AbortSignal.any([signal, limit])
    const answer = await fetch(url, { redirect: 'manual', signal: both, headers })
    const bytes = await bytesOf(answer, most)
    if (bytes === undefined) return failed(`it is longer than ${Math.floor(most / 1_000_000)} MB`)
    return { status: answer.status, bytes, header: (name) => answer.headers.get(name) ?? undefined }
  } catch (cause) {
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
    return failed(String(reason))
  }
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>
  readonly most?: number
}

interface Answer {
  readonly status: number
  readonly bytes: Uint8Array
  header(name: string): string | undefined
}

function failed(why: string): Answer {
  return { status: 0, bytes: Buffer.from(why), header: () => undefined }
}

/** The body of an answer; undefined when it is longer than that. */
export async function bytesOf(answer: Response, most: number): Promise<Uint8Array | undefined> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of answer.body ?? []) {
    length += piece.length
    if (length > most) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

export function has(path: string): boolean {
  return existsSync(path)
}

/** The bytes of a file that was kept; undefined where there is none. */
export function kept(path: string): Uint8Array | undefined {
  return existsSync(path) ? readFileSync(path) : undefined
}

/** Writes a file that appears only when it is complete. */
export function keep(path: string, bytes: Uint8Array): void {
  const partial = `${path}.${process.pid}.partial`
  madeFolder(dirname(path))
  writeFileSync(partial, bytes)
  renameSync(partial, path)
}
