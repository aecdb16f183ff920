import type { Data } from '../../../src/kernel/edit.ts'
import { random, type Random } from '../random.ts'

/** A value somewhere in a repository that is changed as if by hand, to be written into the code. */
export interface EditCase {
  readonly id: string
  /** At which kind of layer the value stands. */
  readonly layer: string
  readonly files: Readonly<Record<string, string>>
  readonly address: string
  readonly path: string
  readonly wanted: Data
  /** The variables that Terraform is to be asked with; undefined where it isn't asked. */
  readonly terraform: readonly string[] | undefined
}

type Made = Omit<EditCase, 'id' | 'layer'>
type Layer = readonly [name: string, make: (chance: Random) => Made]

/** As many cases, the same for every run: each layer in turn, in a manner of its own. */
export function editCases(count: number): readonly EditCase[] {
  return Array.from({ length: count }, (_, number) => {
    const chance = random(number + 1)
    const [layer, make] = layers[number % layers.length] as Layer
    const made = make(chance)
    return { ...made, id: `${layer} ${number}`, layer, files: mannered(made.files, chance) }
  })
}

/** Comments, line ends and last lines as they happen to be. */
function mannered(files: Made['files'], chance: Random): Made['files'] {
  const windows = chance.oneIn(5)
  const bare = chance.oneIn(5)
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      const commented = name.includes('templates/') ? text : `# ${name}: keep this\n\n${text}`
      const ended = bare ? commented.replace(/\n$/u, '') : commented
      return [name, windows && !name.includes('templates/') ? ended.replaceAll('\n', '\r\n') : ended]
    }),
  )
}

const texts = [
  'web',
  'a b',
  'it"s',
  "it's",
  '10',
  'true',
  'x:y',
  '#1',
  'é',
  '${x}',
  '%{y}',
  'a\\b',
  '-z',
  'null',
  '{}',
  '[1]',
  '1e3',
]

/** A value, and another one of its type. */
function pair(chance: Random): readonly [Data, Data] {
  const kind = chance.below(4)
  if (kind === 0) return [chance.below(50), 50 + chance.below(50)]
  if (kind === 1) return chance.oneIn(2) ? [true, false] : [false, true]
  return plainPair(chance)
}

function plainPair(chance: Random): readonly [string, string] {
  const old = chance.pick(texts)
  return [old, chance.pick(texts.filter((one) => one !== old))]
}

function simplePair(chance: Random): readonly [string, string] {
  const names = ['alpha', 'beta', 'gamma', 'delta']
  const old = chance.pick(names)
  return [old, chance.pick(names.filter((one) => one !== old))]
}

