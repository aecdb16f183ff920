import type { Control } from '../cli/control.ts'
import { readFileSync } from 'node:fs'
import { ledger } from './control/ledger.ts'
import { serverOnly } from './control/server-only.ts'
import { up } from './control/up.ts'
import { forLog, forPerson } from './control/voice.ts'
import { workerOnly } from './control/worker-only.ts'

/** The same above the sources as above what is built of them. */
const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  readonly version: string
}

/** The server, its database and its workers: a program of its own, which the command line loads for a few commands. */
export const control: Control = {
  up: (asked) => up(asked, version, forPerson()),
  server: (asked) => serverOnly(asked, version, forLog()),
  worker: (asked) => workerOnly(asked, forLog()),
  ledger: (asked) => ledger(asked, forPerson()),
}
