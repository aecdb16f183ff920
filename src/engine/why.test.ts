import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import type { Site, WhyAnswer } from '../model/why.ts'
import { estateOf } from './testing.ts'
import { whyLine } from './why-line.ts'
import { why } from './why.ts'

type Files = Readonly<Record<string, string>>

function answerOf(files: Files, address: string, path?: string): WhyAnswer {
  const found = why(estateOf(files), address, path)
  const [answer] = 'kind' in found ? [] : found
  expect(answer).toBeDefined()
  return answer as WhyAnswer
}

function textOf(files: Files, { span }: Site): string {
  return `${span.file}: ${(files[span.file] ?? '').slice(span.start, span.end)}`
}

const files: Files = {
  'main.tf': `variable "pools" {
  default = { train = { size = 1 }, serve = { size = 2 } }
}
module "pool" {
  source   = "./pool"
  for_each = var.pools
  size     = each.value.size
  label    = "\${each.key}-gpu"
}`,
  'terraform.tfvars': 'pools = {\n  train = { size = 12 }\n}',
  'pool/main.tf': `variable "size" { default = 0 }
variable "label" {}
resource "terraform_data" "this" {
  input = { size = var.size, label = var.label, count = length(var.label) }
}`,
}

/** How many origins a root has that uses a module so many times, which decodes files of 500 lines. */
function originsOf(instances: number): number {
  const lines = Array.from({ length: 500 }, (_, at) => at)
  const estate = estateOf({
    'main.tf': `module "team" {\n  source = "./team"\n  count  = ${instances}\n  at     = count.index\n}\n`,
    'team/main.tf': `variable "at" {}
resource "terraform_data" "this" {
  input = yamldecode(file("\${path.module}/sizes.yaml"))[var.at] + jsondecode(file("\${path.module}/sizes.json"))[var.at]
}`,
    'team/sizes.yaml': lines.map((at) => `- ${at}\n`).join(''),
    'team/sizes.json': JSON.stringify(lines),
  })
  return estate.readings[0]?.origins.size ?? 0
}

describe('why', () => {
  it('points at a default inside of a type in every environment', () => {
    const type = 'object({ size = optional(number, 1) })'
    const environments: Files = {
      'main.tf': `variable "pool" {\n  type = ${type}\n}\nresource "terraform_data" "a" {\n  input = var.pool.size\n}\n`,
      'one.tfvars': 'pool = {}\n',
      'two.tfvars': '# two\npool = {}\n',
    }
    const found = why(estateOf(environments), 'terraform_data.a', 'input')
    const answers = 'kind' in found ? [] : found
    expect(answers.map(({ literals: [site] }) => site && textOf(environments, site))).toEqual([
      'main.tf: 1',
      'main.tf: 1',
    ])
  })

  it('names the literal that sets a value, each hop, and what it overrode', () => {
    const answer = answerOf(files, 'module.pool["train"].terraform_data.this', 'input.size')
    expect(answer.exact).toBe(true)
    expect(answer.literals.map((site) => textOf(files, site))).toEqual(['terraform.tfvars: 12'])
    expect(answer.hops.map((site) => textOf(files, site))).toContain('main.tf: size     = each.value.size')
    expect(answer.losers.map(({ span }) => span.file)).toContain('main.tf')
    expect(answer.under.map((site) => textOf(files, site))).toEqual(['main.tf: for_each = var.pools'])
  })

  it('leads into files of data that are decoded, whatever handed their text on', () => {
    const decoded: Files = {
      'main.tf': `variable "stage" { default = "prod" }
locals {
  raw   = file("\${path.module}/teams.yaml")
  teams = yamldecode(local.raw).teams
  zone  = jsondecode(file("zones/\${var.stage}.json"))
}
resource "terraform_data" "this" {
  for_each = local.teams
  input    = { size = each.value.size, zone = local.zone.name, text = local.raw }
}`,
      'teams.yaml': 'base: &base\n  size: 5\nteams:\n  web:\n    size: 4\n    <<: *base\n',
      'zones/prod.json': '{ "name": "eu-1" }',
    }
    const of = (path: string): WhyAnswer => answerOf(decoded, 'terraform_data.this["web"]', path)
    const size = of('input.size')
    expect(size.exact).toBe(true)
    expect(size.literals.map((site) => textOf(decoded, site))).toEqual(['teams.yaml: 5'])
    expect(size.losers.map((site) => textOf(decoded, site))).toEqual(['teams.yaml: 4'])
    expect(size.under.map((site) => textOf(decoded, site))).toEqual(['main.tf: for_each = local.teams'])

    const zone = of('input.zone')
    expect(zone.literals.map((site) => textOf(decoded, site))).toEqual(['zones/prod.json: "eu-1"'])
    expect(zone.under.map((site) => textOf(decoded, site))).toContain(
      'main.tf: file("zones/${var.stage}.json")',
    )
    expect(of('input.text').literals.map(({ span }) => span.file)).toEqual(['teams.yaml'])

    const [line] = whyLine(estateOf(decoded), filePath('teams.yaml'), 2)
    expect(line?.address).toBe('terraform_data.this["web"]')
  })

  it('tells nothing of what is in a sensitive collection', () => {
    const kept: Files = {
      'main.tf':
        'locals {\n  all = sensitive({ a = [{ b = "open" }] })\n}\noutput "all" {\n  value     = local.all\n  sensitive = true\n}\n',
    }
    const [line] = whyLine(estateOf(kept), filePath('main.tf'), 2)
    expect(line).toMatchObject({ address: 'output.all', path: 'a[0].b', value: { marks: 1 } })
    expect(answerOf(kept, 'output.all', 'a[0].b').value).toMatchObject({ marks: 1 })
  })

  it('reads a file of data once for all instances of a module that decode it', () => {
    expect(originsOf(1)).toBeGreaterThan(1000)
    expect(originsOf(10)).toBeLessThan(originsOf(1) + 500)
  })

  it('lists the literals of a value that is computed from several', () => {
    const answer = answerOf(files, 'terraform_data.this', 'input.label')
    expect(answer.exact).toBe(false)
    expect(answer.literals.map((site) => textOf(files, site))).toContain('main.tf: -gpu')
  })

  it('takes a path that follows the address, and any ending of an address', () => {
    expect(answerOf(files, 'terraform_data.this.input.size').path).toBe('input.size')
    expect(answerOf(files, 'module.pool["train"].var.size').literals).toHaveLength(1)
  })

  it('suggests what was meant when there is no such address or path', () => {
    const estate = estateOf(files)
    expect(why(estate, 'terraform_data.that')).toMatchObject({
      kind: 'address',
      suggestions: expect.arrayContaining(['module.pool["train"].terraform_data.this']),
    })
    expect(why(estate, 'terraform_data.this', 'input.siez')).toMatchObject({
      kind: 'path',
      suggestions: expect.arrayContaining(['input.size']),
    })
  })

  it('says which lines lost when an override file replaces an argument or a block', () => {
    const overridden: Files = {
      'main.tf': 'resource "terraform_data" "a" {\n  input = "base"\n}',
      'a_override.tf': 'resource "terraform_data" "a" {\n  input = "over"\n}',
    }
    const answer = answerOf(overridden, 'terraform_data.a', 'input')
    expect(answer.literals.map((site) => textOf(overridden, site))).toEqual(['a_override.tf: "over"'])
    expect(answer.losers.map((site) => textOf(overridden, site))).toEqual(['main.tf: input = "base"'])
  })
})

