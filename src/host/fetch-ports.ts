import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Git that runs nothing of the repository's: no hooks, no other transports, no prompts, no submodules. */
const careful = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'protocol.allow=never',
  '-c',
  'protocol.https.allow=always',
  '-c',
  'protocol.ssh.allow=always',
  '-c',
  'core.symlinks=false',
]

/** Clones over https or ssh into a folder that appears only when it is complete; gives the reason when it can't. */
export async function clone(
  url: string,
  ref: string | undefined,
  folder: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const partial = `${folder}.${process.pid}.partial`
  mkdirSync(dirname(folder), { recursive: true })
  try {
    const options = {
      env: { ...process.env, GIT_TERMINAL_PROMPT: '0', GIT_LFS_SKIP_SMUDGE: '1' },
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

/** One HTTPS request that follows redirects; a failure of the network is status 0. */
export async function get(
  url: string,
  signal?: AbortSignal,
): Promise<{ readonly status: number; readonly body: string; header(name: string): string | undefined }> {
  try {
    const answer = await fetch(url, { signal: signal ?? AbortSignal.timeout(30_000) })
    const body = await answer.text()
    return { status: answer.status, body, header: (name) => answer.headers.get(name) ?? undefined }
  } catch (cause) {
    return { status: 0, body: String(cause), header: () => undefined }
  }
}

export function has(folder: string): boolean {
  return existsSync(folder)
}
