import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { estateOf } from '../../src/engine/testing.ts'
import { allRules } from '../../src/rules/index.ts'
import { review } from '../../src/engine/review/review.ts'
import { home, textOf } from '../tree.ts'

/** What other systems read of this repository: the action, the hook and the template. */

const require = createRequire(import.meta.url)

function problems(schema: string, file: string): unknown {
  const path = require.resolve(`schemastore/package.json`).replace('package.json', `schemas/json/${schema}`)
  const ajv = new Ajv({ strict: false, logger: false, validateFormats: false })
  const isGood = ajv.compile(JSON.parse(readFileSync(path, 'utf8')) as object)
  return isGood(parse(textOf(file))) ? [] : isGood.errors
}

describe('the definitions', () => {
  it.each([
    ['action.yml', 'github-action.json'],
    ['.pre-commit-hooks.yaml', 'pre-commit-hooks.json'],
  ])('%s is what its schema asks for', (file, schema) => {
    expect(problems(schema, file)).toEqual([])
  })

  it('the action is read by our own reader without a word, and no rule objects to it', async () => {
    const estate = estateOf({ 'action.yml': textOf('action.yml') })
    const { resources } = estate.readings[0] ?? { resources: [] }
    expect(resources.map(({ type }) => type)).toContain('action')
    const { findings, diagnostics } = review(estate, await allRules())
    expect(diagnostics).toEqual([])
    expect(findings.map(({ rule, message }) => [rule, message])).toEqual([])
  })

  it('the template runs one job that keeps its reports when it fails', () => {
    const { plumbline } = parse(textOf('ci/gitlab/plumbline.gitlab-ci.yml')) as {
      plumbline: { script: readonly [string]; artifacts: { when: string; reports: Record<string, string> } }
    }
    expect(plumbline.artifacts.when).toBe('always')
    for (const file of Object.values(plumbline.artifacts.reports)) expect(plumbline.script[0]).toContain(file)
  })
})

/** Runs a script with a program in the place of ours that says how it was called. */
function called(script: readonly string[], environment: Readonly<Record<string, string>>, cwd: string) {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-ci-'))
  mkdirSync(join(folder, 'bin'))
  mkdirSync(join(folder, 'ci'))
  const say = `#!${process.execPath}\nprocess.stdout.write(JSON.stringify(process.argv.slice(2)))`
  writeFileSync(join(folder, 'bin/plumbline'), say, { mode: 0o755 })
  const { status, stdout } = spawnSync('bash', script, {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      HOME: folder,
      GITHUB_ACTION_PATH: folder,
      GITHUB_OUTPUT: join(folder, 'output'),
      ...environment,
    },
  })
  const args = stdout.startsWith('[') ? (JSON.parse(stdout) as readonly string[]) : []
  return { status, stdout, args, folder }
}

function git(cwd: string, ...args: readonly string[]): void {
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b.c', '-c', 'init.defaultBranch=main']
  spawnSync('git', [...identity, ...args], { cwd })
}

function repository(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-ci-'))
  git(folder, 'init')
  git(folder, 'commit', '--allow-empty', '-m', 'first')
  return folder
}

describe('the script of the action', () => {
  const script = [join(home, 'ci/github/review.sh')]

  it('takes inputs as they are, whatever is in them', () => {
    const { args, folder } = called(
      script,
      {
        PLUMBLINE_PATHS: 'a b\n$(touch oops)\n',
        PLUMBLINE_SINCE: 'v1',
        PLUMBLINE_FAIL_ON: 'high',
        PLUMBLINE_SARIF: 'out.sarif',
        PLUMBLINE_ARGS: '--skip\naws/s3\n',
      },
      repository(),
    )
    const options = [
      '--format',
      'github',
      '--format',
      'sarif=out.sarif',
      '--since',
      'v1',
      '--fail-on',
      'high',
    ]
    expect(args).toEqual(['review', ...options, '--skip', 'aws/s3', '--', 'a b', '$(touch oops)'])
    expect(readFileSync(join(folder, 'output'), 'utf8')).toBe('sarif-file=out.sarif\n')
  })

  it('compares a pull request with its base', () => {
    const folder = repository()
    git(folder, 'update-ref', 'refs/remotes/origin/main', 'HEAD')
    const { args } = called(
      script,
      { PLUMBLINE_SARIF: 'a', PLUMBLINE_PATHS: '.', GITHUB_BASE_REF: 'main' },
      folder,
    )
    expect(args.join(' ')).toBe('review --format github --format sarif=a --since origin/main -- .')
    const all = { PLUMBLINE_SARIF: 'a', PLUMBLINE_SINCE: 'none', GITHUB_BASE_REF: 'main' }
    expect(called(script, all, folder).args).not.toContain('--since')
  })

  it('says what is missing when the base was not checked out', () => {
    const { status, stdout } = called(script, { PLUMBLINE_SARIF: 'a', GITHUB_BASE_REF: 'main' }, repository())
    expect(status).toBe(2)
    expect(stdout).toContain('fetch-depth: 0')
  })
})

describe('the script of the template', () => {
  const { plumbline } = parse(textOf('ci/gitlab/plumbline.gitlab-ci.yml')) as {
    plumbline: { script: readonly [string] }
  }

  it('compares a merge request with the commit where it began', () => {
    const environment = {
      PLUMBLINE_PATHS: 'a b',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: 'c0ffee',
      PLUMBLINE_FAIL_ON: 'low',
    }
    const { args } = called(['-c', plumbline.script[0]], environment, repository())
    expect(args.slice(-7)).toEqual(['--since', 'c0ffee', '--fail-on', 'low', '--', 'a', 'b'])
    const { args: whole } = called(['-c', plumbline.script[0]], { PLUMBLINE_PATHS: '.' }, repository())
    expect(whole.slice(-2)).toEqual(['--', '.'])
    expect(whole).not.toContain('--since')
  })
})
