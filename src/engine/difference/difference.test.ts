import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { lineOf, linesOf } from '../../lang/text/lines.ts'
import type { ChangeCause } from '../../model/difference.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import type { Estate } from '../../model/reading.ts'
import { scalarText } from '../../model/scalar.ts'
import { estateOf, plainOptions } from '../testing.ts'
import { differenceOf } from './difference.ts'
import { KeptReadings } from './kept.ts'
import { readStates } from './states.ts'

type Files = Readonly<Record<string, string>>

const chart: Files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': `image:
  repository: web
  tag: "1.4"
replicas: 2
ingress: true
`,
  'web/values-prod.yaml': 'replicas: 5\n',
  'web/templates/all.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: {{ .Values.replicas }}
  template:
    spec:
      containers:
        - name: web
          image: "{{ .Values.image.repository }}:{{ .Values.image.tag }}"
        - name: side
          image: "{{ .Values.image.repository }}-side:{{ .Values.image.tag }}"
{{- if .Values.ingress }}
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
{{- end }}
`,
}

const terraform: Files = {
  'main.tf': `variable "names" {
  default = ["a", "b"]
}

variable "size" {
  default = 1
}

resource "terraform_data" "each" {
  for_each = toset(var.names)
  input = {
    name = each.key
    size = var.size
  }
}

output "size" {
  value = var.size
}
`,
}

describe('the difference of two states', () => {
  it('is nothing for the same files', () => {
    expect(
      differenceOf(estateOf({ ...chart, ...terraform }), estateOf({ ...chart, ...terraform })).roots,
    ).toEqual([])
  })

  it('puts what comes of several literals down to the one that was changed', () => {
    const after = { ...chart, 'web/values.yaml': changed(chart['web/values.yaml'], '"1.4"', '"1.5"') }
    expect(told(chart, after)).toEqual([
      'web@prod',
      'web/values.yaml:3 was 3',
      '  changed Deployment/web spec.template.spec.containers[0].image: web:1.4 -> web:1.5',
      '  changed Deployment/web spec.template.spec.containers[1].image: web-side:1.4 -> web-side:1.5',
    ])
  })

  it('finds the line although others came before it', () => {
    const after = {
      ...chart,
      'web/values.yaml': `# ours\n\n${changed(chart['web/values.yaml'], '"1.4"', '"1.5"')}`,
    }
    expect(told(chart, after)[1]).toBe('web/values.yaml:5 was 3')
  })

  it('puts an object that is gone down to the condition', () => {
    const after = {
      ...chart,
      'web/values.yaml': changed(chart['web/values.yaml'], 'ingress: true', 'ingress: false'),
    }
    expect(told(chart, after)).toEqual([
      'web@prod',
      'web/values.yaml:5 was 5',
      '  removed Ingress/web : undefined -> undefined',
    ])
  })

  it('puts a value that nobody overrides any more down to the line that is gone', () => {
    const after = { ...chart, 'web/values-prod.yaml': 'other: 1\n' }
    expect(told(chart, after)).toEqual([
      'web@prod',
      'web/values-prod.yaml was 1',
      '  changed Deployment/web spec.replicas: 5 -> 2',
    ])
  })

  it('tells a changed template by its own line', () => {
    const after = {
      ...chart,
      'web/templates/all.yaml': changed(chart['web/templates/all.yaml'], '}}:{{', '}}:v{{'),
    }
    expect(told(chart, after)).toEqual([
      'web@prod',
      'web/templates/all.yaml:11 was 11',
      '  changed Deployment/web spec.template.spec.containers[0].image: web:1.4 -> web:v1.4',
    ])
  })

  it('tells a new file as such', () => {
    const after = {
      ...chart,
      'web/templates/more.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: new\n',
    }
    expect(told(chart, after)).toEqual([
      'web@prod',
      'file web/templates/more.yaml:1',
      '  added ConfigMap/new : undefined -> undefined',
    ])
  })

  it('tells what a line of Terraform does to every instance and output', () => {
    const after = { 'main.tf': changed(terraform['main.tf'], 'default = 1', 'default = 2') }
    expect(told(terraform, after)).toEqual([
      '@',
      'main.tf:6 was 6',
      '  changed output.size : 1 -> 2',
      '  changed terraform_data.each["a"] input.size: 1 -> 2',
      '  changed terraform_data.each["b"] input.size: 1 -> 2',
    ])
  })

  it('puts a new instance down to the list that asks for it', () => {
    const after = { 'main.tf': changed(terraform['main.tf'], '"b"', '"b", "c"') }
    expect(told(terraform, after)).toEqual([
      '@',
      'main.tf:2 was 2',
      '  added terraform_data.each["c"] : undefined -> undefined',
    ])
  })

  it('tells of a root that is gone', () => {
    const { roots } = differenceOf(estateOf(terraform), estateOf({}))
    expect(roots.map(({ format, state }) => [format, state])).toEqual([['terraform', 'removed']])
  })
})

