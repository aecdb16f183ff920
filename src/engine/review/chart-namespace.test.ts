import { expect, it } from 'vitest'
import { defaultNamespace } from '../../rules/kubernetes/namespaces/default-namespace.ts'
import { estateOf } from '../testing.ts'
import { review } from './review.ts'

const head = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: '

function said(templates: Readonly<Record<string, string>>): readonly string[] {
  const files = Object.entries(templates).map(
    ([name, text]) => [`chart/templates/${name}.yaml`, text] as const,
  )
  const estate = estateOf({
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/values.yaml': 'where: default\n',
    ...Object.fromEntries(files),
  })
  return review(estate, [defaultNamespace]).findings.map(({ address }) => address)
}

it('says of a chart that it is for the default namespace only where the chart does', () => {
  expect(
    said({
      absent: `${head}absent\n`,
      release: `${head}release\n  namespace: {{ .Release.Namespace }}\n`,
      either: `${head}either\n  namespace: {{ .Values.other | default .Release.Namespace }}\n`,
    }),
  ).toEqual([])
  expect(
    said({
      written: `${head}written\n  namespace: default\n`,
      valued: `${head}valued\n  namespace: {{ .Values.where }}\n`,
    }),
  ).toEqual(['ConfigMap/default/valued', 'ConfigMap/default/written'])
})