function hcl(data: Data): string {
  return JSON.stringify(data).replaceAll(/([$%])\{/gu, '$1$1{')
}

function yaml(data: Data): string {
  return JSON.stringify(data)
}

const other = 'resource "terraform_data" "other" {\n  input = { a = 1 }\n}\n'

function inTerraform(files: Made['files'], wanted: Data, more: Partial<Made> = {}): Made {
  const { 'main.tf': main = '' } = files
  return {
    files: { ...files, 'main.tf': main + other },
    address: 'terraform_data.x',
    path: 'input.v',
    wanted,
    terraform: [],
    ...more,
  }
}

function resource(value: string, head = ''): string {
  return `resource "terraform_data" "x" {\n${head}  input = {\n    w = 1 # beside\n    v = ${value}\n  }\n}\n`
}

function chart(values: string, template: string, more: Readonly<Record<string, string>> = {}): Made['files'] {
  return {
    'Chart.yaml': 'apiVersion: v2\nname: c\nversion: 1.0.0\n',
    'values.yaml': values,
    'templates/all.yaml': `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\ndata:\n  keep: "1" # keep\n${template}`,
    ...more,
  }
}

function inChart(files: Made['files'], path: string, wanted: Data, variant = ''): Made {
  const address = variant === '' ? 'ConfigMap/one' : `.@${variant}::ConfigMap/one`
  return { files, address, path, wanted, terraform: undefined }
}

const deployment =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 1 # one\n  template:\n    spec:\n      containers:\n      - name: web\n        image: web:1\n        env:\n        - {name: A, value: "1"}\n'

function overlay(kustomization: string, more: Readonly<Record<string, string>> = {}): Made['files'] {
  return {
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'base/web.yaml': deployment,
    'one/kustomization.yaml': `resources: [../base]\n${kustomization}`,
    ...more,
  }
}

function inOverlay(files: Made['files'], path: string, wanted: Data): Made {
  return { files, address: 'one::Deployment/web', path, wanted, terraform: undefined }
}

const image = 'spec.template.spec.containers[0].image'

const layers: readonly Layer[] = [
  [
    'terraform argument',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform({ 'main.tf': resource(hcl(old)) }, wanted)
    },
  ],
  [
    'terraform local',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform({ 'main.tf': `locals {\n  v = ${hcl(old)}\n}\n${resource('local.v')}` }, wanted)
    },
  ],
  [
    'terraform default',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\n${resource('var.v')}` },
        wanted,
      )
    },
  ],
  [
    'terraform tfvars',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {}\n${resource('var.v')}`, 'terraform.tfvars': `v = ${hcl(old)}\n` },
        wanted,
      )
    },
  ],
  [
    'terraform object in tfvars',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': `variable "o" {}\n${resource('var.o.in.v')}`,
          'terraform.tfvars': `o = {\n  in = { u = 1, v = ${hcl(old)} }\n}\n`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform optional attribute',
    (chance) => {
      const wanted = 1 + chance.below(90)
      return inTerraform(
        {
          'main.tf': `variable "o" {\n  type = map(object({ v = optional(number, 0) }))\n}\n${resource('each.value.v', '  for_each = var.o\n')}`,
          'terraform.tfvars': 'o = {\n  a = {}\n  b = { v = 7 }\n}\n',
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform module input',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': `module "m" {\n  source = "./m"\n  v      = ${hcl(old)}\n}\n`,
          'm/main.tf': `variable "v" {}\n${resource('var.v')}`,
        },
        wanted,
        { address: 'module.m.terraform_data.x' },
      )
    },
  ],
  [
    'terraform module default',
    (chance) => {
      const [old, wanted] = pair(chance)
      return inTerraform(
        {
          'main.tf': 'module "m" {\n  source = "./m"\n}\n',
          'm/main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\n${resource('var.v')}`,
        },
        wanted,
        { address: 'module.m.terraform_data.x' },
      )
    },
  ],
  [
    'terraform for_each',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = {\n    a = { v = ${hcl(old)} }\n    b = { v = "stays" }\n  }\n}\n${resource('each.value.v', '  for_each = local.all\n')}`,
        },
        wanted,
        { address: 'terraform_data.x["a"]' },
      )
    },
  ],
  [
    'terraform template',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `variable "v" {\n  default = "${old}"\n}\n${resource('"${var.v}-logs"')}` },
        `${wanted}-logs`,
      )
    },
  ],
  [
    'terraform template of two',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  a = "one"\n  b = "${old}"\n}\n${resource('"${local.a}/${local.b}!"')}` },
        `one/${wanted}!`,
      )
    },
  ],
  [
    'terraform literal in a template',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  a = "one"\n}\n${resource(`"\${local.a}-${old}"`)}` },
        `one-${wanted}`,
      )
    },
  ],
  [
    'terraform tostring',
    (chance) =>
      inTerraform(
        { 'main.tf': `variable "v" {\n  default = ${chance.below(9)}\n}\n${resource('tostring(var.v)')}` },
        String(10 + chance.below(80)),
      ),
  ],
  [
    'terraform product',
    (chance) =>
      inTerraform(
        { 'main.tf': `locals {\n  v = ${1 + chance.below(9)}\n}\n${resource('local.v * 4')}` },
        4 * (20 + chance.below(80)),
      ),
  ],
  [
    'terraform condition',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "big" {\n  default = true\n}\n${resource(`var.big ? ${hcl(old)} : "small"`)}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform merge',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  a = { v = "under", w = 2 }\n  b = { v = ${hcl(old)} }\n}\n${resource('merge(local.a, local.b).v')}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform coalesce',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inTerraform(
        { 'main.tf': `locals {\n  v = "${old}"\n}\n${resource('coalesce(local.v, "none")')}` },
        wanted,
      )
    },
  ],
  [
    'terraform lookup',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  all = { a = ${hcl(old)}, b = "b" }\n}\n${resource('lookup(local.all, "a", "none")')}`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform shared local',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `locals {\n  v = ${hcl(old)}\n}\n${resource('local.v')}resource "terraform_data" "y" {\n  input = local.v\n}\n`,
        },
        wanted,
      )
    },
  ],
  [
    'terraform shared default',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform(
        {
          'main.tf': `variable "v" {\n  default = ${hcl(old)}\n}\nvariable "e" {}\n${resource('var.v')}`,
          'one.tfvars': 'e = 1\n',
          'two.tfvars': 'e = 2\n',
        },
        wanted,
        { address: '.@one::terraform_data.x', terraform: ['-var-file=one.tfvars'] },
      )
    },
  ],
  [
    'terraform heredoc',
    (chance) =>
      inTerraform(
        { 'main.tf': resource('<<-EOT\n      one\n        two\n    EOT') },
        `one\n  ${chance.pick(['three', '${four}', 'f"ive'])}\n`,
      ),
  ],
  [
    'terraform list',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inTerraform({ 'main.tf': resource(`["a", ${hcl(old)}, "c"]`) }, wanted, { path: 'input.v[1]' })
    },
  ],
  [
    'terraform missing entry',
    (chance) => {
      const [, wanted] = pair(chance)
      return inTerraform({ 'main.tf': resource('{ a = 1 }') }, wanted, { path: 'input.v.fresh' })
    },
  ],
  [
    'helm values',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inChart(
        chart(`a:\n  v: ${yaml(old)} # here\n  w: 1\n`, '  v: {{ .Values.a.v | quote }}\n'),
        'data.v',
        wanted,
      )
    },
  ],
  [
    'helm environment',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inChart(
        chart('v: base\n', '  v: {{ .Values.v | quote }}\n', {
          'values-one.yaml': `v: ${old}\n`,
          'values-two.yaml': 'w: 1\n',
        }),
        'data.v',
        wanted,
        'one',
      )
    },
  ],
  [
    'helm shared values',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inChart(
        chart(`a: {v: ${old}}\n`, '  v: {{ .Values.a.v | quote }}\n', {
          'values-one.yaml': 'w: 1\n',
          'values-two.yaml': 'w: 1\n',
        }),
        'data.v',
        wanted,
        'one',
      )
    },
  ],
  [
    'helm template',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inChart(
        chart('w: 1\n', `  v: ${yaml(old)} # in sight\n  z: {{ .Values.w | quote }}\n`),
        'data.v',
        wanted,
      )
    },
  ],
  [
    'helm default',
    (chance) =>
      inChart(
        chart('v: ""\n', '  v: {{ .Values.v | default "none" | quote }}\n'),
        'data.v',
        chance.pick(['alpha', 'beta']),
      ),
  ],
  [
    'helm toYaml',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      return inChart(
        chart(`all:\n  v: ${yaml(old)}\n  w: x\n`, '  {{- toYaml .Values.all | nindent 2 }}\n'),
        'data.v',
        wanted,
      )
    },
  ],
  [
    'helm toYaml entry',
    (chance) =>
      inChart(
        chart('labels: {a: b}\n', '  x: "1"\n', {
          'templates/all.yaml':
            'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: one\n  labels:\n    {{- toYaml .Values.labels | nindent 4 }}\ndata: {}\n',
        }),
        'metadata.labels.c',
        chance.pick(['alpha', 'beta']),
      ),
  ],
  [
    'helm image',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inChart(
        chart(
          `image: {name: web, tag: ${old}}\n`,
          '  v: "{{ .Values.image.name }}:{{ .Values.image.tag }}"\n',
        ),
        'data.v',
        `web:${wanted}`,
      )
    },
  ],
  [
    'helm missing',
    (chance) => inChart(chart('w: 1\n', '  v: {{ .Values.w | quote }}\n'), 'data.fresh', chance.pick(texts)),
  ],
  [
    'helm subchart',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart('w: 1\n', '  v: x\n', {
        'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n',
        'charts/s/values.yaml': `v: ${old}\n`,
        'charts/s/templates/s.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: two\ndata:\n  v: {{ .Values.v | quote }}\n',
      })
      return { ...inChart(files, 'data.v', wanted), address: 'ConfigMap/two' }
    },
  ],
  ['kustomize base', (chance) => inOverlay(overlay(''), 'spec.replicas', 2 + chance.below(50))],
  [
    'kustomize shared base',
    (chance) =>
      inOverlay(
        overlay('', { 'two/kustomization.yaml': 'resources: [../base]\n' }),
        'spec.replicas',
        2 + chance.below(50),
      ),
  ],
  [
    'kustomize image',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inOverlay(overlay(`images:\n- name: web\n  newTag: ${old}\n`), image, `web:${wanted}`)
    },
  ],
  [
    'kustomize new image',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inOverlay(
        overlay(`images:\n- name: web\n  newName: ${old}\n  newTag: "1"\n`),
        image,
        `${wanted}:2`,
      )
    },
  ],
  [
    'kustomize replicas',
    (chance) =>
      inOverlay(overlay('replicas:\n- {name: web, count: 1}\n'), 'spec.replicas', 2 + chance.below(50)),
  ],
  [
    'kustomize patch',
    (chance) =>
      inOverlay(
        overlay('patches:\n- path: more.yaml\n', {
          'one/more.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 3 # more\n',
        }),
        'spec.replicas',
        4 + chance.below(50),
      ),
  ],
  [
    'kustomize JSON patch',
    (chance) =>
      inOverlay(
        overlay(
          'patches:\n- target: {kind: Deployment, name: web}\n  patch: |-\n    - op: replace\n      path: /spec/replicas\n      value: 3\n',
        ),
        'spec.replicas',
        4 + chance.below(50),
      ),
  ],
  [
    'kustomize list item',
    (chance) =>
      inOverlay(overlay(''), 'spec.template.spec.containers[0].env[0].value', String(2 + chance.below(50))),
  ],
  [
    'kustomize missing',
    (chance) =>
      inOverlay(
        overlay('', { 'two/kustomization.yaml': 'resources: [../base]\n' }),
        'spec.template.spec.containers[0].imagePullPolicy',
        chance.pick(['Always', 'Never']),
      ),
  ],
]
