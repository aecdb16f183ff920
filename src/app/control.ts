import type { Control } from '../cli/control.ts'
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
  up: async (asked) => (await import('./control/up.ts')).up(asked, version, forPerson()),
  server: async (asked) => (await import('./control/server-only.ts')).serverOnly(asked, version, forLog()),
  worker: async (asked) => (await import('./control/worker-only.ts')).workerOnly(asked, forLog()),
  ledger: async (asked) => (await import('./control/ledger.ts')).ledger(asked, forPerson()),
  mcp: async (asked) => (await import('./control/mcp.ts')).mcp(asked, version),
}
