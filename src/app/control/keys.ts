import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secretIn } from './configuration.ts'
import { madeFolder } from '../../host/made-folder.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** The keys that states and secrets are kept under; undefined where none is given. */
export function givenKeys(env: Environment): string | undefined {
  return secretIn(env, 'PLUMBLINE_KEY')
}

/** On one machine a key that nobody gave is made, and lies beside the database, whose password does too. */
export function ownKeys(env: Environment, state: string): string {
  const given = givenKeys(env)
  if (given !== undefined) return given
  const file = join(state, 'key')
  madeFolder(state, 0o700)
  try {
    // Of two that start at once one makes it.
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  return readFileSync(file, 'utf8')
}
