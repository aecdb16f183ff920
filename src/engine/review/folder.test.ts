import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import type { Cache } from '../cache/cache.ts'
import { joinedFolders, reviewFolder } from './folder.ts'

type Files = Readonly<Record<string, string>>

let rules: readonly Rule[] = []

beforeAll(async () => {
  rules = await allRules()
})

describe('a review with what was kept', () => {
  it('is the review without it, whatever was edited in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(edits, { minLength: 1, maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        async (some, stamped, livesOn) => {
          const shelved = cacheOf(new Map())
          const cache = livesOn ? { ...shelved, memory: new Map() } : shelved
          let files = estate
          for (const edit of [undefined, ...some]) {
            if (edit !== undefined) files = edited(files, edit)
            const snapshot = stamped ? withStamps(files) : filesSnapshot(files)
            if ((await told(snapshot, cache)) !== (await told(snapshot, undefined))) return false
          }
          return true
        },
      ),
      { numRuns: 30 },
    )
  })

  it('is the review without it when what was kept is broken', async () => {
    const kept = new Map<string, string>()
    const wanted = await told(filesSnapshot(estate), cacheOf(kept))
    expect(kept.size).toBeGreaterThan(3)
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.boolean(), async (which, place, cut) => {
        const broken = new Map(kept)
        const [name, text] = [...kept][which % kept.size] ?? ['', '']
        const at = place % text.length
        broken.set(name, cut ? text.slice(0, at) : `${text.slice(0, at)}~${text.slice(at + 1)}`)
        return (await told(filesSnapshot(estate), cacheOf(broken))) === wanted
      }),
      { numRuns: 40 },
    )
  })

  it('reads again only the roots that a changed file belongs to', async () => {
    const kept = new Map<string, string>()
    await told(filesSnapshot(estate), cacheOf(kept))
    const names = new Set(kept.keys())
    const before = new Map(kept)
    await told(filesSnapshot({ ...estate, 'modules/disk/main.tf': disk('true') }), cacheOf(kept))
    const rewritten = [...kept].filter(
      ([name, text]) => before.get(name) !== text && text.includes('"secrets"'),
    )
    expect(new Set(kept.keys())).toEqual(names)
    const roots = rewritten.map(([, text]) => /"names":\[[^\]]*?"(live\/\w+)"/u.exec(text)?.[1] ?? '')
    expect(roots.toSorted()).toEqual(['live/one', 'live/two'])
  })

  it('knows the values of another command line from those of this one', async () => {
    const cache = cacheOf(new Map())
    for (const text of ['1', '2']) {
      const layers = [{ kind: 'option', name: 'size', text }] as const
      const given = { ...options, layers }
      const kept = await told(filesSnapshot(estate), cache, given)
      expect(kept).toBe(await told(filesSnapshot(estate), undefined, given))
    }
  })

  it('writes down nothing that was given on the command line or in the environment', async () => {
    const kept = new Map<string, string>()
    const secret = { ...options, environment: new Map([['size', '"s3cret-s1ze"']]) }
    await told(filesSnapshot(estate), cacheOf(kept), secret)
    expect([...kept.values()].filter((text) => text.includes('s3cret-s1ze'))).toEqual([])
  })

  it('asks a rule of the user again each time', async () => {
    const cache = cacheOf(new Map())
    const ask = async (message: string): Promise<string | undefined> => {
      const own: Rule[] = rules.slice(0, 1).map((rule) => ({
        ...rule,
        subject: ['AWS::EC2::Volume'],
        *check(live) {
          yield { kind: 'violated', message, fact: { live, path: '', value: live.values } }
        },
      }))
      const snapshot = filesSnapshot(estate)
      const folder = await reviewFolder({
        snapshot,
        folder: filePath(''),
        options,
        rules: own,
        planRules: allPlanRules,
        cache,
        state: 'now',
      })
      return joinedFolders([folder]).review.findings[0]?.message
    }
    expect([await ask('first'), await ask('second')]).toEqual(['first', 'second'])
  })
})

async function told(snapshot: Snapshot, cache: Cache | undefined, given = options): Promise<string> {
  const folder = await reviewFolder({
    snapshot,
    folder: filePath(''),
    options: given,
    rules,
    planRules: allPlanRules,
    cache,
    state: 'now',
  })
  const joined = joinedFolders([folder])
  const files = joined.review.findings.flatMap(({ trace }) => trace.map(({ span }) => span.file))
  const texts = files.map((file) => joined.text(file))
  return JSON.stringify([joined.review, [...joined.review.asked], [...joined.secrets()], texts])
}

