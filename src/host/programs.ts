import { spawnSync } from 'node:child_process'
import type { ProgramRun } from '../model/verification.ts'

/** Runs one of the user's own programs to its end. */
export function runProgram(
  name: string,
  args: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>> = {},
): ProgramRun {
  const { status, error, stdout, stderr } = spawnSync(name, args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 512 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' }
  if (status === 0) return { kind: 'printed', text: stdout }
  return { kind: 'refused', why: (stderr ?? '').trim() || (error?.message ?? '') }
}
