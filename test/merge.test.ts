import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rolldown } from 'rolldown'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home } from './tree.ts'

/** The driver in the hands of git itself, in repositories made for it. */

const place = mkdtempSync(join(tmpdir(), 'plumbline-git-'))
const environment = {
  ...process.env,
  HOME: place,
  XDG_CONFIG_HOME: join(place, 'config'),
  XDG_CACHE_HOME: join(place, 'cache'),
  CI: '',
  PATH: `${join(place, 'bin')}:${process.env['PATH'] ?? ''}`,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@example.com',
}

beforeAll(async () => {
  const bundle = await rolldown({
    cwd: home,
    input: join(home, 'src/app/main.ts'),
    platform: 'node',
    // The server is no part of the command line.
    external: (id) => id === './control.ts',
  })
  await bundle.write({ file: join(place, 'app/program.cjs'), format: 'cjs', codeSplitting: false })
  await bundle.close()
  mkdirSync(join(place, 'bin'))
  // The code that V8 makes of it is kept, as for a program that is installed: git starts it for each file.
  writeFileSync(join(place, 'app/.stamp'), '0123456789abcdef')
  const start = `#!${process.execPath}
const { codeFile, loaded } = require(${JSON.stringify(join(home, 'bin/load.js'))})
const file = codeFile(${JSON.stringify(join(place, 'app/.stamp'))}, process.argv[2])
const program = loaded(${JSON.stringify(join(place, 'app/program.cjs'))}, file)
void program.exports.start().then(program.keep)
`
  writeFileSync(join(place, 'bin/plumbline'), start, { mode: 0o755 })
}, 120_000)

afterAll(() => rmSync(place, { recursive: true, force: true }))

const files: Readonly<Record<string, string>> = {
  'main.tf': 'resource "a" "b" {\n  one = 1\n  two = 2\n}\n',
  'values.yaml': 'image:\n  tag: v1\n  name: web\nreplicas: 2\n',
  'data.json': '{\n  "a": 1,\n  "b": 2\n}\n',
}

interface Run {
  readonly code: number
  readonly output: string
}

/** A repository with two branches that part at the first commit. */
function repository(
  name: string,
  texts: Readonly<Record<string, string>>,
  edit: (file: string, text: string, side: 'main' | 'side') => string,
): { readonly folder: string; readonly git: (...args: readonly string[]) => Run } {
  const folder = join(place, name)
  mkdirSync(folder)
  const git = (...args: readonly string[]): Run => ran('git', args, folder)
  git('init', '-q', '-b', 'main')
  ran('plumbline', ['merge', '--install'], folder)
  for (const side of ['base', 'side', 'main'] as const) {
    if (side === 'side') git('checkout', '-q', '-b', 'side')
    if (side === 'main') git('checkout', '-q', 'main')
    for (const [file, text] of Object.entries(texts)) {
      writeFileSync(join(folder, file), side === 'base' ? text : edit(file, text, side))
    }
    git('add', '-A')
    git('commit', '-q', '-m', side)
  }
  return { folder, git }
}

function ran(program: string, args: readonly string[], cwd: string): Run {
  const { status, stdout, stderr } = spawnSync(program, args, { cwd, encoding: 'utf8', env: environment })
  return { code: status ?? 255, output: `${stdout}${stderr}` }
}

function oneLineEach(_: string, text: string, side: 'main' | 'side'): string {
  return side === 'main'
    ? text.replace('one = 1', 'one = 11').replace('v1', 'v2').replace('"a": 1', '"a": 11')
    : text
        .replace('two = 2', 'two = 22\n  new = 3')
        .replace('name: web', 'name: site')
        .replace('"b": 2', '"b": 22,\n  "c": 3')
}

const both: Readonly<Record<string, string>> = {
  'main.tf': 'resource "a" "b" {\n  one = 11\n  two = 22\n  new = 3\n}\n',
  'values.yaml': 'image:\n  tag: v2\n  name: site\nreplicas: 2\n',
  'data.json': '{\n  "a": 11,\n  "b": 22,\n  "c": 3\n}\n',
}

function textsIn(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.keys(files).map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  )
}

