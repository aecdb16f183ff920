import { randomUUID } from 'node:crypto'
import { hookOf } from '../../contract/hook-of.ts'
import type { LedgerEvent } from '../../contract/nouns.ts'
import { refused, type Refusal } from '../../contract/problem.ts'
import type { Parts } from '../parts.ts'
import { askBefore } from './before.ts'

/**
 * The refusal of whoever is asked before something is done; undefined when nobody has anything against it. What is about
 * to happen is said as the event that would tell of it, so those of its hook are asked. A veto stands in the ledger.
 */
export async function vetoed(
  { queries, commands, hookPorts: ports }: Pick<Parts, 'queries' | 'commands' | 'hookPorts'>,
  project: string,
  by: string,
  { type, subject, data }: Pick<LedgerEvent, 'type' | 'subject' | 'data'>,
): Promise<Refusal | undefined> {
  const name = hookOf(type)
  if (name === undefined) return undefined
  const hooks = await queries.settings.hooks(project)
  const secretOf = (hook: string): Promise<string | undefined> => commands.hooks.secretOf(project, hook)
  const intention = { type, subject, data: { ...data, by }, id: randomUUID(), project }
  const answer = await askBefore(hooks, name, intention, { ports, secretOf })
  if (answer.kind === 'allowed') return undefined
  const { hook, reason } = answer
  await commands.hooks.vetoed(project, { hook, reason, type, subject }, by)
  return refused('request/vetoed', `The hook ${hook} says: ${reason}`)
}
