import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import { run } from '../src/cli/run.ts'

/** A folder full of what goes wrong: each thing is said, the rest is reviewed, and the exit code says so. */

const pod = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: good\n  namespace: x\nspec:\n  hostPID: true\n'
let folder = ''
let reviewed: { readonly code: number; readonly document: Document }

interface Document {
  readonly findings: readonly { readonly address: string; readonly rule: string }[]
  readonly diagnostics: readonly { readonly code: string; readonly file: string }[]
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-'))
  const write = (path: string, content: string | Uint8Array): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  write('k8s/good.yaml', pod)
  write('k8s/broken.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: {name: a\nspec: [\n')
  write('k8s/bomb.yaml', bomb())
  write('k8s/deep.yaml', `apiVersion: v1\nkind: Pod\nmetadata: {name: deep}\nspec: ${'['.repeat(20_000)}\n`)
  write(
    'tf/binary/main.tf',
    new Uint8Array(10_000).map((_, at) => (at * 7919) % 256),
  )
  write('tf/broken/main.tf', 'resource "aws_ebs_volume" "v" {\n  size = \n}\n')
  write('tf/good/main.tf', 'module "here" {\n  source = "./"\n}\n')
  write(
    'cfn/broken.yaml',
    'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A:\n    Type: AWS::S3::Bucket\n   B: 1\n',
  )
  write('docker/Dockerfile', `FROM ${'a'.repeat(100_000)}\nUNKNOWN x\n`)
  write('.github/workflows/ci.yml', 'on: push\njobs:\n  a:\n    steps:\n      - run: echo ${{ github. }}\n')
  const bucket = 'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  A: { Type: "AWS::S3::Bucket" }\n'
  const texts = { 'k8s/{}.yaml': pod, 'cfn/{}.yaml': bucket, '.github/workflows/{}.yml': 'on: push\n' }
  for (const [place, text] of Object.entries(texts)) {
    write(place.replace('{}', 'latin'), Buffer.from(`# café\n${text}`, 'latin1'))
    write(place.replace('{}', 'wide'), Buffer.from(`\ufeff${text}`, 'utf16le'))
  }
  write('other/latin.yaml', Buffer.from('name: café\n', 'latin1'))
  mkdirSync(join(folder, 'locked'))
  writeFileSync(join(folder, 'locked/main.tf'), 'x')
  chmodSync(join(folder, 'locked'), 0)
  mkdirSync(join(folder, 'loop'))
  symlinkSync('..', join(folder, 'loop/up'))
  symlinkSync('b', join(folder, 'loop/a'))
  symlinkSync('a', join(folder, 'loop/b'))
  let printed = ''
  const context = {
    ...contextOf(folder),
    print: (text: string) => void (printed += text),
    complain: () => undefined,
  }
  const code = await run(['review', '--format', 'json'], context)
  reviewed = { code, document: JSON.parse(printed) as Document }
}, 60_000)

afterAll(() => {
  chmodSync(join(folder, 'locked'), 0o700)
  rmSync(folder, { recursive: true, force: true })
})

describe('a review of what goes wrong', () => {
  it('exits with 2 and reviews the rest', () => {
    expect(reviewed.code).toBe(2)
    expect(reviewed.document.findings).toContainEqual(
      expect.objectContaining({ address: 'Pod/x/good', rule: 'kubernetes/pods/host-pid' }),
    )
  })

  it.each([
    'k8s/broken.yaml',
    'k8s/bomb.yaml',
    'k8s/deep.yaml',
    'tf/binary/main.tf',
    'tf/broken/main.tf',
    'tf/good/main.tf',
    'cfn/broken.yaml',
    'docker/Dockerfile',
    '.github/workflows/ci.yml',
  ])('says what is wrong with %s', (file) => {
    expect(reviewed.document.diagnostics.map((one) => one.file)).toContain(file)
  })

  it.each([
    ['kubernetes', 'k8s/{}.yaml'],
    ['cloudformation', 'cfn/{}.yaml'],
    ['github-actions', '.github/workflows/{}.yml'],
  ])('says that what is not UTF-8 was not read: %s', (format, place) => {
    const said = reviewed.document.diagnostics
      .filter(({ code }) => code === `${format}/not-utf-8`)
      .map(({ file }) => file)
    expect(said.toSorted()).toEqual(['latin', 'wide'].map((name) => place.replace('{}', name)))
  })

  it.each(['k8s/good.yaml', 'other/latin.yaml'])('says nothing of %s', (file) => {
    expect(reviewed.document.diagnostics.filter((one) => one.file === file)).toEqual([])
  })
})

function bomb(): string {
  const lines = Array.from({ length: 30 }, (_, at) => {
    const item = at === 0 ? 'x' : `*a${at - 1}`
    return `a${at}: &a${at} [${Array.from({ length: 9 }, () => item).join(', ')}]`
  })
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: bomb}\n${lines.join('\n')}\n`
}
