import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { isPlan } from '../model/change.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import type { ReadOptions } from '../model/options.ts'
import type { Estate } from '../model/reading.ts'
import { readEstate } from './read.ts'
import { plainOptions } from './testing.ts'
import { why } from './why.ts'

type Files = Readonly<Record<string, string>>

const sources: Files = {
  'infra/main.tf': `variable "class" {
  default = "db.t3.micro"
}

variable "name" {}

resource "aws_db_instance" "main" {
  identifier     = var.name
  instance_class = var.class
  engine         = "postgres"
  subnet         = aws_subnet.a.id
  port           = 5432
}

resource "aws_subnet" "a" {}
`,
  'infra/staging.tfvars': 'name = "models-staging"\n',
  'infra/production.tfvars': 'name = "models"\nclass = "db.r6g.large"\n',
}

function planOf(after: object, unknown: object = {}): string {
  return JSON.stringify({
    format_version: '1.2',
    terraform_version: '1.11.4',
    variables: { name: { value: 'models' }, class: { value: 'db.r6g.large' } },
    resource_changes: [
      {
        address: 'aws_db_instance.main',
        mode: 'managed',
        type: 'aws_db_instance',
        name: 'main',
        provider_name: 'registry.terraform.io/hashicorp/aws',
        change: { actions: ['create'], before: null, after, after_unknown: unknown },
      },
    ],
  })
}

const plan = planOf(
  {
    identifier: 'models',
    instance_class: 'db.r6g.large',
    engine: 'mysql',
    port: '5432',
    subnet: 'subnet-1',
    storage: 20,
  },
  { id: true },
)

function read(files: Files, path = 'infra/plan.json', options: Partial<ReadOptions> = {}): Estate {
  return readEstate(filesSnapshot(files), filePath(path), { ...plainOptions, ...options })
}

/** The places that a value was made at, as `file: text`. */
function literals(estate: Estate, path: string): readonly string[] {
  const answers = why(estate, 'aws_db_instance.main', path)
  return 'kind' in answers
    ? [answers.kind]
    : answers.flatMap((one) =>
        one.literals.map(
          ({ span }) => `${span.file}: ${estate.text(span.file)?.slice(span.start, span.end)}`,
        ),
      )
}

describe('a list of a plan', () => {
  const files: Files = {
    'infra/main.tf': `variable "ranges" {
  default = ["10.0.0.0/8"]
}

resource "aws_db_instance" "main" {
  ranges = var.ranges
}
`,
  }
  const rangesOf = (ranges: readonly string[]): readonly string[] =>
    literals(read({ ...files, 'infra/plan.json': planOf({ ranges }) }), 'ranges')

  it('is traced to the sources where they say the same, and to the plan where another was given', () => {
    expect(rangesOf(['10.0.0.0/8'])).toEqual([expect.stringContaining('infra/main.tf: ')])
    for (const other of [['0.0.0.0/0'], ['10.0.0.0/8', '0.0.0.0/0'], []]) {
      expect(rangesOf(other)).toEqual([expect.stringContaining('infra/plan.json: ')])
    }
  })
})

describe('a plan beside its sources', () => {
  const estate = read({ ...sources, 'infra/plan.json': plan })

  it('is the one reading', () => {
    expect(estate.readings.map(({ format, root }) => `${format} ${root}`)).toEqual([
      'terraform-plan infra/plan.json',
    ])
    expect(estate.readings.map(isPlan)).toEqual([true])
    expect(estate.diagnostics).toEqual([])
  })

  it('traces values to the line that set them, in the variant whose variables it has', () => {
    expect(literals(estate, 'identifier')).toEqual(['infra/production.tfvars: "models"'])
    expect(literals(estate, 'instance_class')).toEqual(['infra/production.tfvars: "db.r6g.large"'])
  })

  it('tells what was overridden, as the sources do', () => {
    const answers = why(estate, 'aws_db_instance.main', 'instance_class')
    const losers = 'kind' in answers ? [] : answers.flatMap((one) => one.losers)
    expect(losers.map(({ span }) => estate.text(span.file)?.slice(span.start, span.end))).toEqual([
      'default = "db.t3.micro"',
    ])
  })

  it('takes a number that the provider keeps as text for the same value', () => {
    expect(literals(estate, 'port')).toEqual(['infra/main.tf: 5432'])
  })

  it('stays in the plan where the sources say something else, or nothing', () => {
    expect(literals(estate, 'engine')).toEqual(['infra/plan.json: "mysql"'])
    expect(literals(estate, 'storage')).toEqual(['infra/plan.json: 20'])
  })

  it('shows the expression of what only a plan knows', () => {
    const answers = why(estate, 'aws_db_instance.main', 'subnet')
    const hops = 'kind' in answers ? [] : answers.flatMap((one) => one.hops)
    expect(hops.map(({ span }) => span.file)).toContain('infra/main.tf')
  })

  it('gives the changes the same values and places', () => {
    const [reading] = estate.readings
    const change = reading !== undefined && isPlan(reading) ? reading.changes[0] : undefined
    expect(change?.span.file).toBe('infra/main.tf')
    expect(change?.after).toEqual(reading?.resources[0]?.values)
    expect(change?.actions).toEqual(['create'])
  })
})

describe('a plan', () => {
  it('is traced to the folder that is named', () => {
    const estate = read({ ...sources, 'out/plan.json': plan }, 'out/plan.json', { source: filePath('infra') })
    expect(literals(estate, 'identifier')).toEqual(['infra/production.tfvars: "models"'])
  })

  it('keeps its own places without sources', () => {
    expect(literals(read({ 'out/plan.json': plan }, 'out/plan.json'), 'identifier')).toEqual([
      'out/plan.json: "models"',
    ])
  })

  it('is not read with the folder it lies in', () => {
    const formats = read({ ...sources, 'infra/plan.json': plan }, '').readings.map(({ format }) => format)
    expect(new Set(formats)).toEqual(new Set(['terraform']))
  })

  it('that is still an archive, and any other file, is a problem that says what to do', () => {
    const estates = ['PK\u0003\u0004', '{}', 'a: b'].map((text) => read({ 'plan.out': text }, 'plan.out'))
    expect(estates.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code))).toEqual([
      'read/not-understood',
      'read/not-understood',
      'read/not-understood',
    ])
    expect(estates[0]?.diagnostics[0]?.detail).toContain('terraform show -json')
  })
})
