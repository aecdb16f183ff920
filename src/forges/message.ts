import { z } from 'zod'
import type { ChangeRef } from '../contract/nouns.ts'
import type { Heard, NotHeard } from './forge.ts'

/** What both GitHub and Gitea say of a repository and a pull request; Gitea has GitHub's words. */
const RepositoryFacts = z.object({
  clone_url: z.string().optional(),
  ssh_url: z.string().optional(),
  git_url: z.string().optional(),
  html_url: z.string().optional(),
})

const Push = z.object({ repository: RepositoryFacts })

const PullRequest = z.object({
  number: z.int(),
  repository: RepositoryFacts,
  pull_request: z.object({
    title: z.string(),
    html_url: z.string(),
    state: z.string(),
    merged: z.boolean().nullish(),
    head: z.object({ ref: z.string(), sha: z.string() }),
    base: z.object({ ref: z.string() }),
  }),
})

/** What a message means, from its kind and its body. */
export function heard(event: string, id: string, body: Uint8Array): Heard | NotHeard {
  const document = parsed(body)
  if (document === undefined)
    return notHeard('The body is no JSON; choose application/json as the content type.')
  if (event === 'push' || event === 'create' || event === 'delete') {
    const push = Push.safeParse(document)
    if (!push.success) return notHeard('The body is no push.')
    return { kind: 'push', id, urls: urlsOf(push.data.repository) }
  }
  if (event !== 'pull_request' && event !== 'pull_request_sync') return { kind: 'nothing', id }
  const said = PullRequest.safeParse(document)
  if (!said.success) return notHeard('The body is no pull request.')
  const { number, repository, pull_request: pull } = said.data
  const change = {
    number,
    title: pull.title,
    url: pull.html_url,
    state: stateOf(pull.state, pull.merged === true),
    targetBranch: pull.base.ref,
    branch: pull.head.ref,
    sha: pull.head.sha,
  }
  return { kind: 'change', id, urls: urlsOf(repository), change }
}

/** A message that is not understood, and why. */
export function notHeard(detail: string): NotHeard {
  return { kind: 'not-heard', code: 'request/invalid', detail }
}

/** A message that somebody else may have sent. */
export const forgedMessage: NotHeard = {
  kind: 'not-heard',
  code: 'request/bad-signature',
  detail: 'The signature was not made with the secret that is configured here.',
}

function stateOf(state: string, merged: boolean): ChangeRef['state'] {
  if (merged) return 'merged'
  return state === 'open' ? 'open' : 'closed'
}

/** Every address that a source may know the repository by. */
function urlsOf(repository: z.infer<typeof RepositoryFacts>): readonly string[] {
  const given = [repository.clone_url, repository.ssh_url, repository.git_url, repository.html_url]
  return [...new Set(given.flatMap((url) => (url === undefined ? [] : [url, url.replace(/\.git$/u, '')])))]
}

function parsed(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
