import type { z } from 'zod'
import { Fault } from '../../kernel/fault.ts'
import type { ForgeAccess, Repository } from '../forge.ts'

/** One question to Gitea; what is no good answer is a fault with its status. */
export type Ask = <Reply>(
  schema: z.ZodType<Reply>,
  method: string,
  url: string,
  body?: Readonly<Record<string, unknown>>,
) => Promise<Reply>

/** Where a repository is in the API. */
export function placeOf({ api, owner, name }: Repository): string {
  return `${api}/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`
}

export function asker({ token, fetch: send }: ForgeAccess, signal: AbortSignal): Ask {
  return async (schema, method, url, body) => {
    const reply = await send(url, {
      method,
      signal,
      redirect: 'error',
      headers: {
        authorization: `token ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!reply.ok)
      throw new Fault('forge/refused', {
        status: String(reply.status),
        asked: `${method} ${new URL(url).pathname}`,
      })
    return schema.parse(await reply.json())
  }
}
