import { z } from 'zod'
import { Fault } from '../../kernel/fault.ts'
import type { Proposal, Proposed } from '../forge.ts'
import { placeOf, type Ask } from './ask.ts'

const Pull = z.object({
  number: z.int(),
  html_url: z.string(),
  state: z.string(),
  head: z.object({ ref: z.string() }),
})
const Branch = z.object({ name: z.string() })

/**
 * One commit of all files on a new branch, then the pull request (https://docs.gitea.com/api/, repository). Each step is looked for
 * before it is done, so that a worker that goes on for another that died does nothing twice.
 */
export async function openPull(ask: Ask, proposal: Proposal): Promise<Proposed> {
  const place = placeOf(proposal.repository)
  const known = await openOne(ask, place, proposal.branch)
  if (known !== undefined) return { number: known.number, url: known.html_url, isNew: false }
  if (!(await hasBranch(ask, place, proposal.branch))) await makeBranch(ask, place, proposal)
  const { title, branch: head, base, text: body } = proposal
  const made = await ask(Pull, 'POST', `${place}/pulls`, { title, head, base, body })
  return { number: made.number, url: made.html_url, isNew: true }
}

const mostPages = 20

async function openOne(ask: Ask, place: string, branch: string): Promise<z.infer<typeof Pull> | undefined> {
  for (let page = 1; page <= mostPages; page++) {
    const pulls = await ask(z.array(Pull), 'GET', `${place}/pulls?state=open&limit=50&page=${page}`)
    const found = pulls.find(({ head }) => head.ref === branch)
    if (found !== undefined || pulls.length === 0) return found
  }
  return undefined
}

async function hasBranch(ask: Ask, place: string, branch: string): Promise<boolean> {
  try {
    await ask(Branch, 'GET', `${place}/branches/${branch.split('/').map(encodeURIComponent).join('/')}`)
    return true
  } catch (error) {
    if (error instanceof Fault && error.facts['status'] === '404') return false
    throw error
  }
}

async function makeBranch(
  ask: Ask,
  place: string,
  { branch, base, message, files }: Proposal,
): Promise<void> {
  await ask(z.object({}), 'POST', `${place}/contents`, {
    branch: base,
    new_branch: branch,
    message,
    files: files.map(({ path, text, before }) => ({
      operation: before === undefined ? 'create' : 'update',
      path,
      content: Buffer.from(text).toString('base64'),
      ...(before === undefined ? {} : { sha: before }),
    })),
  })
}
