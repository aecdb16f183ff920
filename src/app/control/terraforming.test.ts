import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { terraforming } from './terraforming.ts'

it('tells a folder that is no longer there from a program that is not there', async () => {
  const repository = mkdtempSync(join(tmpdir(), 'plumbline-terraforming-'))
  try {
    const git = (...args: readonly string[]): string =>
      execFileSync(
        'git',
        ['-C', repository, '-c', 'user.name=A', '-c', 'user.email=a@example.com', ...args],
        {
          encoding: 'utf8',
        },
      ).trim()
    git('init', '-q')
    writeFileSync(join(repository, 'main.tf'), '')
    git('add', '.')
    git('commit', '-qm', 'first')
    const root = {
      mirror: join(repository, '.git'),
      sha: git('rev-parse', 'HEAD'),
      watched: { kind: 'terraform', folder: 'moved/away' },
    } as const
    const made = await terraforming(join(repository, 'state')).plan(root, [], new AbortController().signal)
    expect(made).toMatchObject({ kind: 'refused', why: expect.stringContaining('no folder moved/away') })
  } finally {
    rmSync(repository, { recursive: true, force: true })
  }
})
