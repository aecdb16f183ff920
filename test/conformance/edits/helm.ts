import type { Data } from '../../../src/kernel/edit.ts'
import { plainPair, simplePair, texts, type Layer, type Made } from './layer.ts'

function yaml(data: Data): string {
  return JSON.stringify(data)
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

export const helmLayers: readonly Layer[] = [
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
  [
    'helm printf',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return {
        ...inChart(
          chart(`v: ${old}\n`, '  v: {{ printf "%s-%d" .Values.v 7 | quote }}\n'),
          'data.v',
          `${wanted}-7`,
        ),
        lands: 'values.yaml',
      }
    },
  ],
  [
    'helm definition',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart(`name: ${old}\n`, '  v: {{ include "c.name" . | quote }}\n', {
        'templates/_helpers.tpl':
          '{{- define "c.name" -}}\n{{ .Values.name | trunc 63 | trimSuffix "-" }}\n{{- end }}\n',
      })
      return { ...inChart(files, 'data.v', wanted), lands: 'values.yaml' }
    },
  ],
  [
    'helm with',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = chart(
        `a:\n  v: ${yaml(old)}\n`,
        '  {{- with .Values.a }}\n  v: {{ .v | quote }}\n  {{- end }}\n',
      )
      return { ...inChart(files, 'data.v', wanted), lands: 'values.yaml' }
    },
  ],
  [
    'helm range over a list',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = chart(
        `all:\n- name: a\n  value: "1" # one\n- name: b\n  value: ${yaml(old)}\n`,
        '  {{- range .Values.all }}\n  {{ .name }}: {{ .value | quote }}\n  {{- end }}\n',
      )
      return { ...inChart(files, 'data.b', wanted), lands: 'values.yaml' }
    },
  ],
  [
    'helm range over a map',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = chart(
        `all:\n  a: "1"\n  b: ${yaml(old)}\n`,
        '  {{- range $key, $value := .Values.all }}\n  {{ $key }}: {{ $value | quote }}\n  {{- end }}\n',
      )
      return { ...inChart(files, 'data.b', wanted), lands: 'values.yaml' }
    },
  ],
  [
    'helm list item through toYaml',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = chart(`env:\n- {name: A, value: ${yaml(old)}}\n- {name: B, value: b}\n`, '  x: "1"\n', {
        'templates/all.yaml':
          'apiVersion: v1\nkind: Pod\nmetadata:\n  name: one\nspec:\n  containers:\n  - name: web\n    env:\n    {{- toYaml .Values.env | nindent 4 }}\n',
      })
      return {
        ...inChart(files, 'spec.containers[0].env[0].value', wanted),
        address: 'Pod/one',
        lands: 'values.yaml',
      }
    },
  ],
  [
    'helm secret',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart(`v: ${old}\n`, '  x: "1"\n', {
        'templates/all.yaml':
          'apiVersion: v1\nkind: Secret\nmetadata:\n  name: one\ndata:\n  v: {{ .Values.v | b64enc }}\n',
      })
      return {
        ...inChart(files, 'data.v', Buffer.from(wanted).toString('base64')),
        address: 'Secret/one',
        lands: 'values.yaml',
      }
    },
  ],
  [
    'helm ternary',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return inChart(
        chart(`big: true\nv: ${old}\n`, '  v: {{ ternary .Values.v "small" .Values.big | quote }}\n'),
        'data.v',
        wanted,
      )
    },
  ],
  [
    'helm section of the parent',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart(`w: 1\ns:\n  v: ${old} # for s\n`, '  v: x\n', {
        'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n',
        'charts/s/values.yaml': 'v: base\n',
        'charts/s/templates/s.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: two\ndata:\n  v: {{ .Values.v | quote }}\n',
      })
      return { ...inChart(files, 'data.v', wanted), address: 'ConfigMap/two', lands: 'values.yaml' }
    },
  ],
  [
    'helm global',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart(`global:\n  v: ${old}\n`, '  x: "1"\n', {
        'charts/s/Chart.yaml': 'apiVersion: v2\nname: s\nversion: 1.0.0\n',
        'charts/s/templates/s.yaml':
          'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: two\ndata:\n  v: {{ .Values.global.v | quote }}\n',
      })
      return { ...inChart(files, 'data.v', wanted), address: 'ConfigMap/two', lands: 'values.yaml' }
    },
  ],
  [
    'helm number',
    (chance) => {
      const files = chart(`replicas: ${1 + chance.below(4)} # few\n`, '  x: "1"\n', {
        'templates/all.yaml':
          'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: one\nspec:\n  replicas: {{ .Values.replicas }}\n',
      })
      return {
        ...inChart(files, 'spec.replicas', 5 + chance.below(50)),
        address: 'Deployment/one',
        lands: 'values.yaml',
      }
    },
  ],
  [
    'helm tpl',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = chart(`name: ${old}\nv: "{{ .Values.name }}-x"\n`, '  v: {{ tpl .Values.v . | quote }}\n')
      return { ...inChart(files, 'data.v', `${wanted}-x`), lands: 'values.yaml' }
    },
  ],
]
