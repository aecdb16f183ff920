import { spawnSync } from 'node:child_process'
import { chownSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** As whom Postgres runs, which refuses to run as root. */
export type Account =
  | { readonly kind: 'self' }
  /** Linux: root is mapped to nobody in a user namespace of its own; files stay root's. */
  | { readonly kind: 'mapped' }
  | { readonly kind: 'nobody'; readonly uid: number; readonly gid: number }

/** The account for this process: itself, or of root one that costs nothing to give up. */
export function accountFor(): Account {
  if (process.getuid?.() !== 0) return { kind: 'self' }
  if (spawnSync('unshare', [...mapping, 'true'], { stdio: 'ignore' }).status === 0) return { kind: 'mapped' }
  return { kind: 'nobody', uid: idOf('-u'), gid: idOf('-g') }
}

/** The command line, and the ids to start it with. */
export function startedAs(
  account: Account,
  program: string,
  args: readonly string[],
): {
  readonly program: string
  readonly args: readonly string[]
  readonly ids: { readonly uid?: number; readonly gid?: number }
} {
  switch (account.kind) {
    case 'mapped':
      return { program: 'unshare', args: [...mapping, program, ...args], ids: {} }
    case 'nobody':
      return { program, args, ids: { uid: account.uid, gid: account.gid } }
    default:
      return { program, args, ids: {} }
  }
}

/** Hands a folder with all that is in it to the account. */
export function handTo(account: Account, folder: string): void {
  if (account.kind !== 'nobody') return
  chownSync(folder, account.uid, account.gid)
  for (const name of readdirSync(folder)) {
    const path = join(folder, name)
    const found = lstatSync(path)
    if (found.isDirectory()) handTo(account, path)
    else if (!found.isSymbolicLink()) chownSync(path, account.uid, account.gid)
  }
}

const nobody = 65_534
const mapping = ['--user', `--map-user=${nobody}`, `--map-group=${nobody}`]

function idOf(option: '-u' | '-g'): number {
  const { stdout, status } = spawnSync('id', [option, 'nobody'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout.trim()) : nobody
}
