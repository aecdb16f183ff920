import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
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
  const own = mkdtempSync(join(tmpdir(), 'plumbline-root-'))
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