function effects(file: string, line: number): readonly string[] {
  return whyLine(estateOf(files), filePath(file), line).map(
    ({ how, address, path }) => `${how} ${address} ${path}`,
  )
}

describe('what a line does', () => {
  it('sets what comes from its literal, and guards only what its shape decides', () => {
    expect(effects('terraform.tfvars', 2)).toEqual([
      'sets module.pool["train"].terraform_data.this input.size',
    ])
  })

  it('feeds what is computed from it', () => {
    expect(effects('main.tf', 8)).toEqual(
      expect.arrayContaining(['feeds module.pool["train"].terraform_data.this input.count']),
    )
  })

  it('guards what exists because of it', () => {
    expect(effects('main.tf', 6)).toContain('guards module.pool["train"].terraform_data.this ')
  })

  it('knows the lines that something has overridden', () => {
    expect(effects('main.tf', 2)).toContain('overridden module.pool["train"].terraform_data.this input.size')
  })
})

describe('a whole', () => {
  it('lists what somebody wrote in it, each with the line that set it', () => {
    const { parts } = answerOf(files, 'module.pool["train"].terraform_data.this')
    expect(parts.map(({ path, site }) => [path, site && textOf(files, site)])).toStrictEqual([
      ['input.count', 'pool/main.tf: length(var.label)'],
      ['input.label', 'main.tf: "${each.key}-gpu"'],
      ['input.size', 'terraform.tfvars: 12'],
    ])
  })

  it('has no parts where one value was asked for', () => {
    expect(answerOf(files, 'module.pool["train"].terraform_data.this', 'input.size').parts).toStrictEqual([])
  })
})

describe('a line that a missing module alone would use', () => {
  const missing: Files = {
    'main.tf': `variable "cidr" {
  default = "10.0.0.0/16"
}
module "net" {
  source = "acme/net/aws"
  cidr   = var.cidr
}`,
  }

  it('sets the argument of the call', () => {
    const found = whyLine(estateOf(missing), filePath('main.tf'), 2)
    expect(found.map(({ address, path, how }) => [address, path, how])).toStrictEqual([
      ['module.net', 'cidr', 'sets'],
    ])
  })
})