it('a root of which nothing was touched is read once, and the others twice', () => {
  const before = filesSnapshot({ ...chart, ...terraform })
  const after = filesSnapshot({
    ...chart,
    'main.tf': changed(terraform['main.tf'], 'default = 1', 'default = 2'),
  })
  const states = readStates({ before, after }, filePath(''), plainOptions)
  const [old, now] = [states.before.readings, states.after.readings]
  expect(old.map(({ format }, at) => [format, old[at] === now[at]])).toEqual([
    ['terraform', false],
    ['helm', true],
  ])
})

it('with what was kept of the state before, only what was touched is read, and says the same', () => {
  const first = filesSnapshot({ ...chart, ...terraform })
  const touched = { 'main.tf': changed(terraform['main.tf'], 'default = 1', 'default = 2') }
  const second = filesSnapshot({ ...chart, ...touched })
  const kept = new KeptReadings()
  const before = readStates({ before: first, after: first }, filePath(''), plainOptions, { kept })
  const after = readStates({ before: first, after: second }, filePath(''), plainOptions, { kept })
  expect(after.after.readings.map((one, at) => [one.format, one === before.after.readings[at]])).toEqual([
    ['terraform', false],
    ['helm', true],
  ])
  const afresh = readStates({ before: first, after: second }, filePath(''), plainOptions)
  expect(differenceOf(after.before, after.after).roots.length).toBeGreaterThan(0)
  expect(after.after.readings.map(({ resources }) => resources.map(({ address }) => address))).toEqual(
    afresh.after.readings.map(({ resources }) => resources.map(({ address }) => address)),
  )
  // A file that was missing then, and a listing that is another now, are touched too.
  const third = filesSnapshot({ ...chart, ...touched, 'terraform.tfvars': 'count = 7\n' })
  const more = readStates({ before: second, after: third }, filePath(''), plainOptions, { kept })
  expect(more.after.readings.map((one, at) => [one.format, one === after.after.readings[at]])).toEqual([
    ['terraform', false],
    ['helm', true],
  ])
})

function changed(text: string | undefined, from: string, to: string): string {
  return (text ?? '').replace(from, to)
}

/** Roots, their causes and what follows from these, in lines. */
function told(before: Files, after: Files): readonly string[] {
  const [old, now] = [estateOf(before), estateOf(after)]
  return differenceOf(old, now).roots.flatMap(({ root, variant, groups }) => [
    `${root}@${variant}`,
    ...groups.flatMap(({ causes, changes }) => [
      causes.map((one) => causeText(one, old, now)).join(' + '),
      ...changes.map(
        (one) =>
          `  ${one.kind} ${one.address} ${one.path}: ${scalarText(one.before)} -> ${scalarText(one.after)}`,
      ),
    ]),
  ])
}

function causeText({ kind, before, after }: ChangeCause, old: Estate, now: Estate): string {
  const lineIn = (estate: Estate, span: typeof before): string =>
    span === undefined ? '' : String(lineOf(linesOf(estate.text(span.file) ?? ''), span.start))
  const file = (after ?? before)?.file ?? ''
  const line = after === undefined ? file : `${file}:${lineIn(now, after)}`
  return `${kind === 'line' ? '' : `${kind} `}${line}${before === undefined ? '' : ` was ${lineIn(old, before)}`}`
}
