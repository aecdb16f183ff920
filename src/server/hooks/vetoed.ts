import { randomUUID } from 'node:crypto'
import type { HookName, LedgerEvent } from '../../contract/nouns.ts'
import { refused, type Refusal } from '../../contract/problem.ts'
import type { Parts } from '../parts.ts'
import { askBefore } from './before.ts'

/** The refusal of whoever is asked before something is done; undefined when nobody has anything against it. */
export async function vetoed(
  { queries, commands, hookPorts: ports }: Pick<Parts, 'queries' | 'commands' | 'hookPorts'>,
  project: string,
  name: HookName,
  what: Pick<LedgerEvent, 'type' | 'subject' | 'data'>,
): Promise<Refusal | undefined> {
  const hooks = await queries.settings.hooks(project)
  const secretOf = (hook: string): Promise<string | undefined> => commands.hooks.secretOf(project, hook)
  const answer = await askBefore(hooks, name, { ...what, id: randomUUID(), project }, { ports, secretOf })
  return answer.kind === 'allowed'
    ? undefined
    : refused('request/vetoed', `The hook ${answer.hook} says: ${answer.reason}`)
}
