import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { helm } from './helm.ts'

const files = {
  'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
  'web/values.yaml': 'replicas: 1\n',
  'web/values-production.yaml': 'replicas: 5\n',
  'web/templates/a.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec: { replicas: {{ .Values.replicas }} }\n',
  'production.tfvars': 'replicas = 7\n',
}
const options: ReadOptions = filesAlone()

it('reads a chart with each values file that lies beside it', () => {
  const { value } = helm.discover(filesSnapshot(files), filePath(''), options)
  expect(value.map(({ root, variant }) => `${root}@${variant}`)).toEqual(['web@production'])
})

it('takes files of variables of another tool for no values', () => {
  const layers = [{ kind: 'file', file: filePath('production.tfvars') }] as const
  const snapshot = filesSnapshot(files)
  const [unit] = helm.discover(snapshot, filePath(''), { ...options, layers }).value
  const reading = unit && helm.read(unit, snapshot).next().value
  expect(reading).toMatchObject({ variant: 'production', diagnostics: [] })
})

it('points at the template where what is wrong was made of nothing that is written', () => {
  const wrong = { ...files, 'web/templates/a.yaml': 'a: {{ printf "%1000000000d" 1 }}\n' }
  const snapshot = filesSnapshot(wrong)
  const [unit] = helm.discover(snapshot, filePath(''), options).value
  const reading = unit && helm.read(unit, snapshot).next().value
  expect(reading).toMatchObject({
    diagnostics: [{ code: 'helm/rendered', span: { file: 'web/templates/a.yaml' } }],
  })
})
