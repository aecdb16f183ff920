import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import type { Context } from '../src/cli/context.ts'
import { VerifyDocument } from '../src/cli/documents.ts'
import { run } from '../src/cli/run.ts'
import { runProgram } from '../src/host/programs.ts'
import { targets } from '../src/app/targets.ts'
import type { Targets } from '../src/cli/targets.ts'
import { terraformVersion } from './conformance/terraform.ts'
import { realPrograms } from './programs.ts'

const programs = realPrograms()
const files: Readonly<Record<string, string>> = {
  'nothing/kustomization.yaml': 'resources: [none.yaml]\n',
  'nothing/none.yaml': '# Written later.\n',
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'tag: "1.4"\nreplicas: 2\nnames:\n  - a\n  - y\n',
  'web/values-prod.yaml': 'replicas: 5\n',
  'web/templates/all.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}
data:
  tag: {{ .Values.tag | quote }}
  replicas: "{{ .Values.replicas }}"
  kubernetes: {{ .Capabilities.KubeVersion.Version }}
  names: |
    {{- toYaml .Values.names | nindent 4 }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ .Release.Name }}
stringData:
  password: {{ randAlphaNum 12 }}
`,
  'broken/Chart.yaml': 'apiVersion: v2\nname: broken\nversion: 1.0.0\n',
  'broken/templates/all.yaml': 'a: {{ required "say it" .Values.missing }}\n',
  'base/kustomization.yaml': 'resources: [cm.yaml]\nnamePrefix: x-\n',
  'base/cm.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  b: "1"\n',
  'tf/main.tf': `variable "size" {
  type = number
}
variable "names" {
  default = ["b", "a"]
}
resource "terraform_data" "each" {
  for_each = toset(var.names)
  input    = upper(each.key)
}
resource "terraform_data" "all" {
  input            = { size = var.size, names = toset(var.names), first = terraform_data.each["a"].id }
  triggers_replace = [var.size * 2]
}
`,
  'tf/prod.tfvars': 'size = 5\n',
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-verify-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** No program of Terraform is started here unless a test wants it. */
const uninitialised: Targets['terraform'] = async () => ({
  kind: 'refused',
  why: 'terraform plan says: Module not installed. Run `terraform -chdir=tf init` first; Plumbline never does.',
})

async function verify(
  program: Context['program'],
  words: readonly string[] = [],
  terraform: Targets['terraform'] = uninitialised,
): Promise<{ readonly code: number; readonly output: string }> {
  let output = ''
  const screen = { width: 90, colour: false, interactive: false }
  const context = {
    ...contextOf(folder),
    output: screen,
    targets: async () => ({ ...targets, terraform }),
    program,
    print: (text: string) => void (output += text),
  }
  return { code: await run(['verify', ...words], context), output }
}

const none: Targets['terraform'] = async () => ({ kind: 'refused', why: 'There is none.', isMissing: true })
const missing: Context['program'] = () => ({ kind: 'missing' })

it('says which programs are missing, and what is left out', async () => {
  const { code, output } = await verify(missing, [], none)
  expect(code).toBe(2)
  expect(output).toContain('web@prod  helm       not compared: there is no program helm')
  expect(output).toContain('base      kustomize  not compared: there is no program kubectl')
  expect(output).toContain('tf@prod   terraform  not compared: there is no program terraform or tofu')
  expect(output).toContain('Nothing was compared')
})

const real: Context['program'] = (name, args, where, environment) =>
  runProgram((name === 'helm' ? programs?.helm : programs?.kubectl) ?? name, args, where, environment)

if (programs === undefined)
  console.warn('SKIPPED: helm and kubectl do not run here, so nothing is compared with them.')

// skipped: without helm and kubectl there is nothing to compare with.
describe.skipIf(programs === undefined)('with the real helm and kubectl', () => {
  it('finds all values equal, and leaves out what is of chance', async () => {
    const { code, output } = await verify(real)
    expect(output).toBe(`tf@prod   terraform  left out: it wants \`terraform -chdir=tf init\` first
broken    helm       equal  both refuse it
web@prod  helm       100 %  10 values equal, 1 of chance or time left out
base      kustomize  100 %  4 values equal
nothing   kustomize  equal: both give nothing

100 % of 14 values equal  4 roots compared, 1 not
`)
    expect(code).toBe(0)
  }, 60_000)

  it('shows each value that is another one', async () => {
    const { code, output } = await verify(
      (name, args, where, environment) => {
        const printed = real(name, args, where, environment)
        return printed.kind === 'printed'
          ? { ...printed, text: printed.text.replace('"1.4"', '"1.5"') }
          : printed
      },
      ['web'],
    )
    expect(code).toBe(1)
    expect(output).toContain(
      '    ConfigMap/release-name  data.tag\n      theirs  "1.5"\n      ours    "1.4"\n',
    )
    expect(output).toContain('90.00 % of 10 values equal')
  }, 60_000)

  it('says who refuses what the other takes', async () => {
    const { code, output } = await verify(
      () => ({ kind: 'printed', text: '' }),
      ['broken', '--format', 'json'],
    )
    expect(code).toBe(1)
    const document: unknown = JSON.parse(output)
    expect(VerifyDocument.parse(document)).toEqual(document)
    expect(document).toMatchObject({ roots: [{ verdict: 'disagree', who: 'we' }] })
  })
})

const planned: Targets['terraform'] = (asked, progress) => targets.terraform(asked, progress)
const other: Targets['terraform'] = async (asked, progress) => {
  const answer = await planned(asked, progress)
  return answer.kind === 'printed'
    ? { ...answer, text: answer.text.replaceAll('"size":5', '"size":6') }
    : answer
}

// skipped: without terraform there is nothing to compare with.
describe.skipIf(terraformVersion() === undefined)('with the real terraform', () => {
  it('finds what it plans equal, with the variables of each variant', async () => {
    const { code, output } = await verify(missing, ['tf'], planned)
    expect(output).toBe(`tf@prod  terraform  100 %  13 values equal

100 % of 13 values equal  1 root compared
`)
    expect(code).toBe(0)
  }, 60_000)

  it('shows what is planned otherwise', async () => {
    const { code, output } = await verify(missing, ['tf'], other)
    expect(output).toContain('    terraform_data.all  input.size\n      theirs  6\n      ours    5\n')
    expect(code).toBe(1)
  }, 60_000)

  it('is told where both refuse a variable', async () => {
    const { code, output } = await verify(missing, ['tf', '--var', 'size=many'], planned)
    expect(output).toContain('equal  both refuse it')
    expect(code).toBe(0)
  }, 60_000)
})
