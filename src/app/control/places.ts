import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/** Where a server of this machine keeps its things: its database, its mirrors, its example. */
export function stateFolder(given: string | undefined, env: NodeJS.ProcessEnv = process.env): string {
  if (given !== undefined) return resolve(given)
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support/plumbline')
  // https://specifications.freedesktop.org/basedir-spec/latest/: a path that isn't absolute doesn't count.
  const base = env['XDG_STATE_HOME'] ?? ''
  return join(isAbsolute(base) ? base : join(homedir(), '.local/state'), 'plumbline')
}
