import { z } from 'zod'
import type { GateVerdict } from '../../contract/nouns.ts'
import { markOf, statusName, type Forge, type ForgeReport, type Told } from '../forge.ts'
import { forgedMessage, heard, notHeard } from '../message.ts'
import { asker, placeOf, type Ask } from './ask.ts'
import { openPull } from './pull.ts'
import { isSigned } from '../signature.ts'

/**
 * Gitea and Forgejo. Which hosts are one can't be told from an address, so they are configured.
 * https://docs.gitea.com/usage/webhooks and https://forgejo.org/docs/latest/user/webhooks/
 */
export function gitea(hosts: readonly string[]): Forge {
  const known = new Set(hosts)
  return {
    name: 'gitea',

    read({ headers, body }, secret) {
      const signature = headers['x-gitea-signature'] ?? headers['x-forgejo-signature'] ?? ''
      if (!isSigned(body, secret, signature)) return forgedMessage
      const id = headers['x-gitea-delivery'] ?? headers['x-forgejo-delivery']
      const event = headers['x-gitea-event'] ?? headers['x-forgejo-event']
      if (id === undefined || event === undefined)
        return notHeard('X-Gitea-Delivery or X-Gitea-Event is missing.')
      return heard(event, id, body)
    },

    repositoryOf(url) {
      const [, scheme, host, owner, name] =
        /^(?:(https?):\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)([\w.-]+(?::\d+)?)[:/]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/u.exec(
          url,
        ) ?? []
      if (host === undefined || owner === undefined || name === undefined || !known.has(host))
        return undefined
      return { api: `${scheme ?? 'https'}://${host}/api/v1`, owner, name }
    },

    async tell(report, access, signal) {
      const ask = asker(access, signal)
      const status = await writeStatus(ask, report)
      return { status, as: 'commit status', comment: await writeComment(ask, report) }
    },

    propose: (proposal, access, signal) => openPull(asker(access, signal), proposal),
  }
}

const Status = z.object({
  context: z.string(),
  status: z.string(),
  description: z.string(),
  target_url: z.string(),
})
const Comment = z.object({ id: z.int(), body: z.string() })

const states: Readonly<Record<GateVerdict | 'running', string>> = {
  passed: 'success',
  overridden: 'success',
  failed: 'failure',
  running: 'pending',
}

/** https://docs.gitea.com/api/ , repository, statuses */
async function writeStatus(
  ask: Ask,
  { repository, sha, verdict, summary, link }: ForgeReport,
): Promise<Told['status']> {
  const place = `${placeOf(repository)}/statuses/${sha}`
  const state = states[verdict]
  const known = await ask(z.array(Status), 'GET', `${place}?sort=recentupdate&limit=50`)
  const last = known.find((one) => one.context === statusName)
  if (last?.status === state && last.description === summary && last.target_url === link) return 'as it was'
  await ask(Status, 'POST', place, { context: statusName, state, description: summary, target_url: link })
  return 'written'
}

async function writeComment(
  ask: Ask,
  { repository, link, text, comment }: ForgeReport,
): Promise<Told['comment']> {
  if (comment === undefined) return undefined
  const mark = markOf(link)
  const body = `${mark}\n${text}`
  const issues = `${placeOf(repository)}/issues`
  const all = await ask(z.array(Comment), 'GET', `${issues}/${comment.number}/comments`)
  const ours = all.find((one) => one.body.startsWith(mark))
  if (ours === undefined) {
    await ask(Comment, 'POST', `${issues}/${comment.number}/comments`, { body })
    return 'written'
  }
  if (ours.body === body) return 'as it was'
  await ask(Comment, 'PATCH', `${issues}/comments/${ours.id}`, { body })
  return 'edited'
}
