import { describe, expect, it } from 'vitest'
import { filePath } from '../../src/kernel/brand.ts'
import type { Data } from '../../src/kernel/edit.ts'
import { providerTable } from '../../src/host/tables.ts'
import type { EditAnswer } from '../../src/model/edit.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { edit, type EditOptions } from '../../src/engine/edit/edit.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'

type Files = Readonly<Record<string, string>>

function stateOf(files: Files): EditState {
  const options = { ...plainOptions, loadProviderTable: providerTable }
  return readState({ snapshot: filesSnapshot(files), folder: filePath(''), options })
}

function answer(
  files: Files,
  [address, path, data]: readonly [string, string, Data | undefined],
  options: Partial<EditOptions> = {},
): EditAnswer {
  return edit(stateOf(files), [{ address, path, data }], { allowOthers: false, ...options }).answer
}

/** The lines that are new, by file; or why there are none. */
function lines(
  files: Files,
  asked: readonly [string, string, Data | undefined],
  options?: Partial<EditOptions>,
): readonly string[] {
  const found = answer(files, asked, options)
  if (found.kind === 'refused') return [found.code]
  if (found.kind === 'nothing') return ['nothing']
  return found.files.flatMap(({ file, before, after }) => {
    const old = before.split('\n')
    return after.split('\n').flatMap((line) => (old.includes(line) ? [] : [`${file}: ${line}`]))
  })
}

describe('what was downloaded', () => {
  const files: Files = {
    'main.tf': `module "it" {
  source  = "example/it/test"
  version = "1.0.0"
  open    = false
}
`,
    '.terraform/modules/modules.json': JSON.stringify({
      Modules: [
        { Key: '', Source: '', Dir: '.' },
        {
          Key: 'it',
          Source: 'registry.terraform.io/example/it/test',
          Version: '1.0.0',
          Dir: '.terraform/modules/it',
        },
      ],
    }),
    '.terraform/modules/it/main.tf': `variable "open" {
}
resource "terraform_data" "x" {
  input            = var.open
  triggers_replace = "1"
}
`,
  }

  it('is not changed, since the next download would undo it', () => {
    expect(answer(files, ['module.it.terraform_data.x', 'triggers_replace', '2'])).toMatchObject({
      kind: 'refused',
      code: 'edit/downloaded',
    })
  })

  it('is given another input where it has one', () => {
    expect(lines(files, ['module.it.terraform_data.x', 'input', true])).toEqual(['main.tf:   open    = true'])
  })
})

describe('what others share in Terraform', () => {
  const shared: Files = {
    'main.tf': `locals {
  tags = { Team = "web" }
}
module "one" {
  source = "./m"
  tags   = local.tags
}
module "two" {
  source   = "./m"
  for_each = toset(["a", "b"])
  tags     = local.tags
}
`,
    'm/main.tf': `resource "terraform_data" "x" {
  input = merge(var.tags, { n = 1 })
}
resource "terraform_data" "y" {
  input = var.tags
}
`,
    'm/variables.tf': 'variable "tags" {}\n',
  }

  it('gets an input of its own through the one call that is meant', () => {
    expect(lines(shared, ['module.one.terraform_data.x', 'input.Team', 'data'])).toEqual([
      'm/main.tf:   input = merge(var.tags, { n = 1 }, var.data_x_input)',
      'm/variables.tf: variable "data_x_input" {',
      'm/variables.tf:   description = "More input of terraform_data.x"',
      'm/variables.tf:   type        = map(string)',
      'm/variables.tf:   default     = {}',
      'm/variables.tf: }',
      'main.tf:   data_x_input = { Team = "data" }',
    ])
    expect(lines(shared, ['module.two["b"].terraform_data.y', 'input.Team', 'data'])).toContain(
      'main.tf:   data_y_input = each.key == "b" ? { Team = "data" } : {}',
    )
  })

  it('is an entry on top where the expression stands in the root', () => {
    const text = `locals {
  tags = { Team = "web" }
}
resource "terraform_data" "x" {
  count = 2
  input = local.tags
}
resource "terraform_data" "y" {
  input = merge(local.tags, { n = 1 })
}
`
    expect(lines({ 'main.tf': text }, ['terraform_data.y', 'input.Team', 'data'])).toEqual([
      'main.tf:   input = merge(local.tags, { n = 1 }, { Team = "data" })',
    ])
    expect(lines({ 'main.tf': text }, ['terraform_data.x[1]', 'input.Team', 'data'])).toEqual([
      'main.tf:   input = merge(local.tags, count.index == 1 ? { Team = "data" } : {})',
    ])
  })

  it('is given by the call where the expression has an input for it', () => {
    const more = { 'm/variables.tf': 'variable "tags" {}\nvariable "more" { default = {} }\n' }
    const main = (shared['m/main.tf'] ?? '').replace('{ n = 1 }', 'var.more')
    expect(
      lines({ ...shared, ...more, 'm/main.tf': main }, ['module.one.terraform_data.x', 'input.Team', 'data']),
    ).toEqual(['main.tf:   more = {', 'main.tf:     Team = "data"', 'main.tf:   }'])
  })

  it('may not be reached through a module from elsewhere', () => {
    const main = (shared['main.tf'] ?? '').replaceAll('./m', 'registry.example.com/a/m/aws')
    expect(lines({ 'main.tf': main }, ['module.one.terraform_data.x', 'input.Team', 'data'])).toEqual([
      'edit/no-such-value',
    ])
  })
})

