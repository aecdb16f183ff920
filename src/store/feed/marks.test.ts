import { describe, expect, it } from 'vitest'
import type { FeedMark } from '../../contract/feed-nouns.ts'
import type { LedgerEvent, Plain } from '../../contract/nouns.ts'
import { eventTypes, type EventKind } from '../ledger/kinds.ts'
import { feedMarks } from './marks.ts'

const stacks = {
  byId: new Map([['k1', { name: 'prod', source: 's1' }]]),
  sourceOfState: new Map([['net', 's1']]),
}

function at(minute: number): string {
  return `2026-11-12T10:${String(minute).padStart(2, '0')}:00.000Z`
}

function event(kind: EventKind, minute: number, data: Readonly<Record<string, Plain>>): LedgerEvent {
  return {
    specversion: '1.0',
    id: `${kind} ${minute}`,
    source: '/projects/acme',
    type: eventTypes[kind],
    subject: '',
    time: at(minute),
    datacontenttype: 'application/json',
    data: { by: 'token:ci', ...data },
    sequence: '',
    prevhash: '',
  }
}

function marks(...events: readonly LedgerEvent[]): readonly FeedMark[] {
  return feedMarks(events, stacks)
}

const lock = (minute: number, operation: string): LedgerEvent =>
  event('state-locked', minute, { name: 'net', lock: 'l', operation, who: 'ada@laptop' })
const write = (minute: number, version: number, ...changed: readonly string[]): LedgerEvent =>
  event('state-written', minute, {
    name: 'net',
    version,
    serial: version,
    changed: [...changed],
    changedMore: 0,
  })

const drift = (id: string, who?: string, when?: string): Readonly<Record<string, Plain>> => ({
  id,
  address: `Deployment/${id}`,
  path: 'spec.replicas',
  what: 'by-hand',
  ...(who !== undefined && { who }),
  ...(when !== undefined && { at: when }),
})

describe('marks of the ledger', () => {
  it('are one for an apply however often it writes, from its first write on, with what it changed', () => {
    const found = marks(
      lock(0, 'OperationTypeApply'),
      write(1, 4, 'aws_vpc.a'),
      write(3, 5, 'aws_vpc.a', 'aws_subnet.b'),
      lock(9, 'OperationTypeApply'),
      write(10, 6, 'aws_vpc.a'),
    )
    expect(found.map((one) => [one.at, one.title, one.resources.map(({ address }) => address)])).toEqual([
      [at(10), 'net applied: version 6 of its state', ['aws_vpc.a']],
      [at(1), 'net applied: version 5 of its state', ['aws_vpc.a', 'aws_subnet.b']],
    ])
    expect(found[0]).toMatchObject({ kind: 'apply', author: 'ada@laptop', source: 's1', link: '/states/net' })
  })

  it('tell a plan by the lock that it takes', () => {
    expect(marks(lock(2, 'OperationTypePlan'))).toMatchObject([
      { kind: 'plan', title: 'Plan of net', author: 'ada@laptop', at: at(2) },
    ])
  })

  it('put drift where somebody made it, else where it was seen', () => {
    const appeared = [drift('web', 'ben', '2026-11-12T09:58:00Z'), drift('api'), drift('db')]
    const data = { stack: 'k1', name: 'prod', source: 's1', sha: '', body: '', open: 3, appeared, gone: [] }
    const found = marks(event('drift-changed', 5, data))
    expect(found.map((one) => [one.at, one.title, one.author])).toEqual([
      [at(5), '2 values drifted in prod', 'seen by a comparison'],
      ['2026-11-12T09:58:00.000Z', 'Deployment/web drifted in prod', 'ben'],
    ])
    expect(found[1]).toMatchObject({
      kind: 'drift',
      link: '/drift?stack=k1',
      resources: [{ address: 'Deployment/web', path: 'spec.replicas' }],
    })
  })

  it('have what others told at the time that they said, and gates that were overridden', () => {
    const told = {
      kind: 'deploy',
      key: '412',
      at: at(1),
      title: 'search 1.6',
      author: 'ci',
      services: ['search'],
    }
    const found = marks(
      event('gate-overridden', 3, { source: 's1', sha: 'a'.repeat(40), gate: 'default', reason: 'a launch' }),
      event('change-told', 4, { ...told, resources: [], more: 0 }),
    )
    expect(found).toMatchObject([
      {
        kind: 'review',
        title: 'Gate default overridden for aaaaaaaa: a launch',
        link: `/changes/s1/${'a'.repeat(40)}`,
      },
      { kind: 'deploy', at: at(1), services: ['search'], id: 'change-told 4' },
    ])
    expect(found[1]).not.toHaveProperty('key')
  })

  it('tell of what was brought back, by whom it was asked', () => {
    const data = { drift: 'd1', stack: 'k1', sha: '', plan: 'p', outcome: 'applied', askedBy: 'ada' }
    expect(marks(event('drift-reverted', 1, data))).toMatchObject([
      { kind: 'apply', title: 'Brought back what the code says in prod', author: 'ada', link: '/drift/d1' },
    ])
  })
})
