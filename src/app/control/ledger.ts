import type { LedgerAsked } from '../../cli/control.ts'
import { exit, type ExitCode } from '../../cli/command.ts'
import { unreachable } from '../../kernel/unreachable.ts'
import { openStore, type Store } from '../../store/store.ts'
import { secretIn } from './configuration.ts'
import { useDatabase } from './database.ts'
import { stateFolder } from './places.ts'
import type { Voice } from './voice.ts'

/** Looks after the ledger of a project, or of each. */
export async function ledger(asked: LedgerAsked, voice: Voice): Promise<ExitCode> {
  const database = await useDatabase(stateFolder(asked.state), secretIn(process.env, 'DATABASE_URL'))
  const store = await openStore(database.url, { connections: 3 })
  try {
    const all = (await store.queries.projects.list(undefined)).map(({ id }) => id)
    if (asked.project !== undefined && !all.includes(asked.project)) {
      process.stderr.write(`There is no project ${asked.project}.\n`)
      return exit.no
    }
    let code: ExitCode = exit.good
    for (const project of asked.project === undefined ? all : [asked.project]) {
      const one = await done(asked.verb, project, store, voice)
      if (one !== exit.good) code = one
    }
    return code
  } finally {
    await store.close()
    await database.leave()
  }
}

async function done(
  verb: LedgerAsked['verb'],
  project: string,
  store: Store,
  voice: Voice,
): Promise<ExitCode> {
  switch (verb) {
    case 'verify': {
      const verdict = await store.queries.events.verify(project)
      if (verdict.kind === 'whole') {
        voice.say(`${project}: ${verdict.events} events, whole; the last is ${verdict.head}\n`)
        return exit.good
      }
      voice.say(`${project}: broken at event ${verdict.sequence}: ${verdict.why}\n`)
      return exit.no
    }
    case 'export':
      for await (const event of store.queries.events.all(project)) voice.say(`${JSON.stringify(event)}\n`)
      return exit.good
    case 'rebuild':
      voice.say(`${project}: made again from ${await store.rebuild(project)} events\n`)
      return exit.good
    default:
      return unreachable(verb)
  }
}