describe('in Terraform', () => {
  const files: Files = {
    'main.tf': `variable "env" {}
variable "size" { default = 1 }
variable "pools" { default = {} }
locals { name = "ml-\${var.env}" }
module "pool" {
  source   = "./pool"
  for_each = var.pools
  name     = "\${local.name}-\${each.key}"
  size     = each.value.size
}
resource "terraform_data" "one" {
  input = { name = local.name, size = var.size, twice = var.size * 2, text = tostring(var.size) }
}
resource "terraform_data" "two" {
  input = { name = local.name, zones = ["a", "b"] }
}
resource "aws_s3_bucket" "logs" {
  bucket = "\${var.env}-logs" # the audit
}
`,
    'pool/main.tf': `variable "name" {}
variable "size" {
  type = object({ min = optional(number, 0), max = number })
}
resource "terraform_data" "this" {
  input = { name = var.name, min = var.size.min, max = var.size.max }
}
`,
    'production.tfvars':
      'env = "production"\npools = {\n  train = { size = { max = 4 } }\n  serve = { size = { max = 2 } }\n}\n',
    'staging.tfvars': 'env = "staging"\n',
  }

  it('changes the literal that a value comes from, through modules and for_each', () => {
    expect(lines(files, ['module.pool["train"].terraform_data.this', 'input.max', 5])).toEqual([
      'production.tfvars:   train = { size = { max = 5 } }',
    ])
  })

  it('adds to the object of the environment what a default stands for', () => {
    expect(lines(files, ['module.pool["train"].terraform_data.this', 'input.min', 2])).toEqual([
      'production.tfvars:   train = { size = { max = 4, min = 2 } }',
    ])
  })

  it('takes the file of the environment where only that one is meant', () => {
    expect(lines(files, ['.@staging::terraform_data.one', 'input.size', 3], { allowOthers: true })).toEqual([
      'main.tf: variable "size" { default = 3 }',
    ])
    expect(
      lines(files, ['.@staging::terraform_data.one', 'input.size', 3], {
        allowOthers: true,
        at: 'staging.tfvars',
      }),
    ).toEqual(['staging.tfvars: size = 3'])
  })

  it('leaves a shared value alone, and writes in place of the expression', () => {
    expect(lines(files, ['terraform_data.two', 'input.name', 'other'])).toEqual([
      'main.tf:   input = { name = "other", zones = ["a", "b"] }',
    ])
  })

  it('turns a template, a product and a conversion around', () => {
    expect(
      lines(files, ['.@staging::aws_s3_bucket.logs', 'bucket', 'stage-logs'], { allowOthers: true }),
    ).toEqual(['staging.tfvars: env = "stage"'])
    expect(lines(files, ['aws_s3_bucket.logs', 'bucket', 'all'])).toEqual([
      'main.tf:   bucket = "all" # the audit',
    ])
    expect(lines(files, ['terraform_data.one', 'input.twice', 6], { allowOthers: true })).toEqual([
      'main.tf: variable "size" { default = 3 }',
    ])
    expect(lines(files, ['terraform_data.one', 'input.text', '7'], { allowOthers: true })).toEqual([
      'main.tf: variable "size" { default = 7 }',
    ])
  })

  it('adds an argument or a block as the schema has it, and takes one out', () => {
    expect(lines(files, ['aws_s3_bucket.logs', 'versioning.enabled', true])).toEqual([
      'main.tf:   versioning {',
      'main.tf:     enabled = true',
      'main.tf:   }',
    ])
    expect(lines(files, ['aws_s3_bucket.logs', 'force_destroy', true])).toEqual([
      'main.tf:   force_destroy = true',
    ])
    expect(answer(files, ['terraform_data.two', 'input.zones', undefined])).toMatchObject({
      files: [{ after: (files['main.tf'] ?? '').replace(', zones = ["a", "b"]', '') }],
    })
  })

  it('says the true reason where it cannot be', () => {
    expect(lines(files, ['terraform_data.none', 'input', 1])).toEqual(['edit/no-such-value'])
    expect(lines(files, ['terraform_data.two', 'input.name', 'ml-production'], { at: 'nowhere.tf' })).toEqual(
      ['edit/no-such-layer'],
    )
    expect(lines(files, ['terraform_data.two', 'id', 'x'])).toEqual(['edit/breaks'])
  })

  it('does nothing where the value is there', () => {
    expect(lines(files, ['terraform_data.two', 'input.zones', ['a', 'b']])).toEqual(['nothing'])
  })
})

