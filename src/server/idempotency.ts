import { createHash } from 'node:crypto'
import type { Commands } from '../contract/commands.ts'
import { refused, type Refusal } from '../contract/problem.ts'
import { nameOf, type Caller } from './caller.ts'

/** What a write was answered with. */
export interface Written {
  readonly status: number
  readonly body: string
}

/** A write that may be sent twice: with the same key it is done once, and answered the same both times. */
export async function once(
  { keys }: Pick<Commands, 'keys'>,
  asked: { readonly caller: Caller; readonly key: string | undefined; readonly request: string },
  work: () => Promise<Written>,
): Promise<Written | Refusal> {
  const { caller, key, request } = asked
  if (key === undefined) return work()
  if (key === '' || key.length > 200)
    return refused('request/invalid', 'An Idempotency-Key has between 1 and 200 characters.')
  const owner = ownerOf(caller)
  const begun = await keys.begin(owner, key, createHash('sha256').update(request).digest('hex'))
  if (begun.kind === 'done') return { status: begun.status, body: begun.body }
  if (begun.kind === 'running')
    return refused('request/conflict', 'The first request with this key is still running; ask again soon.')
  if (begun.kind === 'conflict')
    return refused('request/key-reused', 'Choose a new key for a request that is different.')
  return kept({ keys }, owner, key, work)
}

async function kept(
  { keys }: Pick<Commands, 'keys'>,
  owner: string,
  key: string,
  work: () => Promise<Written>,
): Promise<Written> {
  try {
    const written = await work()
    if (written.status >= 500) await keys.release(owner, key)
    else await keys.finish(owner, key, { ...written, body: withoutSecret(written.body) })
    return written
  } catch (error) {
    // Nothing is known to have happened: who asks again is heard again.
    await keys.release(owner, key)
    throw error
  }
}

/** A secret is shown once, also to who asks twice. */
function withoutSecret(body: string): string {
  const reply: unknown = JSON.parse(body)
  if (typeof reply !== 'object' || reply === null || !('secret' in reply)) return body
  return JSON.stringify({ ...reply, secret: '' })
}

function ownerOf(caller: Caller): string {
  const where = caller.kind === 'token' ? `${caller.project}/` : ''
  return `${caller.kind}:${where}${nameOf(caller)}`
}
