import { expect, it } from 'vitest'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { configOf } from './config.ts'
import { investigateConfig } from './investigate.ts'

const text = `review:
  fail-on: high
investigate:
  labels:
    service: [component, part_of]
    namespace: env
  queries:
    - service: [component]
      namespace: env
      request_rate: sum by ($by) (rate(rpc_total[$window]))
      calls: {query: rpc_calls, from: caller, to: component}
`

it('says how services are measured, and leaves the rest of the file to reviews', () => {
  const snapshot = filesSnapshot({ 'plumbline.yaml': text })
  expect(investigateConfig(snapshot)).toEqual({
    diagnostics: [],
    labels: { service: ['component', 'part_of'], namespace: ['env'] },
    measuredBy: [
      {
        id: 'plumbline.yaml 1',
        labels: ['component'],
        namespace: ['env'],
        asks: [{ what: 'request_rate', expression: 'sum by ($by) (rate(rpc_total[$window]))' }],
        calls: {
          expression: 'rpc_calls',
          from: 'caller',
          to: 'component',
          fromNamespace: undefined,
          toNamespace: undefined,
        },
      },
    ],
  })
  expect(configOf(snapshot)).toMatchObject({ diagnostics: [], config: { failOn: 'high' } })
})

it.each([
  ['investigate:\n  labels: {service: [a-b]}\n', 'a-b'],
  ['investigate:\n  queries:\n    - request_rate: up\n', 'request_rate: up'],
  ['investigate:\n  queries:\n    - service: a\n      requests: up\n', 'requests'],
  ['investigate:\n  queries:\n    - service: a\n      calls: {from: b}\n', '{from: b}'],
  ['investigate:\n  label: a\n', 'label'],
])('says what it does not understand in %j', (wrong, where) => {
  const [found] = investigateConfig(filesSnapshot({ 'plumbline.yaml': wrong })).diagnostics
  expect(found?.code).toBe('config/not-understood')
  expect(wrong.slice(found?.span.start, found?.span.end)).toContain(where)
})
