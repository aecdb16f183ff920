import type { Octokit } from '@octokit/core'
import type { Proposal, Proposed } from '../forge.ts'

interface Place {
  readonly owner: string
  readonly repo: string
}

/**
 * One commit by the data of git (https://docs.github.com/en/rest/git), then the pull request. Each step is looked for before it is
 * done, so that a worker that goes on for another that died does nothing twice.
 */
export async function openPull(octokit: Octokit, proposal: Proposal): Promise<Proposed> {
  const place = { owner: proposal.repository.owner, repo: proposal.repository.name }
  const known = await openOne(octokit, place, proposal)
  if (known !== undefined) return { ...known, isNew: false }
  if (!(await hasBranch(octokit, place, proposal.branch))) await makeBranch(octokit, place, proposal)
  const { title, branch: head, base, text: body } = proposal
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/pulls', {
    ...place,
    title,
    head,
    base,
    body,
  })
  return { number: data.number, url: data.html_url, isNew: true }
}

async function openOne(
  octokit: Octokit,
  place: Place,
  { branch, base }: Proposal,
): Promise<Omit<Proposed, 'isNew'> | undefined> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/pulls', {
    ...place,
    state: 'open',
    head: `${place.owner}:${branch}`,
    base,
  })
  const [first] = data
  return first && { number: first.number, url: first.html_url }
}

async function hasBranch(octokit: Octokit, place: Place, branch: string): Promise<boolean> {
  try {
    await octokit.request('GET /repos/{owner}/{repo}/git/ref/{ref}', { ...place, ref: `heads/${branch}` })
    return true
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'status' in error && error.status === 404) return false
    throw error
  }
}

/** The name comes last: before it, nobody sees anything. */
async function makeBranch(
  octokit: Octokit,
  place: Place,
  { branch, parent, message, files }: Proposal,
): Promise<void> {
  const before = await octokit.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
    ...place,
    commit_sha: parent,
  })
  const tree = await octokit.request('POST /repos/{owner}/{repo}/git/trees', {
    ...place,
    base_tree: before.data.tree.sha,
    tree: files.map(({ path, mode, text }) => ({
      path,
      mode: mode === '100755' ? ('100755' as const) : ('100644' as const),
      type: 'blob' as const,
      content: text,
    })),
  })
  const commit = await octokit.request('POST /repos/{owner}/{repo}/git/commits', {
    ...place,
    message,
    tree: tree.data.sha,
    parents: [parent],
  })
  await octokit.request('POST /repos/{owner}/{repo}/git/refs', {
    ...place,
    ref: `refs/heads/${branch}`,
    sha: commit.data.sha,
  })
}