describe('in a chart', () => {
  const files: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\nappVersion: "7"\n',
    'values.yaml': 'replicas: 2\nimage:\n  repository: web\n  tag: ""\nresources: {limits: {memory: 1Gi}}\n',
    'values-production.yaml': 'replicas: 6\n',
    'values-staging.yaml': '# as small as can be\nreplicas: 1\n',
    'templates/web.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
          imagePullPolicy: Always # for now
          resources:
            {{- toYaml .Values.resources | nindent 12 }}
`,
  }
  const web = 'Deployment/web'

  it.each<[string, string, Data | undefined, readonly string[]]>([
    [`.@production::${web}`, 'spec.replicas', 8, ['values-production.yaml: replicas: 8']],
    [
      web,
      'spec.template.spec.containers[0].imagePullPolicy',
      'Never',
      ['templates/web.yaml:           imagePullPolicy: Never # for now'],
    ],
    [
      web,
      'spec.template.spec.containers[0].resources.limits.memory',
      '2Gi',
      ['values.yaml: resources: {limits: {memory: 2Gi}}'],
    ],
    [
      `.@staging::${web}`,
      'spec.template.spec.containers[0].resources.limits.memory',
      '2Gi',
      [
        'values-staging.yaml: resources:',
        'values-staging.yaml:   limits:',
        'values-staging.yaml:     memory: 2Gi',
      ],
    ],
    [
      web,
      'spec.template.spec.containers[0].resources.limits.cpu',
      '2',
      ['values.yaml: resources: {limits: {memory: 1Gi, cpu: "2"}}'],
    ],
    [web, 'spec.template.spec.containers[0].image', 'web:8', ['Chart.yaml: appVersion: "8"']],
    [
      `.@staging::${web}`,
      'spec.template.spec.containers[0].image',
      'web:8',
      ['values-staging.yaml: image:', 'values-staging.yaml:   tag: "8"'],
    ],
    [web, 'spec.template.spec.hostNetwork', true, ['templates/web.yaml:       hostNetwork: true']],
    [web, 'spec.template.spec.containers[0].imagePullPolicy', undefined, []],
  ])('%s %s', (address, path, data, wanted) => {
    expect(lines(files, [address, path, data])).toEqual(wanted)
  })
})

describe('in an overlay', () => {
  const files: Files = {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1\n  template:\n    spec:\n      containers:\n      - name: web\n        image: web:1\n',
    'one/kustomization.yaml': 'resources: [../base]\nimages:\n- name: web\n  newTag: "3"\n',
    'two/kustomization.yaml': 'resources: [../base]\nreplicas:\n- {name: web, count: 4}\n',
  }

  it.each<[string, string, Data | undefined, readonly string[]]>([
    [
      'one::Deployment/web',
      'spec.template.spec.containers[0].image',
      'web:4',
      ['one/kustomization.yaml:   newTag: "4"'],
    ],
    ['two::Deployment/web', 'spec.replicas', 5, ['two/kustomization.yaml: - {name: web, count: 5}']],
    ['one::Deployment/web', 'spec.replicas', 5, ['base/web.yaml:   replicas: 5']],
    [
      'two::Deployment/web',
      'spec.template.spec.containers[0].name',
      'www',
      [
        'two/kustomization.yaml: patches:',
        'two/kustomization.yaml: - target:',
        'two/kustomization.yaml:     kind: Deployment',
        'two/kustomization.yaml:     name: web',
        'two/kustomization.yaml:   patch: |',
        'two/kustomization.yaml:     - op: replace',
        'two/kustomization.yaml:       path: /spec/template/spec/containers/0/name',
        'two/kustomization.yaml:       value: "www"',
      ],
    ],
  ])('%s %s', (address, path, data, wanted) => {
    expect(lines(files, [address, path, data])).toEqual(wanted)
  })
})

it('tells what follows, and what else would change', () => {
  const files: Files = {
    'main.tf':
      'locals {\n  a = 1\n}\nresource "terraform_data" "x" {\n  input = local.a\n}\nresource "terraform_data" "y" {\n  input = local.a\n}\noutput "x" {\n  value = terraform_data.x.input\n}\n',
  }
  const found = answer(files, ['terraform_data.x', 'input', 2], { allowOthers: true })
  const told = found.kind === 'edited' ? found.verification : undefined
  expect(told?.follows.map(({ change }) => change.address)).toEqual(['output.x'])
  expect(told?.others.map(({ change }) => change.address)).toEqual(['terraform_data.y'])
})

it('takes a template that begins with an action for a template', () => {
  const files: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'templates/a.yaml':
      '{{- if true }}\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  b: "1"\n{{- end }}\n',
  }
  expect(lines(files, ['ConfigMap/a', 'data.b', '2'])).toEqual(['templates/a.yaml:   b: "2"'])
})

describe('in a Dockerfile', () => {
  const files: Files = {
    Dockerfile:
      'ARG BASE=3.19\nFROM alpine:${BASE} AS build\nENV A=1 B="two"\nRUN make\n\nFROM node:20-alpine\nENV MODE=dev\nCOPY --from=build /x /x\nUSER root\nCMD ["node"]\n',
  }

  it.each<[string, string, Data | undefined, readonly string[]]>([
    ['stage/1', 'image', 'node:22-alpine', ['Dockerfile: FROM node:22-alpine']],
    ['image', 'tag', '22', ['Dockerfile: FROM node:22']],
    ['stage/build', 'image', 'alpine:3.21', ['Dockerfile: ARG BASE=3.21']],
    ['image', 'user', 'app', ['Dockerfile: USER app']],
    ['stage/build', 'user', 'app', ['Dockerfile: USER app']],
    ['stage/1', 'env.MODE', 'a b', ['Dockerfile: ENV MODE="a b"']],
    ['stage/build', 'env.NEW', 'x', ['Dockerfile: ENV NEW=x']],
    ['stage/build', 'env.A', undefined, ['Dockerfile: ENV B="two"']],
    ['image', 'labels.team', 'web', ['Dockerfile: LABEL team=web']],
  ])('%s %s', (address, path, data, wanted) => {
    expect(lines(files, [address, path, data])).toEqual(wanted)
  })
})

it('gives an input to one call of a module where its default stands', () => {
  const files: Files = {
    'main.tf': 'module "a" {\n  source = "./m"\n}\nmodule "b" {\n  source = "./m"\n}\n',
    'm/main.tf':
      'variable "size" {\n  default = { min = 1, max = 2 }\n}\nresource "terraform_data" "x" {\n  input = var.size.max\n}\n',
  }
  expect(lines(files, ['module.a.terraform_data.x', 'input', 5])).toEqual([
    'main.tf:   size = {',
    'main.tf:     max = 5',
    'main.tf:     min = 1',
    'main.tf:   }',
  ])
})

it('writes into the folder that Flux delivers, where the object is read once', () => {
  const files: Files = {
    'clusters/one/apps.yaml':
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps, namespace: flux-system}\nspec:\n  path: ./apps\n  prune: true\n  interval: 1m\n  sourceRef: {kind: GitRepository, name: flux-system}\n',
    'apps/kustomization.yaml': 'resources: [web.yaml]\n',
    'apps/web.yaml': 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  replicas: 1\n',
  }
  expect(lines(files, ['Deployment/web', 'spec.replicas', 3])).toEqual(['apps/web.yaml:   replicas: 3'])
})

it('writes into the template of a chart what else only all would have, or nobody', () => {
  const files: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'values.yaml': 'port: 80\ntier: front\n',
    'templates/one.yaml': serviceNamed('one'),
    'templates/two.yaml': serviceNamed('two'),
  }
  expect(lines(files, ['Service/two', 'spec.ports[0].port', 81])).toEqual([
    'templates/two.yaml:     - port: 81',
  ])
  expect(lines(files, ['Service/one', 'metadata.labels.app', 'api: "2"'])).toEqual([
    `templates/one.yaml:     app: "api: \\"2\\"" # who`,
  ])
})

