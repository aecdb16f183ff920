import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGit } from './git-program.ts'

/** Does something with the files of a commit, in a folder of its own that goes whatever happens. */
export async function inCheckout<Made>(
  mirror: string,
  sha: string,
  work: (folder: string) => Promise<Made>,
  signal?: AbortSignal,
): Promise<Made> {
  removeAbandoned()
  const own = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const folder = join(own, 'files')
  mkdirSync(folder)
  const git = (...args: readonly string[]): Promise<string> =>
    runGit([`--git-dir=${mirror}`, `--work-tree=${folder}`, ...args], {
      environment: { GIT_INDEX_FILE: join(own, 'index') },
      signal,
    })
  try {
    await git('read-tree', sha)
    await git('checkout-index', '--all')
    return await work(folder)
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

const prefix = 'plumbline-root-'

/** What processes left that were killed in the middle: a plan may lie there, and what it says may be secret. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = name.startsWith(prefix) ? /^\d+/u.exec(name.slice(prefix.length))?.[0] : undefined
    if (pid === undefined || isRunning(Number(pid))) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // It is somebody else's, who will see to it.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // A process of another user can't be asked, but is there.
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH')
  }
}
