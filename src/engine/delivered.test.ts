import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import { unitsBelow } from './read.ts'
import { plainOptions } from './testing.ts'

type Files = Readonly<Record<string, string>>

const deployment = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {replicas: 1}\n'

function application(source: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: web, namespace: argocd}
spec:
  project: default
  source: {repoURL: 'https://git.example.com/shop.git', targetRevision: HEAD, ${source}}
  destination: {namespace: shop}
`
}

const flux = `apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: apps, namespace: flux-system}
spec:
  path: ./apps
  interval: 1m
  prune: true
  sourceRef: {kind: GitRepository, name: flux-system}
`

const chart = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'chart/templates/web.yaml': deployment,
}

const overlays = {
  'base/web.yaml': deployment,
  'base/kustomization.yaml': 'resources: [web.yaml]\n',
  'prod/kustomization.yaml': 'resources: [../base]\n',
  'test/kustomization.yaml': 'resources: [../base]\n',
}

/** What is read beside what delivers. */
function rest(files: Files, folder = ''): readonly string[] {
  return unitsBelow(filesSnapshot(files), filePath(folder), plainOptions)
    .units.filter(({ format }) => format !== 'argocd' && format !== 'flux')
    .map(({ root, variant }) => (variant === '' ? root : `${root}@${variant}`))
}

describe('what is read beside what delivers it', () => {
  it.each<readonly [string, Files, readonly string[]]>([
    ['another overlay', { 'argo/a.yaml': application('path: prod'), ...overlays }, ['argo', 'test']],
    ['a chart in another form', { 'argo/a.yaml': application('path: chart'), ...chart }, ['argo']],
    [
      'values that nobody names',
      {
        'argo/a.yaml': application('path: chart, helm: {valueFiles: [values-prod.yaml]}'),
        ...chart,
        'chart/values-prod.yaml': 'a: 1\n',
        'chart/values-test.yaml': 'a: 2\n',
      },
      ['chart@test', 'argo'],
    ],
    ['plain manifests', { 'argo/a.yaml': application('path: k8s'), 'k8s/web.yaml': deployment }, ['argo']],
    [
      'a folder of which something is left out',
      {
        'argo/a.yaml': application("path: k8s, directory: {exclude: 'more.yaml'}"),
        'k8s/web.yaml': deployment,
        'k8s/more.yaml': deployment.replace('web', 'more'),
      },
      ['argo', 'k8s'],
    ],
    [
      'a folder elsewhere of the same name',
      {
        'argo/a.yaml': application('path: prod').replace('shop.git', 'other.git'),
        'argo/b.yaml': application('path: nowhere/near').replace('shop.git', 'other.git'),
        'argo/c.yaml': application('path: not/here').replace('shop.git', 'other.git'),
        ...overlays,
      },
      ['argo', 'prod', 'test'],
    ],
    [
      'what Flux makes a kustomization of',
      { 'clusters/apps.yaml': flux, 'apps/web.yaml': deployment, 'apps/inner/more.yaml': deployment },
      ['clusters'],
    ],
    ['nothing', overlays, ['prod', 'test']],
  ])('is not what is delivered: %s', (_, files, expected) => {
    expect(rest(files)).toEqual(expected)
  })

  it('is everything in a folder that is asked for by itself', () => {
    expect(rest({ 'argo/a.yaml': application('path: prod'), ...overlays }, 'prod')).toEqual(['prod'])
  })

  it('is a chart with values that were given for it', () => {
    const snapshot = filesSnapshot({
      'argo/a.yaml': application('path: chart'),
      ...chart,
      'mine.yaml': 'a: 3\n',
    })
    const layers = [{ kind: 'file', file: filePath('mine.yaml') }] as const
    const { units } = unitsBelow(snapshot, filePath(''), { ...plainOptions, layers })
    expect(units.map(({ format }) => format)).toContain('helm')
  })
})
