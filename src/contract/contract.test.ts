import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import type * as Nouns from './nouns.ts'
import { openApi } from './openapi.ts'
import { problems } from './problem.ts'
import { addressOf, namesIn, type Frozen } from './route.ts'
import { api, routes } from './routes.ts'
import type * as Schemas from './schemas.ts'

/** A noun as it crosses the wire: what is undefined is left out. */
type Wire<What> = Nouns.Plain extends What
  ? What
  : What extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : What extends object
      ? { readonly [Name in Sure<What>]: Wire<What[Name]> } & {
          readonly [Name in Exclude<keyof What, Sure<What>>]?: Wire<What[Name]>
        }
      : What
type Sure<What> = { [Name in keyof What]-?: undefined extends What[Name] ? never : Name }[keyof What]
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false
type Shared = keyof typeof Schemas & keyof Nouns_
/** The nouns by name, as far as there is a schema of the same name. */
interface Nouns_ {
  readonly Project: Nouns.Project
  readonly CredentialRef: Nouns.CredentialRef
  readonly ChangeRef: Nouns.ChangeRef
  readonly Source: Nouns.Source
  readonly FindingCounts: Nouns.FindingCounts
  readonly GateResult: Nouns.GateResult
  readonly CommitSummary: Nouns.CommitSummary
  readonly CommitDetail: Nouns.CommitDetail
  readonly OriginSite: Nouns.OriginSite
  readonly DifferenceRoot: Nouns.DifferenceRoot
  readonly FindingSummary: Nouns.FindingSummary
  readonly FindingDetail: Nouns.FindingDetail
  readonly ResourceSummary: Nouns.ResourceSummary
  readonly TracedValue: Nouns.TracedValue
  readonly ResourceDetail: Nouns.ResourceDetail
  readonly Explanation: Nouns.Explanation
  readonly HistoricValue: Nouns.HistoricValue
  readonly GraphView: Nouns.GraphView
  readonly LedgerEvent: Nouns.LedgerEvent
  readonly Hook: Nouns.Hook
  readonly Delivery: Nouns.Delivery
  readonly Token: Nouns.Token
  readonly Member: Nouns.Member
  readonly UploadedReport: Nouns.UploadedReport
  readonly TrendPoint: Nouns.TrendPoint
  readonly Overview: Nouns.Overview
}
type Agreement = {
  readonly [Name in Shared]: Same<Frozen<z.output<(typeof Schemas)[Name]>>, Wire<Nouns_[Name]>>
}
/** The compiler refuses this where a schema and its noun part ways. */
const agreement: { readonly [Name in keyof Nouns_]: Agreement[Name] extends true ? true : never } = {
  Project: true,
  CredentialRef: true,
  ChangeRef: true,
  Source: true,
  FindingCounts: true,
  GateResult: true,
  CommitSummary: true,
  CommitDetail: true,
  OriginSite: true,
  DifferenceRoot: true,
  FindingSummary: true,
  FindingDetail: true,
  ResourceSummary: true,
  TracedValue: true,
  ResourceDetail: true,
  Explanation: true,
  HistoricValue: true,
  GraphView: true,
  LedgerEvent: true,
  Hook: true,
  Delivery: true,
  Token: true,
  Member: true,
  UploadedReport: true,
  TrendPoint: true,
  Overview: true,
}

describe('the contract', () => {
  it('says its nouns as the store does', () => {
    expect(Object.values(agreement).every(Boolean)).toBe(true)
  })

  it('names each route once, and each method and path once', () => {
    const ids = routes.map((one) => one.id)
    const places = routes.map((one) => `${one.method} ${one.path.replaceAll(/:\w+/gu, ':')}`)
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([])
    expect(places.filter((one, at) => places.indexOf(one) !== at)).toEqual([])
  })

  it('takes in its input whatever its path names', () => {
    const missing = routes.flatMap((one) =>
      namesIn(one.path)
        .filter((name) => !(name in one.input.shape))
        .map((name) => `${one.id} ${name}`),
    )
    expect(missing).toEqual([])
  })

  it('asks a role of everything in a project, and more than to look of everything that writes', () => {
    const inProject = routes.filter((one) => one.path.includes('/:project'))
    expect(inProject.filter(({ permission }) => ['anyone', 'signed-in'].includes(permission))).toEqual([])
    expect(inProject.filter((one) => one.method !== 'GET' && one.permission === 'viewer')).toEqual([])
  })

  it('ends each summary with a full stop', () => {
    expect(routes.filter((one) => !one.summary.endsWith('.'))).toEqual([])
    expect(Object.values(problems).filter((one) => !one.title.endsWith('.'))).toEqual([])
  })
})

describe('the address of a route', () => {
  it('has names in the path, the rest of a GET in the query, and of a write in the body', () => {
    expect(
      addressOf(api.findings.list, {
        project: 'a b',
        severity: ['high', 'low'],
        text: 'x&y',
        state: undefined,
      }),
    ).toEqual({ url: '/api/projects/a%20b/findings?severity=high&severity=low&text=x%26y', body: undefined })
    expect(addressOf(api.findings.accept, { project: 'a', finding: 'f/1', reason: 'because' })).toEqual({
      url: '/api/projects/a/findings/f%2F1/accept',
      body: { reason: 'because' },
    })
  })
})

describe('the description of the API', () => {
  const document = openApi(routes, '1.2.3')
  const text = JSON.stringify(document)

  it('refers only to schemas that it has', () => {
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/gu)].map(([, name]) => name ?? '')
    const { components } = document as { readonly components: { readonly schemas: Record<string, unknown> } }
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name) => components.schemas[name] === undefined)).toEqual([])
    expect(text).not.toContain('$defs')
  })

  it('has every route with its permission', () => {
    const { paths } = document as { readonly paths: Record<string, Record<string, object>> }
    const found = Object.values(paths).flatMap((one) => Object.values(one))
    expect(found.map((one) => (one as { operationId: string }).operationId).toSorted()).toEqual(
      routes.map((one) => one.id).toSorted(),
    )
    expect(found.filter((one) => !('x-permission' in one))).toEqual([])
  })
})