describe('what several deliver', () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: 80\n      name: http\n'
  const base = {
    'web/kustomization.yaml': 'resources:\n  - service.yaml\n',
    'web/service.yaml': service,
  }

  it('is patched in the Kustomization of Flux that is meant, which is delivered too', () => {
    const files: Files = {
      ...base,
      'clusters/kustomization.yaml': 'resources:\n  - all.yaml\n',
      'clusters/all.yaml': `${kustomization('a')}---\n${kustomization('b')}`,
    }
    const found = answer(files, ['clusters/all.yaml@b::Service/web', 'spec.ports[0].port', 81])
    const made = found.kind === 'edited' ? found : undefined
    expect(made?.layers.map(({ kind }) => kind)).toEqual(['patch'])
    expect(made?.verification.follows.map(({ change }) => `${change.address} ${change.path}`)).toEqual([
      'Kustomization.kustomize.toolkit.fluxcd.io/flux-system/b spec.patches',
    ])
    expect(made?.files[0]?.after).toBe(
      `${kustomization('a')}---\n${kustomization('b')}  patches:\n    - target:\n        kind: Service\n        name: web\n      patch: |\n        - op: replace\n          path: /spec/ports/0/port\n          value: 81\n`,
    )
  })

  it('is patched in the Application of Argo CD that is meant', () => {
    const files: Files = { ...base, 'apps/a.yaml': application('a'), 'apps/b.yaml': application('b') }
    expect(lines(files, ['apps/b.yaml@b::Service/web', 'spec.ports[0].name', 'web'])).toEqual([
      'apps/b.yaml:     kustomize:',
      'apps/b.yaml:       patches:',
      'apps/b.yaml:         - target:',
      'apps/b.yaml:             kind: Service',
      'apps/b.yaml:             name: web',
      'apps/b.yaml:           patch: |',
      'apps/b.yaml:             - op: replace',
      'apps/b.yaml:               path: /spec/ports/0/name',
      'apps/b.yaml:               value: "web"',
    ])
  })
})

