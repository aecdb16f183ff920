import { plainPair, simplePair, type Layer, type Made } from './layer.ts'

/** What templates print for several objects, entries or releases, wanted otherwise for one of them; and texts made of many values. */

const chartFile = 'apiVersion: v2\nname: c\nversion: 1.0.0\n'

function object(kind: string, name: string, rest: string): string {
  return `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`
}

function asked(files: Made['files'], address: string, path: string, wanted: Made['wanted']): Made {
  return { files, address, path, wanted, terraform: undefined }
}

export const sharedHelmLayers: readonly Layer[] = [
  [
    'helm object of a loop',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': 'all:\n- name: a\n- name: b\n- name: d\n',
        'templates/all.yaml': `{{- range .Values.all }}\n---\n${object('ConfigMap', '{{ .name }}', `data:\n  v: ${JSON.stringify(old)}\n`)}{{- end }}\n`,
      }
      return { ...asked(files, 'ConfigMap/b', 'data.v', wanted), lands: 'templates/all.yaml' }
    },
  ],
  [
    'helm object of a loop over a map',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': `v: ${old}\nall:\n  a: {}\n  b: {}\n`,
        'templates/all.yaml': `{{- range $name, $one := .Values.all }}\n---\n${object('ConfigMap', '{{ $name }}', 'data:\n  v: {{ $.Values.v | quote }}\n')}{{- end }}\n`,
      }
      return { ...asked(files, 'ConfigMap/b', 'data.v', wanted), lands: 'templates/all.yaml' }
    },
  ],
  [
    'helm label of a definition',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const labels = `  labels:\n    {{- include "c.labels" . | nindent 4 }}\n`
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': 'w: 1\n',
        'templates/_helpers.tpl': `{{- define "c.labels" -}}\nteam: ${JSON.stringify(old)}\nkind: x\n{{- end }}\n`,
        'templates/one.yaml': object('ConfigMap', 'one', `${labels}data: {}\n`),
        'templates/two.yaml': object('ConfigMap', 'two', `${labels}data: {}\n`),
      }
      return { ...asked(files, 'ConfigMap/two', 'metadata.labels.team', wanted), lands: 'templates/two.yaml' }
    },
  ],
  [
    'helm text of the template in one environment',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': 'w: 1\n',
        'values-one.yaml': 'w: 2\n',
        'values-two.yaml': 'w: 3\n',
        'templates/all.yaml': object('ConfigMap', 'one', `data:\n  v: ${old}\n`),
      }
      return asked(files, '.@one::ConfigMap/one', 'data.v', wanted)
    },
  ],
  [
    'helm values of a chart elsewhere',
    (chance) => {
      const [old, wanted] = plainPair(chance)
      const files = {
        'base/Chart.yaml': 'apiVersion: v2\nname: base\nversion: 1.0.0\n',
        'base/values.yaml': `a:\n  v: ${JSON.stringify(old)}\n`,
        'base/templates/all.yaml': object('ConfigMap', 'one', 'data:\n  v: {{ .Values.a.v | quote }}\n'),
        'up/Chart.yaml':
          'apiVersion: v2\nname: up\nversion: 1.0.0\ndependencies:\n- name: base\n  version: 1.0.0\n  repository: file://../base\n',
      }
      return { ...asked(files, 'up::ConfigMap/one', 'data.v', wanted), lands: 'up/values.yaml' }
    },
  ],
  [
    'helm text of many values',
    (chance) => {
      const [old, wanted] = [1 + chance.below(40), 50 + chance.below(40)]
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': `config:\n  web: {retries: 3, wait: ${old}s}\n  jobs: {retries: 3, wait: 7s}\n`,
        'templates/all.yaml': object(
          'ConfigMap',
          'one',
          'data:\n  app.yaml: |\n    {{- toYaml .Values.config | nindent 4 }}\n',
        ),
      }
      const text = `jobs:\n  retries: 3\n  wait: 7s\nweb:\n  retries: 3\n  wait: ${wanted}s\n`
      return { ...asked(files, 'ConfigMap/one', 'data["app.yaml"]', text), lands: 'values.yaml' }
    },
  ],
  [
    'helm line of a text with actions',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': 'port: 80\n',
        'templates/all.yaml': object(
          'ConfigMap',
          'one',
          `data:\n  app.conf: |\n    listen {{ .Values.port }}\n    mode ${old}\n    root /\n`,
        ),
      }
      const text = `listen 80\nmode ${wanted}\nroot /\n`
      return { ...asked(files, 'ConfigMap/one', 'data["app.conf"]', text), lands: 'templates/all.yaml' }
    },
  ],
  [
    'helm text with its digest beside it',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = {
        'Chart.yaml': chartFile,
        'values.yaml': `v: ${old}\n`,
        'templates/one.yaml': object('ConfigMap', 'one', 'data:\n  v: {{ .Values.v | quote }}\n'),
        'templates/pod.yaml': object(
          'Pod',
          'web',
          '  annotations:\n    checksum/config: {{ include (print $.Template.BasePath "/one.yaml") . | sha256sum }}\nspec: {}\n',
        ),
      }
      return { ...asked(files, 'ConfigMap/one', 'data.v', wanted), lands: 'values.yaml' }
    },
  ],
]
