import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { hardened } from './git.ts'
import type { LineMerge, LinesMerged } from '../model/merging.ts'

/** Merges three files by lines, as git does, and writes what comes of it; what can't be merged is left as it is. */
export function mergeFiles({ base, ours, theirs, output, markers }: LineMerge): LinesMerged {
  const labels = [markers.ours, markers.base, markers.theirs].flatMap((label) => ['-L', label])
  const style = markers.showsBase ? ['--diff3'] : []
  const { status, stdout } = spawnSync(
    'git',
    [
      ...hardened,
      'merge-file',
      '-p',
      ...style,
      `--marker-size=${markers.size}`,
      ...labels,
      ours,
      base,
      theirs,
    ],
    { stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 512 * 1024 * 1024 },
  )
  // Above this there is an error, such as a file that is no text: https://git-scm.com/docs/git-merge-file
  if (status === null || status > 127) return { kind: 'failed' }
  try {
    writeFileSync(output, stdout)
  } catch {
    return { kind: 'failed' }
  }
  return { kind: 'merged', conflicts: status }
}