function kustomization(name: string): string {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata:\n  name: ${name}\n  namespace: flux-system\nspec:\n  path: ./web # here\n  sourceRef:\n    kind: GitRepository\n    name: flux-system\n`
}

function application(name: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata:\n  name: ${name}\nspec:\n  source:\n    repoURL: https://example.com/here.git\n    path: web\n`
}

function serviceNamed(name: string): string {
  return `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  labels:\n    app: "{{ .Chart.Name }}-{{ .Values.tier }}" # who\nspec:\n  ports:\n    - port: {{ .Values.port }}\n`
}

it('takes an object of a chart, and the file in it that it is read from, for one', () => {
  const files: Files = {
    'c/Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'c/templates/all.yaml': '{{ .Files.Get "files/one.yaml" }}\n',
    'c/files/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  v: a\n',
  }
  expect(lines(files, ['c@::ConfigMap/one', 'data.v', 'b'])).toEqual(['c/files/one.yaml:   v: b'])
})

it('says that a line leaves nothing of the name, where the value is what it is named after', () => {
  const files: Files = {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': 'name: one\n',
    'templates/_all.tpl':
      '{{- define "all" }}\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Values.name }}\n{{- end }}\n',
    'templates/all.yaml': '{{ include "all" . }}\n',
  }
  expect(answer(files, ['ConfigMap/one', 'metadata.name', 'two'])).toMatchObject({
    code: 'edit/other-value',
    detail: expect.stringContaining('values.yaml:1 leaves nothing that is called ConfigMap/one') as string,
  })
})

