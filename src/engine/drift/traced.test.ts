import { expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { allRules } from '../../rules/index.ts'
import { review } from '../review/review.ts'
import { plainOptions } from '../testing.ts'
import { readCode } from './code.ts'
import { readingOfDump } from './dump-testing.ts'
import { tracedLive } from './traced.ts'

const manifest = `apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop}
spec:
  hostNetwork: true
  containers:
    - name: web
      image: web:1
`

function pod(name: string, spec: object, metadata: object = {}): unknown {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop', ...metadata }, spec }
}

it('what runs is reviewed at the line of the code where it is the same, and where the dump says it elsewhere', async () => {
  const container = { name: 'web', image: 'web:1', securityContext: { privileged: true } }
  const live = readingOfDump(
    JSON.stringify({
      apiVersion: 'v1',
      kind: 'List',
      items: [
        pod('web', { hostNetwork: true, containers: [container] }),
        pod(
          'made',
          { hostNetwork: true, containers: [container] },
          { ownerReferences: [{ kind: 'Job', name: 'x' }] },
        ),
      ],
    }),
  )
  const files = filesSnapshot({ 'web.yaml': manifest })
  const { readings } = readCode({
    snapshot: files,
    folder: filePath(''),
    options: plainOptions,
    live,
    dump: undefined,
  })
  const reading = tracedLive({ readings, live, namespace: undefined, waivers: [], today: '2026-11-21' })
  const text = (file: string): string | undefined =>
    reading.texts.get(filePath(file)) ?? files.text(filePath(file))
  const { findings } = review({ readings: [reading], diagnostics: [], text }, await allRules())
  const placeOf = (rule: string): string => {
    const { span, address, places } = findings.find((one) => one.rule === rule) ?? {}
    const words = span === undefined ? '' : text(span.file)?.slice(span.start, span.end)
    return `${span?.file} ${words} ${address} ${places?.length}`
  }
  expect(placeOf('kubernetes/pods/host-network')).toBe('web.yaml true Pod/shop/web 1')
  expect(placeOf('kubernetes/pods/privileged')).toBe('live.json true Pod/shop/web 1')
})
