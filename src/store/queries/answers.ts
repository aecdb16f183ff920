import { sql } from 'kysely'
import type { Database } from '../connection.ts'
import { Together } from '../together.ts'

/** As many answers as are held on to; each is a page or less. */
const most = 300

/**
 * Answers the same question about the same state once, however many ask it: what is read of projections depends on the
 * ledger, on the day and on what was asked.
 */
export class Answers {
  readonly #states: Together<string, string>
  readonly #known = new Map<string, Promise<unknown>>()

  constructor(db: Database) {
    this.#states = new Together((projects) => statesOf(db, projects))
  }

  async of<Made>(
    project: string,
    name: string,
    asked: readonly unknown[],
    work: () => Promise<Made>,
  ): Promise<Made> {
    const key = JSON.stringify([project, name, await this.#states.of(project), ...asked])
    const known = this.#known.get(key)
    // What stands under a key was made for the same question.
    if (known !== undefined) return known as Promise<Made>
    const made = work()
    this.#known.set(key, made)
    made.catch(() => this.#known.delete(key))
    const [oldest] = this.#known.keys()
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest)
    return made
  }
}

/** What tells one state of a project from the next. The day is the database's: acceptances end with one. */
async function statesOf(db: Database, projects: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ readonly project: string; readonly state: string }>`
    select project, sequence || ' ' || to_char(now(), 'YYYY-MM-DD') as state from ledger_heads
    where project = any(${[...projects]}::text[])`.execute(db)
  return new Map(rows.map(({ project, state }) => [project, state]))
}
