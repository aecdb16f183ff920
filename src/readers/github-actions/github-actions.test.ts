import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { printJson } from '../../model/json-text.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { parsePath, valueAt } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import { valueJson } from '../../model/value-json.ts'
import { githubActions } from './github-actions.ts'

const options: ReadOptions = filesAlone()

type Files = Readonly<Record<string, string>>
const ci = '.github/workflows/ci.yml'

function readings(files: Files): readonly Reading[] {
  const snapshot = filesSnapshot(files)
  return githubActions.discover(snapshot, filePath(''), options).value.flatMap((unit) => {
    const { value } = githubActions.read(unit, snapshot).next()
    return value !== undefined && 'resources' in value ? [value] : []
  })
}

function addresses(files: Files): readonly string[] {
  return readings(files).flatMap(({ root, resources }) =>
    resources.map(({ address }) => (root === '' ? address : `${root}::${address}`)),
  )
}

function plain(value: Value | undefined): unknown {
  return value && JSON.parse(printJson(valueJson(value) ?? null))
}

function resource(text: string, address: string): Reading['resources'][number] | undefined {
  return readings({ [ci]: text })[0]?.resources.find((one) => one.address === `workflow/ci.yml${address}`)
}

function setting(text: string, address: string, path: string): Value | undefined {
  const settings = resource(text, address)?.settings
  return settings && valueAt(settings, parsePath(path) ?? [])
}