it('does not take another digest that is set from the same place for one that follows', () => {
  const [old, wanted] = ['a'.repeat(40), 'b'.repeat(40)]
  const both = ['a', 'b'].map(
    (name) => `resource "terraform_data" "${name}" {\n  input = "\${var.revision}"\n}\n`,
  )
  const files: Files = { 'main.tf': `variable "revision" {\n  default = "${old}"\n}\n${both.join('')}` }
  expect(lines(files, ['terraform_data.a', 'input', wanted], { at: 'literal' })).toEqual([
    'edit/changes-others',
  ])
})

it('takes a file and what hands its text on as a whole for one, but not two that are given the same text', () => {
  const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  v: a\n'
  const files: Files = {
    'm/one.yaml': text,
    't/main.tf': 'resource "terraform_data" "x" {\n  input = file("${path.module}/../m/one.yaml")\n}\n',
  }
  expect(lines(files, ['ConfigMap/one', 'data.v', 'b'])).toEqual(['m/one.yaml:   v: b'])
  const two: Files = {
    'a/main.tf': 'resource "terraform_data" "x" {\n  input = file("${path.module}/../one.conf")\n}\n',
    'b/main.tf': 'resource "terraform_data" "x" {\n  input = file("${path.module}/../one.conf")\n}\n',
    'one.conf': 'some words\n',
  }
  const found = lines(two, ['a::terraform_data.x', 'input', 'other words\n'])
  expect(found.map((line) => line.split(':')[0])).toEqual(['a/main.tf'])
})

describe('what the type of a resource has no place for', () => {
  const files: Files = {
    'main.tf': `variable "public" {
  default = false
}
resource "aws_db_instance" "main" {
  publicly_accessible = var.public
  allocated_storage   = 20
}
resource "aws_s3_bucket" "logs" {
  bucket = "logs"
}
`,
  }
  const why = (asked: readonly [string, string, Data | undefined]): string => {
    const found = answer(files, asked)
    return found.kind === 'refused' ? `${found.code} ${found.detail}` : found.kind
  }

  it('is refused by the schema of its provider, wherever it would be written', () => {
    expect(why(['aws_db_instance.main', 'publicly_accessible', 'maybe'])).toBe(
      'edit/breaks publicly_accessible of aws_db_instance.main, set at main.tf:2, makes an error that is not there now: Value of another type at main.tf:5. It takes true or false, and this is a text.',
    )
    expect(why(['aws_db_instance.main', 'allocated_storage', 'much'])).toContain('It takes a number')
    expect(why(['aws_db_instance.main', 'allocated_storage', ['30']])).toContain('and this is a list.')
    expect(why(['aws_db_instance.main', 'vpc_security_group_ids', 'a'])).toContain('It takes a list')
  })

  it('is refused with the argument that was probably meant', () => {
    expect(why(['aws_db_instance.main', 'multi_az_', true])).toContain(
      'Unsupported argument at main.tf:7. aws_db_instance has no multi_az_. Did you mean multi_az?',
    )
    expect(why(['aws_s3_bucket.logs', 'versioning.enable', true])).toContain(
      'aws_s3_bucket has no enable in versioning. Did you mean enabled?',
    )
  })

  it('is what only fits as it is: texts of numbers, lists, blocks', () => {
    expect(lines(files, ['aws_db_instance.main', 'publicly_accessible', 'true'])).toEqual([
      'main.tf:   default = true',
    ])
    expect(lines(files, ['aws_db_instance.main', 'vpc_security_group_ids', ['a']])).toEqual([
      'main.tf:   vpc_security_group_ids = ["a"]',
    ])
    expect(lines(files, ['aws_db_instance.main', 'timeouts.create', '1h'])).toEqual([
      'main.tf:   timeouts {',
      'main.tf:     create = "1h"',
      'main.tf:   }',
    ])
  })
})

const status = (condition: string): Files => ({
  'main.tf': `variable "on" {
  default = false
}
resource "aws_s3_bucket_versioning" "this" {
  bucket = "logs"
  versioning_configuration {
    status = ${condition}
  }
}
`,
})

it('leaves no condition with nothing to decide', () => {
  const asked = ['aws_s3_bucket_versioning.this', 'versioning_configuration.status', 'Enabled'] as const
  expect(lines(status('var.on ? "Enabled" : "Suspended"'), asked)).toEqual([
    'main.tf:     status = "Enabled"',
  ])
  expect(lines(status('var.on ? "Disabled" : "Suspended"'), asked)).toEqual([
    'main.tf:     status = var.on ? "Disabled" : "Enabled"',
  ])
})
