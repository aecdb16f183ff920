import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folderSnapshot } from '../src/host/folder-snapshot.ts'
import { readEstate } from '../src/engine/read.ts'
import { plainOptions } from '../src/engine/testing.ts'
import { why } from '../src/engine/why.ts'
import { filePath } from '../src/kernel/brand.ts'
import { isPlan, type PlanReading } from '../src/model/change.ts'
import type { Estate } from '../src/model/reading.ts'

const hasTerraform = spawnSync('terraform', ['version']).status === 0
if (!hasTerraform) console.warn('No terraform on the PATH: real plans and states are NOT read by this run.')

const files: Readonly<Record<string, string>> = {
  'main.tf': `variable "size" {
  type    = number
  default = 12345678901234567890
}
variable "secret" {
  type      = string
  sensitive = true
}
variable "keys" {
  type    = set(string)
  default = ["x", "y"]
}
locals {
  tags = { team = "ml", n = var.size }
}
resource "terraform_data" "a" {
  input = local.tags
}
resource "terraform_data" "b" {
  for_each         = var.keys
  input            = { up = terraform_data.a.id, s = var.secret, k = each.key }
  triggers_replace = [var.size]
}
module "m" {
  source = "./m"
  v      = terraform_data.a.output
}
output "o" {
  value = module.m.o
}
`,
  'm/main.tf': `variable "v" {}
resource "terraform_data" "c" {
  count = 2
  input = var.v
}
output "o" {
  value = terraform_data.c[*].id
}
`,
  'a.tfvars': 'secret = "hush"\n',
  'b.tfvars': 'secret = "hush"\nsize   = 7\nkeys   = ["x", "z"]\n',
}

/** A value as JSON, without the places it comes from. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, one: unknown) => {
    if (key === 'origin') return undefined
    return one instanceof Map ? [...one] : one
  })
}

// Without terraform there is nothing to compare with; the warning above says so.
describe.skipIf(!hasTerraform)('plans and states of the real terraform', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-plan-'))

  function terraform(...args: readonly string[]): string {
    const env = { ...process.env, TF_CLI_CONFIG_FILE: join(folder, '.terraformrc'), CHECKPOINT_DISABLE: '1' }
    const { status, stdout, stderr } = spawnSync('terraform', args, { cwd: folder, env, encoding: 'utf8' })
    expect(`${status} ${status === 0 ? '' : stderr}`).toBe('0 ')
    return stdout
  }

  function read(file: string): Estate {
    return readEstate(folderSnapshot(folder), filePath(file), plainOptions)
  }

  function plan(file: string): PlanReading {
    const [reading] = read(file).readings
    expect(reading !== undefined && isPlan(reading)).toBe(true)
    return reading as PlanReading
  }

  beforeAll(() => {
    for (const [path, text] of Object.entries({ ...files, '.terraformrc': '' })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    terraform('init', '-input=false')
    terraform('plan', '-input=false', '-var-file=a.tfvars', '-out=first')
    writeFileSync(join(folder, 'first.json'), terraform('show', '-json', 'first'))
    terraform('apply', '-input=false', 'first')
    terraform('plan', '-input=false', '-var-file=b.tfvars', '-out=second')
    writeFileSync(join(folder, 'second.json'), terraform('show', '-json', 'second'))
    writeFileSync(join(folder, 'state.json'), terraform('show', '-json'))
  }, 120_000)

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
  })

  it('have the actions that terraform has planned', () => {
    const actions = (file: string): unknown =>
      Object.fromEntries(plan(file).changes.map((one) => [one.address, one.actions.join(' ')]))
    expect(actions('first.json')).toEqual({
      'module.m.terraform_data.c[0]': 'create',
      'module.m.terraform_data.c[1]': 'create',
      'terraform_data.a': 'create',
      'terraform_data.b["x"]': 'create',
      'terraform_data.b["y"]': 'create',
    })
    expect(actions('second.json')).toEqual({
      'module.m.terraform_data.c[0]': 'update',
      'module.m.terraform_data.c[1]': 'update',
      'terraform_data.a': 'update',
      'terraform_data.b["x"]': 'replace',
      'terraform_data.b["y"]': 'destroy',
      'terraform_data.b["z"]': 'create',
    })
    const replaced = plan('second.json').changes.find(({ address }) => address === 'terraform_data.b["x"]')
    expect(replaced).toMatchObject({ order: 'destroy-first', replacePaths: ['triggers_replace'] })
  })

  it.each([
    ['first.json', 'terraform_data.a', 'input.n', 'main.tf', '12345678901234567890'],
    ['second.json', 'terraform_data.a', 'input.n', 'b.tfvars', '7'],
    ['second.json', 'terraform_data.b["z"]', 'input.k', 'b.tfvars', '"z"'],
    ['second.json', 'terraform_data.b["x"]', 'triggers_replace[0]', 'b.tfvars', '7'],
  ])('%s: %s %s was set in %s', (file, address, path, place, text) => {
    const answers = why(read(file), address, path)
    expect(
      'kind' in answers
        ? answers
        : answers.flatMap((one) =>
            one.literals.map(({ span }) => [span.file, files[span.file]?.slice(span.start, span.end)]),
          ),
    ).toEqual([[place, text]])
  })

  it('know what refers to what', () => {
    const edges = plan('first.json').references.map(({ from, path, to }) => `${from} ${path} ${to}`)
    expect(edges.toSorted()).toEqual([
      'module.m.terraform_data.c[0] input terraform_data.a',
      'module.m.terraform_data.c[1] input terraform_data.a',
      'terraform_data.b["x"] input terraform_data.a',
      'terraform_data.b["y"] input terraform_data.a',
    ])
  })

  it('are one state, as the file and as the document have it', () => {
    const [file] = read('terraform.tfstate').readings
    const [document] = read('state.json').readings
    expect(file?.resources.map(({ address }) => address)).toEqual(
      document?.resources.map(({ address }) => address),
    )
    expect(file?.resources.map(({ values }) => plain(values))).toEqual(
      document?.resources.map(({ values }) => plain(values)),
    )
    expect(readFileSync(join(folder, 'state.json'), 'utf8')).toContain('12345678901234567890')
  })
})
