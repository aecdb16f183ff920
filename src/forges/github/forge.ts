import { Octokit } from '@octokit/core'
import type { GateVerdict } from '../../contract/nouns.ts'
import { markOf, statusName, type Forge, type ForgeReport, type Repository, type Told } from '../forge.ts'
import { openPull } from './pull.ts'
import { forgedMessage, heard, notHeard } from '../message.ts'
import { writeCheck } from './check.ts'
import { isSigned } from '../signature.ts'

/** GitHub, and GitHub Enterprise: https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries */
export const github: Forge = {
  name: 'github',

  read({ headers, body }, secret) {
    const signature = (headers['x-hub-signature-256'] ?? '').replace(/^sha256=/u, '')
    if (!isSigned(body, secret, signature)) return forgedMessage
    const id = headers['x-github-delivery']
    const event = headers['x-github-event']
    if (id === undefined || event === undefined)
      return notHeard('X-GitHub-Delivery or X-GitHub-Event is missing.')
    return heard(event, id, body)
  },

  repositoryOf(url) {
    const [, host, owner, name] =
      /^(?:https:\/\/(?:[^@/]*@)?|ssh:\/\/git@|git@)(github\.[\w.-]+)[:/]([\w.-]+)\/([\w.-]+?)(?:\.git)?\/?$/u.exec(
        url,
      ) ?? []
    if (host === undefined || owner === undefined || name === undefined) return undefined
    return { api: host === 'github.com' ? 'https://api.github.com' : `https://${host}/api/v3`, owner, name }
  },

  async tell(report, access, signal) {
    const octokit = new Octokit({
      auth: access.token,
      baseUrl: report.repository.api,
      request: { fetch: access.fetch, signal },
      userAgent: 'plumbline',
    })
    const check = await writeCheck(octokit, report)
    const status = check ?? (await writeStatus(octokit, report))
    const as = check === undefined ? 'commit status' : 'check run'
    return { status, as, comment: await writeComment(octokit, report) }
  },

  async propose(proposal, access, signal) {
    const octokit = new Octokit({
      auth: access.token,
      baseUrl: proposal.repository.api,
      request: { fetch: access.fetch, signal },
      userAgent: 'plumbline',
    })
    return openPull(octokit, proposal)
  },
}

const states: Readonly<Record<GateVerdict | 'running', 'success' | 'failure' | 'pending'>> = {
  passed: 'success',
  overridden: 'success',
  failed: 'failure',
  running: 'pending',
}

/** https://docs.github.com/en/rest/commits/statuses */
async function writeStatus(
  octokit: Octokit,
  { repository, sha, verdict, summary, link }: ForgeReport,
): Promise<Told['status']> {
  const place = { owner: repository.owner, repo: repository.name }
  const wanted = { state: states[verdict], description: summary.slice(0, 140), target_url: link }
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/statuses', {
    ...place,
    ref: sha,
    per_page: 100,
  })
  const last = data.find((one) => one.context === statusName)
  if (last?.state === wanted.state && last.description === wanted.description && last.target_url === link)
    return 'as it was'
  await octokit.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
    ...place,
    sha,
    ...wanted,
    context: statusName,
  })
  return 'written'
}

/** https://docs.github.com/en/rest/issues/comments */
async function writeComment(
  octokit: Octokit,
  { repository, link, text, comment }: ForgeReport,
): Promise<Told['comment']> {
  if (comment === undefined) return undefined
  const mark = markOf(link)
  const body = `${mark}\n${text}`
  const known = await ourComment(octokit, repository, comment.number, mark)
  const place = { owner: repository.owner, repo: repository.name }
  if (known === undefined) {
    await octokit.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      ...place,
      issue_number: comment.number,
      body,
    })
    return 'written'
  }
  if (known.body === body) return 'as it was'
  await octokit.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
    ...place,
    comment_id: known.id,
    body,
  })
  return 'edited'
}

const mostPages = 30

async function ourComment(
  octokit: Octokit,
  { owner, name }: Repository,
  number: number,
  mark: string,
): Promise<{ readonly id: number; readonly body: string } | undefined> {
  for (let page = 1; page <= mostPages; page++) {
    const { data } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
      owner,
      repo: name,
      issue_number: number,
      per_page: 100,
      page,
    })
    const ours = data.find((one) => one.body?.startsWith(mark))
    if (ours !== undefined) return { id: Number(ours.id), body: ours.body ?? '' }
    if (data.length < 100) return undefined
  }
  return undefined
}
