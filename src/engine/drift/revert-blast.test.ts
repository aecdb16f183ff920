import { expect, it } from 'vitest'
import type { DriftedObject } from '../../model/drift.ts'
import { planRules } from '../../rules/plan/index.ts'
import { estateOf } from '../testing.ts'
import { driftOf } from './drift.ts'
import { withRevertBlasts } from './revert-blast.ts'

const service = (type: string): string => `apiVersion: v1
kind: Service
metadata:
  name: db
  namespace: shop
spec:
  type: ${type}
  selector:
    app: db
  ports:
    - port: 5432
`
const ingress = `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: db
  namespace: shop
spec:
  defaultBackend:
    service:
      name: db
      port:
        number: 5432
`
const claim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: scratch
  namespace: shop
`

function reverted(code: string, runs: string): ReadonlyMap<string, DriftedObject> {
  const { readings } = estateOf({ 'shop.yaml': code })
  const [live] = estateOf({ 'live.yaml': runs }).readings
  if (live === undefined) return new Map()
  const drift = driftOf({ readings, live, namespace: undefined, waivers: [], today: '2026-11-21' })
  const { objects } = withRevertBlasts(drift, { readings, live }, planRules)
  return new Map(objects.map((one) => [one.address, one]))
}

it('says who uses what is brought back, and what in that is dangerous', () => {
  const found = reverted(
    `${service('LoadBalancer')}---\n${ingress}`,
    `${service('ClusterIP')}---\n${ingress}`,
  )
  const { blast } = found.get('Service/shop/db') ?? {}
  expect(blast?.dependents.map(({ address }) => address)).toEqual(['Ingress/shop/db'])
  expect(blast?.dangers.map(({ rule, path }) => [rule, path])).toEqual([['plan/publishes', 'spec.type']])
})

it('says that data goes with what the code has nothing of, and nothing of what is held back', () => {
  const found = reverted(service('ClusterIP'), `${service('ClusterIP')}---\n${claim}`)
  const { blast } = found.get('PersistentVolumeClaim/shop/scratch') ?? {}
  expect(blast?.dangers.map(({ rule, action }) => [rule, action])).toEqual([
    ['plan/destroys-data', 'destroy'],
  ])
})
