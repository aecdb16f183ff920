import type { Data } from '../../../src/kernel/edit.ts'
import { simplePair, type Layer, type Made } from './layer.ts'

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

export const kustomizeLayers: readonly Layer[] = [
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
  [
    'kustomize generated literal',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = overlay(`configMapGenerator:\n- name: conf\n  literals:\n  - A=${old}\n  - B=2 # two\n`, {
        'base/web.yaml': withConfig,
      })
      return {
        ...inOverlay(files, 'data.A', wanted),
        address: 'one::ConfigMap/conf-#',
        lands: 'one/kustomization.yaml',
      }
    },
  ],
  [
    'kustomize generated file',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = overlay('configMapGenerator:\n- name: conf\n  files: [a.properties]\n', {
        'base/web.yaml': withConfig,
        'one/a.properties': `v=${old}\n`,
      })
      const text = Object.keys(files).includes('one/a.properties') ? `v=${wanted}\n` : ''
      return {
        ...inOverlay(files, 'data["a.properties"]', text),
        address: 'one::ConfigMap/conf-#',
        lands: 'one/a.properties',
      }
    },
  ],
  [
    'kustomize generated environment',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = overlay('configMapGenerator:\n- name: conf\n  envs: [a.env]\n', {
        'base/web.yaml': withConfig,
        'one/a.env': `A=${old}\nB=2\n`,
      })
      return { ...inOverlay(files, 'data.A', wanted), address: 'one::ConfigMap/conf-#', lands: 'one/a.env' }
    },
  ],
  [
    'kustomize generated secret',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      const files = overlay(`secretGenerator:\n- name: pass\n  literals: [A=${old}, B=2]\n`)
      return {
        ...inOverlay(files, 'data.A', Buffer.from(wanted).toString('base64')),
        address: 'one::Secret/pass-#',
        lands: 'one/kustomization.yaml',
      }
    },
  ],
  [
    'kustomize prefix',
    (chance) => ({
      ...inOverlay(overlay('namePrefix: eu-\nnameSuffix: -x\n'), 'spec.replicas', 2 + chance.below(50)),
      address: 'one::Deployment/eu-web-x',
      lands: 'base/web.yaml',
    }),
  ],
  [
    'kustomize labels',
    (chance) => {
      const [old, wanted] = simplePair(chance)
      return {
        ...inOverlay(overlay(`labels:\n- pairs: {team: ${old}}\n`), 'metadata.labels.team', wanted),
        lands: 'one/kustomization.yaml',
      }
    },
  ],
  [
    'kustomize component',
    (chance) => ({
      ...inOverlay(
        overlay('components: [../more]\n', {
          'more/kustomization.yaml':
            'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\npatches:\n- path: p.yaml\n',
          'more/p.yaml':
            'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 3}\n',
        }),
        'spec.replicas',
        4 + chance.below(50),
      ),
      lands: 'more/p.yaml',
    }),
  ],
  [
    'kustomize digest',
    (chance) =>
      inOverlay(
        overlay(`images:\n- name: web\n  digest: sha256:${'a'.repeat(64)}\n`),
        image,
        `web@sha256:${String(1 + chance.below(9)).repeat(64)}`,
      ),
  ],
  [
    'kustomize patch of a list',
    (chance) =>
      inOverlay(
        overlay(
          'patches:\n- patch: |-\n    apiVersion: apps/v1\n    kind: Deployment\n    metadata: {name: web}\n    spec:\n      template:\n        spec:\n          containers:\n          - name: web\n            env:\n            - name: A\n              value: "9"\n',
        ),
        'spec.template.spec.containers[0].env[0].value',
        String(10 + chance.below(50)),
      ),
  ],
]

const withConfig = `${deployment}        envFrom:\n        - configMapRef: {name: conf}\n`