function cacheOf(kept: Map<string, string>): Cache {
  return {
    build: 'test',
    shelf: { get: (name) => kept.get(name), put: (name, text) => void kept.set(name, text) },
  }
}

/** As a folder tells them: another content has another stamp. */
function withStamps(files: Files): Snapshot {
  return { ...filesSnapshot(files), stamp: (path) => files[path] && `${path} ${files[path]}` }
}

const options: ReadOptions = filesAlone()

function disk(encrypted: string): string {
  return `variable "size" { default = 1 }\nresource "aws_ebs_volume" "this" {\n  availability_zone = "a"\n  size = var.size\n  encrypted = ${encrypted}\n}\n`
}

function root(module: string): string {
  return `variable "size" { default = 1 }\nvariable "password" {\n  default = "h"\n  sensitive = true\n}\nmodule "disk" {\n  source = "../../modules/${module}"\n  size   = var.size\n}\nresource "aws_s3_bucket" "b" { bucket = try(file("\${path.module}/name.txt"), "none") }\n`
}

const pod =
  'apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\nspec:\n  containers:\n    - name: c\n      image: app:latest\n'
const stack =
  'Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: inner.yaml\n'
const inner = 'Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n'

const estate: Files = {
  'live/one/main.tf': root('disk'),
  'live/two/main.tf': root('disk'),
  'live/three/main.tf': root('other'),
  'modules/disk/main.tf': disk('false'),
  'modules/other/main.tf': disk('false'),
  'apps/chart/templates/pod.yaml': pod,
  'apps/base/pod.yaml': pod,
  'stacks/outer.yaml': stack,
  'stacks/inner.yaml': inner,
  'image/Dockerfile': 'FROM alpine\nCOPY . /\n',
  '.github/workflows/ci.yml':
    'on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n',
}

/** Everything that may stand in a file, besides nothing. */
const contents: Readonly<Record<string, readonly string[]>> = {
  'live/one/main.tf': [root('disk'), root('other'), 'locals {'],
  'live/one/name.txt': ['first', 'second'],
  'live/one/big.tfvars': ['size = 8', 'password = "p"'],
  'live/one/terraform.tfvars': ['size = 7'],
  'live/one/main_override.tf': ['resource "aws_s3_bucket" "b" { force_destroy = true }'],
  'live/two/main.tf': [root('disk'), root('missing')],
  'live/two/.terraform/modules/modules.json': ['{"Modules":[{"Key":"disk","Dir":"../../modules/other"}]}'],
  'live/three/main.tf': [root('other'), root('disk')],
  'modules/disk/main.tf': [disk('true'), disk('false'), disk('var.other')],
  'modules/disk/more.tf': [
    'resource "aws_ebs_volume" "more" {\n  availability_zone = "b"\n  size = 1\n}',
    'module "x" { source = "../other" }',
  ],
  'modules/other/main.tf': [disk('true')],
  'apps/chart/Chart.yaml': ['name: c\n'],
  'apps/base/pod.yaml': [pod, pod.replace('latest', '1.2')],
  'apps/base/kustomization.yaml': ['patches:\n  - path: pod.yaml\n'],
  'stacks/outer.yaml': [stack, stack.replace('inner', 'other')],
  'stacks/inner.yaml': [inner, inner.replace('Bucket:', 'Other:')],
  'stacks/other.yaml': [inner],
  'image/Dockerfile': ['FROM alpine:3\nUSER app\n'],
  '.github/workflows/ci.yml': ['on: push\njobs: {}\n'],
  'live/one/plan.json': ['{'],
}

type Edit = readonly [file: string, text: string | undefined]

const edits: fc.Arbitrary<Edit> = fc
  .constantFrom(...Object.keys(contents))
  .chain((file) => fc.constantFrom(undefined, ...(contents[file] ?? [])).map((text): Edit => [file, text]))

function edited(files: Files, [file, text]: Edit): Files {
  const rest = Object.entries(files).filter(([name]) => name !== file)
  return Object.fromEntries(text === undefined ? rest : [...rest, [file, text]])
}
