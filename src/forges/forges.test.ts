import { createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forgeServer } from './fixtures/forge-server.ts'
import type { Forge, ForgeNote, ForgeReport } from './forge.ts'
import { gitea } from './gitea/forge.ts'
import { github } from './github/forge.ts'

const ofAcme = gitea(['git.acme.example'])
const forges: readonly { readonly forge: Forge; readonly kind: 'github' | 'gitea'; readonly url: string }[] =
  [
    { forge: github, kind: 'github', url: 'https://github.com/acme/infra.git' },
    { forge: ofAcme, kind: 'gitea', url: 'https://git.acme.example/acme/infra.git' },
  ]

function reportOn(forge: Forge, url: string): ForgeReport {
  const repository = forge.repositoryOf(url) ?? { api: '', owner: '', name: '' }
  return {
    repository,
    sha: 'abc',
    verdict: 'failed',
    summary: '1 new high finding.',
    link: 'https://plumbline.acme.example/acme/changes/abc',
    text: 'One finding is new.',
    notes: [],
    comment: { number: 7 },
  }
}

describe.each(forges)('what goes back to $kind', ({ forge, kind, url }) => {
  const signal = new AbortController().signal
  const report = reportOn(forge, url)

  it('is a status and a comment, written once however often it is told', async () => {
    const server = forgeServer({ kind })
    const access = { token: 't0k3n', fetch: server.fetch }
    expect(await forge.tell(report, access, signal)).toEqual({
      status: 'written',
      as: 'commit status',
      comment: 'written',
    })
    expect(await forge.tell(report, access, signal)).toEqual({
      status: 'as it was',
      as: 'commit status',
      comment: 'as it was',
    })
    expect(server.writes.filter((one) => !one.includes('check-runs'))).toEqual([
      'POST /repos/acme/infra/statuses/abc',
      'POST /repos/acme/infra/issues/7/comments',
    ])
    expect(server.statuses).toMatchObject([{ context: 'plumbline/gate', description: '1 new high finding.' }])
  })

  it('edits its own comment, finds it behind a hundred others, and leaves theirs', async () => {
    const others = Array.from({ length: 150 }, (_, at) => `comment ${at}`)
    const server = forgeServer({ kind, comments: others })
    const access = { token: 't0k3n', fetch: server.fetch }
    await forge.tell(report, access, signal)
    const next = { ...report, verdict: 'passed' as const, text: 'All is well.' }
    expect(await forge.tell(next, access, signal)).toMatchObject({ status: 'written', comment: 'edited' })
    expect(server.comments.filter((one) => !one.body.startsWith('comment'))).toEqual([
      { id: 151, issue: 7, body: '<!-- plumbline https://plumbline.acme.example -->\nAll is well.' },
    ])
  })

  it('fails aloud when it is refused', async () => {
    const { fetch } = forgeServer({ kind })
    await expect(forge.tell(report, { token: 'wrong', fetch }, signal)).rejects.toThrow(
      /401|Bad credentials/u,
    )
  })
})

describe('what an App tells GitHub', () => {
  const signal = new AbortController().signal
  const notes = Array.from({ length: 120 }, (_, at): ForgeNote => ({
    file: 'main.tf',
    line: at + 1,
    level: at === 0 ? 'failure' : 'notice',
    title: 'The bucket is public (high)',
    message: `Number ${at}.`,
  }))
  const report = { ...reportOn(github, 'https://github.com/acme/infra'), notes }

  it('is a check run with the findings beside their lines, fifty at a time, written once', async () => {
    const server = forgeServer({ kind: 'github', isApp: true })
    const access = { token: 't0k3n', fetch: server.fetch }
    expect(await github.tell(report, access, signal)).toEqual({
      status: 'written',
      as: 'check run',
      comment: 'written',
    })
    expect((await github.tell(report, access, signal)).status).toBe('as it was')
    const [run] = server.checks
    expect(server.checks).toHaveLength(1)
    expect(run).toMatchObject({
      name: 'plumbline/gate',
      head_sha: 'abc',
      status: 'completed',
      conclusion: 'failure',
      details_url: report.link,
      output: { title: report.summary, summary: report.text },
    })
    expect(run?.annotations.map(({ message }) => message)).toEqual(notes.map(({ message }) => message))
    expect(run?.annotations[0]).toMatchObject({
      path: 'main.tf',
      start_line: 1,
      end_line: 1,
      annotation_level: 'failure',
    })
    expect(server.statuses).toEqual([])
  })

  it('goes on where it was when it was cut off', async () => {
    const server = forgeServer({ kind: 'github', isApp: true, breaksAfter: 2 })
    await expect(github.tell(report, { token: 't0k3n', fetch: server.fetch }, signal)).rejects.toThrow(
      /502|Error/u,
    )
    expect(server.checks[0]).toMatchObject({ status: 'in_progress', output: { annotations_count: 100 } })
    const mended = { token: 't0k3n', fetch: server.mended }
    await github.tell(report, mended, signal)
    expect(server.checks).toHaveLength(1)
    expect(server.checks[0]?.annotations.map(({ message }) => message)).toEqual(
      notes.map(({ message }) => message),
    )
    expect(server.checks[0]?.status).toBe('completed')
  })

  it('changes its verdict in place when a gate is overridden', async () => {
    const server = forgeServer({ kind: 'github', isApp: true })
    const access = { token: 't0k3n', fetch: server.fetch }
    await github.tell(report, access, signal)
    await github.tell({ ...report, verdict: 'overridden' }, access, signal)
    expect(server.checks.map(({ conclusion, annotations }) => [conclusion, annotations.length])).toEqual([
      ['success', 120],
    ])
  })
})

