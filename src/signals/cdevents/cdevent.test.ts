import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCdevent } from './cdevent.ts'

function event(type: string, subject: object, some: object = {}): object {
  return {
    context: {
      version: '0.4.1',
      id: '271069a8',
      source: '/ci/deploys',
      type,
      timestamp: '2026-11-12T13:31:00Z',
    },
    subject: { type: 'service', ...subject },
    ...some,
  }
}

describe('a CDEvent', () => {
  it('is a deploy of the service that it names, with what was deployed where', () => {
    const content = { environment: { id: 'prod' }, artifactId: 'pkg:oci/payments@sha256:aa' }
    const told = event('dev.cdevents.service.deployed.0.2.0', { id: 'team/payments', content })
    expect(readCdevent(told)).toMatchObject({
      id: '/ci/deploys 271069a8',
      kind: 'deploy',
      time: Date.parse('2026-11-12T13:31:00Z') / 1000,
      title: 'team/payments deployed in prod: pkg:oci/payments@sha256:aa',
      nodes: ['team/payments', 'payments'],
    })
  })

  it('may be the data of a CloudEvent, with an author of its own', () => {
    const data = event(
      'dev.cdevents.service.rolledback.0.2.0',
      { id: 'cart', content: { environment: { id: 'eu' } } },
      { customData: { author: 'Ada' } },
    )
    const cloud = { specversion: '1.0', type: 'dev.cdevents.service.rolledback.0.2.0', data }
    expect(readCdevent(cloud)).toMatchObject({
      author: 'Ada',
      title: 'cart rolled back in eu',
      nodes: ['cart'],
    })
  })

  it('is a release when something was published, and of no service when an environment changed', () => {
    const artifact = event('dev.cdevents.artifact.published.0.2.0', { id: 'pkg:oci/cart@1', content: {} })
    expect(readCdevent(artifact)).toMatchObject({
      kind: 'release',
      title: 'pkg:oci/cart@1 published',
      nodes: [],
    })
    const environment = event('dev.cdevents.environment.modified.0.2.0', { id: 'prod', content: {} })
    expect(readCdevent(environment)).toMatchObject({ title: 'environment prod modified', nodes: [] })
  })

  it.each([
    [event('dev.cdevents.pipelinerun.started.0.2.0', { id: 'x' }), 'changes nothing that runs'],
    [event('dev.cdevents.service.deployed.0.2.0', {}), 'no CDEvent'],
    [{ specversion: '1.0', data: 7 }, 'no CDEvent'],
  ])('says why %j is not taken', (body, why) => {
    expect(readCdevent(body)).toContain(why)
  })

  it('opens no link that is no page', () => {
    const content = { url: 'javascript:alert(1)' }
    expect(readCdevent(event('dev.cdevents.service.upgraded.0.2.0', { id: 'a', content }))).toMatchObject({
      link: '',
    })
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.jsonValue(), (body) => ['string', 'object'].includes(typeof readCdevent(body))))
  })
})