function problems(text: string): readonly string[] {
  return readings({ [ci]: text }).flatMap(({ diagnostics }) =>
    diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`),
  )
}

describe('workflows', () => {
  const text = `# CI
name: CI
on: [push]
jobs:
  # builds
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - id: make
        run: make
  deploy:
    needs: [build]
    uses: ./.github/workflows/deploy.yaml
`

  it('have jobs, and these have steps by id or place', () => {
    expect(addresses({ [ci]: text, '.github/workflows/readme.md': '' })).toEqual([
      'workflow/ci.yml',
      'workflow/ci.yml/job/build',
      'workflow/ci.yml/job/build/step/1',
      'workflow/ci.yml/job/build/step/make',
      'workflow/ci.yml/job/deploy',
    ])
  })

  it('have values as written, each in one resource only', () => {
    expect(plain(resource(text, '')?.values)).toEqual({ name: 'CI', on: ['push'] })
    expect(plain(resource(text, '/job/build')?.values)).toEqual({ 'runs-on': 'ubuntu-latest' })
    expect(plain(resource(text, '/job/build/step/make')?.values)).toEqual({ id: 'make', run: 'make' })
  })

  it('have the first line of each as its place', () => {
    const placed = ['', '/job/build', '/job/build/step/1'].map((address) => {
      const { start = 0, end = 0 } = resource(text, address)?.span ?? {}
      return text.slice(start, end)
    })
    expect(placed).toEqual(['name: CI', 'build:', 'uses: actions/checkout@v4'])
  })

  it('belong to the folder that .github is in', () => {
    expect(addresses({ [`a/${ci}`]: 'on: push\n', [ci]: 'on: push\n' })).toEqual([
      'workflow/ci.yml',
      'a::workflow/ci.yml',
    ])
  })

  it('that are broken are said, and the others are read', () => {
    const files = {
      [ci]: 'on: {push\n',
      '.github/workflows/x.yml': 'on: push\n',
      '.github/workflows/y.yml': '- a\n',
    }
    expect(addresses(files)).toEqual(['workflow/x.yml'])
    expect(
      readings(files).flatMap(({ diagnostics }) =>
        diagnostics.map(({ code, span }) => `${span.file} ${code}`),
      ),
    ).toEqual([`${ci} yaml/unclosed-flow`, '.github/workflows/y.yml github-actions/not-a-mapping'])
  })

  it('refuse a key that is there twice', () => {
    expect(problems('on: push\nenv: {A: 1, A: 2}\n')).toEqual(['yaml/duplicate-key A'])
  })
})

describe('composite actions', () => {
  const action =
    'name: x\nruns:\n  using: composite\n  steps:\n    - id: a\n      run: echo\n      shell: bash\n'

  it('are read where a workflow can use them', () => {
    const files = {
      [ci]: 'on: push\n',
      'action.yml': action,
      'tools/build/action.yaml': action,
      'tools/js/action.yml': 'runs: {using: node20, main: index.js}\n',
    }
    expect(addresses(files)).toEqual([
      'action/.',
      'action/./step/a',
      'action/tools/build',
      'action/tools/build/step/a',
      'workflow/ci.yml',
    ])
  })

  it('are read without workflows too, each as a root', () => {
    expect(addresses({ 'a/action.yml': action })).toEqual(['a::action/.', 'a::action/./step/a'])
  })

  it('keep what is not a step', () => {
    const [reading] = readings({ 'action.yml': action })
    expect(plain(reading?.resources[0]?.values)).toEqual({ name: 'x', runs: { using: 'composite' } })
  })
})

describe('settings', () => {
  it('say events as a map', () => {
    expect(plain(setting('on: push\n', '', 'on'))).toEqual({ push: null })
    expect(plain(setting('on: [push, pull_request_target]\n', '', 'on'))).toEqual({
      push: null,
      pull_request_target: null,
    })
    expect(plain(setting('on: {push: {branches: [main]}}\n', '', 'on'))).toEqual({
      push: { branches: ['main'] },
    })
  })

  it('say permissions as a map, of the job if it says any', () => {
    const text =
      'on: push\npermissions: write-all\njobs:\n  a: {runs-on: x}\n  b:\n    permissions: {contents: read}\n'
    expect(plain(setting(text, '', 'permissions'))).toEqual({ '*': 'write' })
    expect(plain(setting(text, '/job/a', 'permissions'))).toEqual({ '*': 'write' })
    expect(plain(setting(text, '/job/b', 'permissions'))).toEqual({ contents: 'read' })
    expect(setting('on: push\n', '', 'permissions')).toBe(undefined)
  })

  it('say the environment of a step, with what it has overridden', () => {
    const text = `on: push
env: {A: workflow, B: workflow}
jobs:
  a:
    env: {A: job, C: job}
    steps:
      - run: x
        env: {A: step}
`
    const address = '/job/a/step/1'
    expect(plain(setting(text, address, 'env'))).toEqual({ A: 'step', B: 'workflow', C: 'job' })
    const { origins } = readings({ [ci]: text })[0] ?? {}
    const node = origins?.get(setting(text, address, 'env.A')?.origin ?? 0)
    const losers = (node?.losers ?? []).map((id) => {
      const { start = 0, end = 0 } = origins?.site(id) ?? {}
      return text.slice(start, end)
    })
    expect(losers).toEqual(['job', 'workflow'])
  })

  it('say what a step is run with', () => {
    const text = `on: push
defaults: {run: {shell: bash, working-directory: a}}
jobs:
  a:
    defaults: {run: {working-directory: b}}
    steps: [{run: x}, {run: y, shell: sh}, {uses: z@v1}]
`
    const [one, two, three] = [1, 2, 3].map((at) => resource(text, `/job/a/step/${at}`)?.settings)
    expect(plain(one)).toEqual({ shell: 'bash', 'working-directory': 'b' })
    expect(plain(two)).toEqual({ shell: 'sh', 'working-directory': 'b' })
    expect(three).toBe(undefined)
  })
})

describe('expressions', () => {
  const text = `on: issues
jobs:
  a:
    if: github.event.issue.state == 'open'
    steps:
      - id: title
        run: |
          echo one
          echo "\${{ github.event.issue.title }}" \${{ env.X }}
      - run: echo \${{ steps.title.outputs.x }}
        if: \${{ !cancelled() && vars.ON }}
        name: x
`

  it('are kept with where they are and what they read', () => {
    expect(plain(setting(text, '/job/a', 'expressions'))).toEqual([
      { path: 'if', contexts: ['github.event.issue.state'] },
    ])
    expect(plain(setting(text, '/job/a/step/title', 'expressions'))).toEqual([
      { path: 'run', contexts: ['github.event.issue.title'] },
      { path: 'run', contexts: ['env.X'] },
    ])
    expect(plain(setting(text, '/job/a/step/2', 'expressions'))).toEqual([
      { path: 'run', contexts: ['steps.title.outputs.x'] },
      { path: 'if', contexts: ['vars.ON'] },
    ])
  })

  it('that are wrong are said at their place', () => {
    const wrong = `on: push
jobs:
  a:
    if: nope.x == 1
    steps:
      - run: |
          echo \${{ github.x }}
          echo \${{ bad.a }}
          echo \${{ github.x }} \${{ bad.b }}
      - name: "\${{ github. }}"
        run: echo \${{ github.ref
`
    expect(problems(wrong)).toEqual([
      'github-actions/expression nope.x',
      'github-actions/expression bad.a',
      'github-actions/expression bad.b',
      expect.stringMatching(/^github-actions\/expression /u),
      'github-actions/expression ${{',
    ])
  })
})

describe('references', () => {
  it('lead to jobs, steps, workflows and actions', () => {
    const files = {
      [ci]: `on: push
jobs:
  a:
    steps:
      - uses: ./tools/build
      - id: x
        run: make
      - run: echo \${{ steps.x.outputs.y }}
  b: {needs: a, uses: ./.github/workflows/deploy.yml}
  c: {needs: [a, nowhere]}
`,
      '.github/workflows/deploy.yml': 'on: workflow_call\n',
      'tools/build/action.yml': 'runs: {using: composite, steps: []}\n',
    }
    const found = readings(files).flatMap(({ references }) =>
      references.map(({ from, to, path }) => `${from} -> ${to} ${path}`.replaceAll('workflow/ci.yml', '')),
    )
    expect(found).toEqual(
      expect.arrayContaining([
        '/job/a/step/1 -> action/tools/build uses',
        '/job/a/step/3 -> /job/a/step/x run',
        '/job/a/step/x -> /job/a ',
        '/job/a ->  ',
        '/job/b -> /job/a needs',
        '/job/b -> workflow/deploy.yml uses',
        '/job/c -> /job/a needs[0]',
      ]),
    )
    expect(found.filter((one) => one.includes('nowhere'))).toEqual([])
  })
})

describe('any workflow', () => {
  it('is read, twice the same', () => {
    const piece = fc.constantFrom(
      'on: push\n',
      'jobs:\n',
      '  a:\n',
      '    if: x\n',
      '    needs: [a]\n',
      '    env: &e {A: 1}\n',
      '    env: *e\n',
      '    steps:\n',
      '      - run: ${{ github.x }}\n',
      '      - uses: ./\n',
      '      - id: a\n',
      'permissions: {}\n',
      'env: ${{ x',
      '- ',
      '{',
      '"',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 16 }), (pieces) => {
        const said = (): string =>
          JSON.stringify(
            readings({
              [ci]: pieces.join(''),
              'action.yml': `runs: {using: composite}\n${pieces.join('')}`,
            }).map(({ resources, references, diagnostics }) => [
              resources.map(({ address, values }) => [address, printJson(valueJson(values) ?? null)]),
              references,
              diagnostics,
            ]),
          )
        return said() === said()
      }),
    )
  })
})