describe.each(forges)('a change that is offered to $kind', ({ forge, kind, url }) => {
  const signal = new AbortController().signal
  const proposal = {
    repository: forge.repositoryOf(url) ?? { api: '', owner: '', name: '' },
    branch: 'plumbline/drift-1',
    base: 'main',
    parent: 'abc',
    title: 'spec.replicas of Deployment/web: 5 as it runs in prod',
    message: 'Set spec.replicas',
    text: 'It runs so.',
    files: [
      { path: 'k8s/web.yaml', mode: '100644', text: 'replicas: 5\n', before: 'f00' },
      { path: 'run.sh', mode: '100755', text: 'echo\n', before: undefined },
    ],
  }

  it('is one branch with one commit and one pull request, however often it is offered', async () => {
    const server = forgeServer({ kind })
    const access = { token: 't0k3n', fetch: server.fetch }
    const first = await forge.propose(proposal, access, signal)
    expect(first).toMatchObject({ number: 40, isNew: true })
    expect(await forge.propose(proposal, access, signal)).toEqual({ ...first, isNew: false })
    expect(server.branches).toEqual(
      new Map([[proposal.branch, { 'k8s/web.yaml': 'replicas: 5\n', 'run.sh': 'echo\n' }]]),
    )
    expect(server.pulls).toMatchObject([
      { title: proposal.title, body: proposal.text, head: { ref: proposal.branch }, base: { ref: 'main' } },
    ])
  })

  it('goes on with the branch that somebody has made and died', async () => {
    const server = forgeServer({ kind })
    const dying: typeof fetch = async (input, init) => {
      if (new Request(input, init).url.endsWith('/pulls') && init?.method === 'POST')
        return Response.json({ message: 'gone' }, { status: 502 })
      return server.fetch(input, init)
    }
    await expect(forge.propose(proposal, { token: 't0k3n', fetch: dying }, signal)).rejects.toThrow(
      /502|gone/u,
    )
    const writes = server.writes.length
    await forge.propose(proposal, { token: 't0k3n', fetch: server.fetch }, signal)
    expect(server.writes.slice(writes)).toEqual(['POST /repos/acme/infra/pulls'])
  })
})

describe('an address', () => {
  it.each([
    ['https://github.com/acme/infra.git', 'https://api.github.com'],
    ['https://user:pass@github.com/acme/infra', 'https://api.github.com'],
    ['git@github.com:acme/infra.git', 'https://api.github.com'],
    ['ssh://git@github.acme.example/acme/infra', 'https://github.acme.example/api/v3'],
  ])('%s is of GitHub', (url, api) => {
    expect(github.repositoryOf(url)).toEqual({ api, owner: 'acme', name: 'infra' })
  })

  it.each(['https://evil.example/github.com/acme/infra', '/srv/git/infra', 'https://github.com/acme'])(
    '%s is not',
    (url) => {
      expect(github.repositoryOf(url)).toBeUndefined()
    },
  )

  it('is of Gitea when its host is configured', () => {
    expect(ofAcme.repositoryOf('git@git.acme.example:acme/infra.git')?.api).toBe(
      'https://git.acme.example/api/v1',
    )
    expect(ofAcme.repositoryOf('https://git.other.example/acme/infra.git')).toBeUndefined()
  })
})

describe('a message', () => {
  const body = JSON.stringify({
    number: 7,
    repository: { clone_url: 'https://github.com/acme/infra.git', ssh_url: 'git@github.com:acme/infra.git' },
    pull_request: {
      title: 'More logs',
      html_url: 'https://github.com/acme/infra/pull/7',
      state: 'closed',
      merged: true,
      head: { ref: 'logs', sha: 'abc' },
      base: { ref: 'main' },
    },
  })
  const bytes = new TextEncoder().encode(body)
  const digest = createHmac('sha256', 's').update(bytes).digest('hex')
  const headers = {
    'x-hub-signature-256': `sha256=${digest}`,
    'x-github-event': 'pull_request',
    'x-github-delivery': 'd',
    'x-gitea-signature': digest,
    'x-gitea-event': 'pull_request',
    'x-gitea-delivery': 'd',
  }

  it.each(forges)('of a pull request is understood by $kind', ({ forge }) => {
    expect(forge.read({ headers, body: bytes }, 's')).toMatchObject({
      kind: 'change',
      urls: expect.arrayContaining(['https://github.com/acme/infra', 'git@github.com:acme/infra.git']),
      change: { number: 7, state: 'merged', branch: 'logs', sha: 'abc', targetBranch: 'main' },
    })
  })

  it.each(forges)('to $kind with any other body or secret has no right signature', ({ forge }) => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), (other, secret) => {
        if (secret === 's') return true
        const [changed, keyed] = [
          forge.read({ headers, body: other }, 's'),
          forge.read({ headers, body: bytes }, secret),
        ]
        return [changed, keyed].every(
          (one) => one.kind === 'not-heard' && one.code === 'request/bad-signature',
        )
      }),
    )
  })
})