describe('git with the merge driver', () => {
  it.each([
    ['merge', ['merge', '-q', '--no-edit', 'side']],
    ['rebase', ['rebase', '-q', 'side']],
    ['cherry-pick', ['cherry-pick', 'side']],
  ])('takes both sides of neighbouring lines: %s', (name, args) => {
    const { folder, git } = repository(name, files, oneLineEach)
    expect(git(...args)).toMatchObject({ code: 0 })
    expect(textsIn(folder)).toEqual(both)
    expect(git('status', '--porcelain').output).toBe('')
  })

  it('would have conflicts in all three files without it', () => {
    const { folder, git } = repository('without', files, oneLineEach)
    ran('plumbline', ['merge', '--uninstall'], folder)
    git('commit', '-q', '-am', 'by lines')
    expect(git('merge', '--no-edit', 'side').output.match(/CONFLICT \(content\)/gu)).toHaveLength(3)
  })

  it('leaves a real conflict to a person, in the lines of the value only, and says what each side has', () => {
    const { folder, git } = repository('conflict', files, (file, text, side) =>
      oneLineEach(file, text, side).replace('replicas: 2', side === 'main' ? 'replicas: 3' : 'replicas: 4'),
    )
    const merge = git('merge', '--no-edit', 'side')
    expect(merge.code).toBe(1)
    expect(merge.output).toContain(
      'values.yaml: 1 conflict\n  replicas\n    before  2\n    ours    3\n    theirs  4\n',
    )
    expect(readFileSync(join(folder, 'values.yaml'), 'utf8')).toMatch(
      /^image:\n {2}tag: v2\n {2}name: site\n<{7} .+\nreplicas: 3\n={7}\nreplicas: 4\n>{7} .+\n$/u,
    )
    expect(git('status', '--porcelain').output).toContain('UU values.yaml')
    expect(git('status', '--porcelain').output).toContain('M  main.tf')
  })

  it('shows what both come from when git is configured so', () => {
    const { folder, git } = repository('diff3', { 'a.yaml': 'a: 1\n' }, (_, text, side) =>
      text.replace('1', side === 'main' ? '2' : '3'),
    )
    git('config', 'merge.conflictStyle', 'diff3')
    git('merge', 'side')
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toMatch(
      /^<{7} .+\na: 2\n\|{7} .+\na: 1\n={7}\na: 3\n>{7} .+\n$/u,
    )
  })

  it('merges by lines what it cannot read, and says so', () => {
    const template = '{{- if .Values.a }}\na: {{ .Values.a }}\nb: 1\n{{- end }}\nd: 3\ne: {{ .x }}\n'
    const { folder, git } = repository('template', { 'a.yaml': template }, (_, text, side) =>
      side === 'main' ? text.replace('a: {{ .Values.a', 'a: {{ .Values.b') : text.replace('.x', '.y'),
    )
    const merge = git('merge', '--no-edit', 'side')
    expect(merge.code).toBe(0)
    expect(merge.output).toContain('a.yaml: merged by lines, since')
    expect(readFileSync(join(folder, 'a.yaml'), 'utf8')).toBe(
      template.replace('a: {{ .Values.a', 'a: {{ .Values.b').replace('.x', '.y'),
    )
  })

  it('leaves bytes that are no text to git', () => {
    const folder = join(place, 'bytes')
    mkdirSync(folder)
    const write = (name: string, line: number): void =>
      writeFileSync(
        join(folder, name),
        Buffer.from(`a: 1\nb: \xe9\nc: 3\nd: 4\ne: 5\n`.replace(String(line), '9'), 'latin1'),
      )
    write('base.yaml', 0)
    write('ours.yaml', 1)
    write('theirs.yaml', 5)
    expect(ran('plumbline', ['merge', 'base.yaml', 'ours.yaml', 'theirs.yaml'], folder)).toEqual({
      code: 0,
      output: 'ours.yaml: merged by lines, since it is not text in UTF-8.\n',
    })
    expect(readFileSync(join(folder, 'ours.yaml'), 'latin1')).toBe('a: 9\nb: \xe9\nc: 3\nd: 4\ne: 9\n')
  })

  it('is installed once however often it is asked for, and taken away without a trace', () => {
    const folder = join(place, 'install')
    mkdirSync(folder)
    ran('git', ['init', '-q'], folder)
    writeFileSync(join(folder, '.gitattributes'), '*.png binary')
    const config = readFileSync(join(folder, '.git/config'), 'utf8')
    for (let times = 0; times < 2; times++)
      expect(ran('plumbline', ['merge', '--install'], folder).code).toBe(0)
    const lines = readFileSync(join(folder, '.gitattributes'), 'utf8').split('\n')
    expect(lines.filter((line) => line === '*.tf merge=plumbline')).toHaveLength(1)
    expect(lines[0]).toBe('*.png binary')
    expect(readFileSync(join(folder, '.git/config'), 'utf8').match(/driver = /gu)).toHaveLength(1)
    expect(ran('plumbline', ['merge', '--uninstall'], folder).code).toBe(0)
    expect(readFileSync(join(folder, '.gitattributes'), 'utf8')).toBe('*.png binary\n')
    expect(readFileSync(join(folder, '.git/config'), 'utf8')).toBe(config)
  })

  it('is installed for all repositories of a user', () => {
    const folder = join(place, 'nowhere')
    mkdirSync(folder)
    expect(ran('plumbline', ['merge', '--install'], folder)).toMatchObject({ code: 2 })
    expect(ran('plumbline', ['merge', '--install', '--global'], folder).code).toBe(0)
    expect(readFileSync(join(place, 'config/git/attributes'), 'utf8')).toContain('*.yaml merge=plumbline\n')
    expect(readFileSync(join(place, '.gitconfig'), 'utf8')).toContain('driver = plumbline merge %O %A %B')
  })
})
