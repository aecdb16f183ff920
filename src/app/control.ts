import { exit, type ExitCode } from '../cli/command.ts'
import type { Control } from '../cli/control.ts'
import { Fault } from '../kernel/fault.ts'
import { readFileSync } from 'node:fs'
import { forLog, forPerson } from './control/voice.ts'

/** The same above the sources as above what is built of them. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

// What the database's client says of its own future is not for those who run us.
process.noDeprecation = true

/** The server, its database and its workers: a program of its own, which the command line loads for a few commands. */
export const control: Control = {
  up: (asked) => said(async () => (await import('./control/up.ts')).up(asked, version, forPerson())),
  server: (asked) =>
    said(async () => (await import('./control/server-only.ts')).serverOnly(asked, version, forLog())),
  worker: (asked) =>
    said(async () => (await import('./control/worker-only.ts')).workerOnly(asked, version, forLog())),
  ledger: (asked) => said(async () => (await import('./control/ledger.ts')).ledger(asked, forPerson())),
  mcp: async (asked) => (await import('./control/mcp.ts')).mcp(asked, version),
}

/** What the world refuses is told in words; anything else is a defect, and told as one. */
async function said(work: () => Promise<ExitCode>): Promise<ExitCode> {
  try {
    return await work()
  } catch (error) {
    const words = wordsOf(error)
    if (words === undefined) throw error
    process.stderr.write(`${words}\n`)
    process.exit(exit.input)
  }
}

function wordsOf(error: unknown): string | undefined {
  if (error instanceof Fault) return error.message
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  // https://www.postgresql.org/docs/current/errcodes-appendix.html: connections, passwords, databases that aren't there.
  if (/^(?:E[A-Z]+|08\d{3}|28\w{3}|3D000|57P\d{2})$/u.test(code))
    return `The database of DATABASE_URL can't be used: ${(error as Error).message}.`
  return code === 'ERR_MODULE_NOT_FOUND'
    ? `The packages of the server are not installed here: ${(error as Error).message}.`
    : undefined
}
