import { z } from 'zod'
import { severities } from '../model/finding.ts'
import { hookNames, roles, type Plain as PlainNoun } from './nouns.ts'

/** The nouns as schemas, for replies and for the API's description. A test compares their types with those of `nouns.ts`. */

export const Plain = z.unknown().meta({ description: 'any JSON' }) as z.ZodType<PlainNoun>

const Instant = z.string().meta({ description: 'ISO 8601' })
const Count = z.int()
export const Severity = z.enum(severities)
export const Role = z.enum(roles)
export const GateVerdict = z.enum(['passed', 'failed', 'overridden'])
export const HookName = z.enum(hookNames)

export const Project = z
  .object({ id: z.string(), name: z.string(), createdAt: Instant })
  .meta({ id: 'Project', description: 'a tenant' })

export const CredentialRef = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('env'), name: z.string() }),
    z.object({ kind: z.literal('file'), path: z.string() }),
  ])
  .meta({ id: 'CredentialRef', description: 'where credentials are, never what they are' })

export const ChangeRef = z
  .object({
    number: z.int(),
    title: z.string(),
    url: z.string(),
    state: z.enum(['open', 'merged', 'closed']),
    targetBranch: z.string(),
  })
  .meta({ id: 'ChangeRef', description: 'a pull request' })

const BranchHead = z.object({
  branch: z.string(),
  sha: z.string(),
  gate: GateVerdict.optional(),
  change: ChangeRef.optional(),
})

export const Source = z
  .object({
    id: z.string(),
    name: z.string(),
    url: z.string(),
    branches: z.array(z.string()),
    path: z.string().meta({ description: 'the folder that is read; empty for all' }),
    defaultBranch: z.string(),
    credential: CredentialRef.optional(),
    everySeconds: z.int(),
    fetchedAt: Instant.optional(),
    problem: z.string().optional().meta({ description: 'why it could not be fetched the last time' }),
    heads: z.array(BranchHead),
  })
  .meta({ id: 'Source', description: 'a git repository that is watched' })

export const FindingCounts = z
  .object({
    critical: Count,
    high: Count,
    medium: Count,
    low: Count,
    info: Count,
    undecided: Count,
    accepted: Count,
  })
  .meta({ id: 'FindingCounts' })

const GateCondition = z.object({
  name: z.string(),
  verdict: z.enum(['passed', 'failed', 'undecided']),
  measured: z.number().optional(),
  limit: z.number(),
  comparison: z.enum(['at most', 'at least']),
  detail: z.string(),
  isReported: z.boolean().optional(),
})

export const GateResult = z
  .object({
    gate: z.string(),
    verdict: GateVerdict,
    conditions: z.array(GateCondition),
    override: z.object({ by: z.string(), reason: z.string(), at: Instant }).optional(),
  })
  .meta({ id: 'GateResult' })

export const CommitSummary = z
  .object({
    source: z.string(),
    sha: z.string(),
    branch: z.string(),
    author: z.string(),
    email: z.string(),
    date: Instant,
    subject: z.string(),
    state: z.enum(['queued', 'running', 'reviewed', 'failed']),
    base: z.string().optional().meta({ description: 'the commit that it was compared with' }),
    gate: GateVerdict.optional(),
    counts: FindingCounts,
    worse: Count,
    fixed: Count,
    changes: Count.meta({ description: 'values that it changed' }),
    resources: Count,
    seenAt: Instant,
    reviewedAt: Instant.optional(),
    run: z.string(),
    problem: z.string().optional(),
    change: ChangeRef.optional(),
  })
  .meta({ id: 'CommitSummary' })

const Diagnostic = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning', 'info']),
  summary: z.string(),
  detail: z.string(),
  file: z.string(),
  startLine: z.int(),
})

const place = {
  file: z.string(),
  startLine: z.int(),
  startColumn: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
}

export const OriginSite = z
  .object({ ...place, step: z.string(), source: z.string().optional() })
  .meta({ id: 'OriginSite', description: 'a place, what happened to the value there, and the line, masked' })

const CausePlace = z.object({ ...place, source: z.string().optional() })

const ValueState = z.object({ value: Plain.optional(), unknown: Plain, sensitive: Plain, because: Plain })

export const DifferenceChange = z.object({
  kind: z.enum(['added', 'removed', 'changed', 'reordered']),
  address: z.string(),
  path: z.string(),
  before: ValueState.optional(),
  after: ValueState.optional(),
})

const DifferenceGroup = z.object({
  causes: z.array(
    z.object({
      kind: z.enum(['line', 'file', 'unchanged']),
      before: CausePlace.optional(),
      after: CausePlace.optional(),
    }),
  ),
  changes: z.array(DifferenceChange),
})

export const DifferenceRoot = z
  .object({
    path: z.string(),
    format: z.string(),
    variant: z.string(),
    state: z.enum(['added', 'removed', 'changed']),
    groups: z.array(DifferenceGroup),
  })
  .meta({ id: 'DifferenceRoot' })

export const FindingSummary = z
  .object({
    id: z.string().meta({ description: 'the same over commits of one source' }),
    source: z.string(),
    rule: z.string(),
    title: z.string(),
    severity: Severity,
    verdict: z.enum(['violated', 'undecided']),
    state: z.enum(['open', 'accepted', 'fixed']),
    address: z.string(),
    path: z.string(),
    message: z.string(),
    file: z.string(),
    startLine: z.int(),
    places: Count,
    since: z.string().meta({ description: 'the commit that brought it' }),
    until: z.string().optional().meta({ description: 'the commit that it was gone with' }),
  })
  .meta({ id: 'FindingSummary' })

export const CommitDetail = CommitSummary.extend({
  gates: z.array(GateResult),
  madeWorse: z.array(FindingSummary),
  madeGood: z.array(FindingSummary),
  difference: z.array(DifferenceRoot),
  isCut: z.boolean(),
  timings: z.array(z.object({ step: z.string(), milliseconds: z.number() })),
  diagnostics: z.array(Diagnostic),
}).meta({ id: 'CommitDetail' })

const Because = z.array(z.object({ kind: z.string(), what: z.string() }))

const Acceptance = z.object({
  by: z.string(),
  reason: z.string(),
  until: z.string().optional(),
  at: Instant,
  where: z.enum(['source', 'console']),
})

export const FindingDetail = FindingSummary.extend({
  why: z.string(),
  fix: z.string(),
  wanted: z.object({ path: z.string(), value: Plain }).optional(),
  because: Because,
  trace: z.array(OriginSite),
  allPlaces: z.array(Plain),
  aliases: z.array(z.string()),
  compliance: z.array(z.string()),
  acceptance: Acceptance.optional(),
}).meta({ id: 'FindingDetail' })

export const ResourceSummary = z
  .object({
    source: z.string(),
    format: z.string(),
    root: z.string(),
    variant: z.string(),
    address: z.string(),
    type: z.string(),
    name: z.string(),
    module: z.string(),
    file: z.string(),
    startLine: z.int(),
    findings: Count,
  })
  .meta({ id: 'ResourceSummary' })

export const TracedValue = z
  .object({
    path: z.string(),
    value: Plain.optional(),
    unknown: z.boolean(),
    sensitive: z.boolean(),
    because: Because,
    exact: z.boolean().meta({ description: 'changing the first literal sets the value' }),
    literals: z.array(OriginSite),
    hops: z.array(OriginSite),
    under: z.array(OriginSite),
    losers: z.array(OriginSite),
  })
  .meta({ id: 'TracedValue', description: 'a value, and where it comes from' })

const Excerpt = z
  .object({
    file: z.string(),
    firstLine: z.int(),
    lines: z.array(z.object({ number: z.int(), text: z.string(), isMarked: z.boolean() })),
  })
  .meta({ id: 'Excerpt' })

export const ResourceDetail = ResourceSummary.extend({
  sha: z.string(),
  values: z.array(TracedValue),
  excerpt: Excerpt.optional(),
  uses: z.array(z.string()),
  usedBy: z.array(z.string()),
}).meta({ id: 'ResourceDetail' })

const Author = z
  .object({
    sha: z.string(),
    author: z.string(),
    email: z.string(),
    date: Instant,
    subject: z.string(),
  })
  .meta({ id: 'Author' })

export const Explanation = z
  .object({
    resource: ResourceSummary,
    value: TracedValue,
    excerpt: Excerpt.optional(),
    commit: Author.optional(),
  })
  .meta({ id: 'Explanation' })

export const HistoricValue = z
  .object({
    commit: Author,
    kind: z.enum(['added', 'changed', 'removed']),
    value: Plain.optional(),
    literal: OriginSite.optional(),
  })
  .meta({ id: 'HistoricValue' })

export const GraphView = z
  .object({
    nodes: z.array(
      z.object({
        id: z.string(),
        address: z.string(),
        type: z.string(),
        cluster: z.string(),
        findings: Count,
        worst: Severity.optional(),
      }),
    ),
    clusters: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        parent: z.string().optional(),
        resources: Count,
        findings: Count,
        worst: Severity.optional(),
      }),
    ),
    edges: z
      .array(z.object({ from: z.string(), to: z.string() }))
      .meta({ description: 'between resources and clusters that are given, each once' }),
    within: z
      .array(z.object({ id: z.string(), title: z.string() }))
      .meta({ description: 'the cluster that is open and those around it, the outermost first' }),
    total: Count.meta({ description: 'how many resources and clusters there are here, given or not' }),
  })
  .meta({ id: 'GraphView' })

export const LedgerEvent = z
  .object({
    specversion: z.literal('1.0'),
    id: z.string(),
    source: z.string(),
    type: z.string(),
    subject: z.string(),
    time: Instant,
    datacontenttype: z.literal('application/json'),
    data: z.record(z.string(), Plain),
    sequence: z.string(),
    prevhash: z.string(),
  })
  .meta({ id: 'LedgerEvent', description: 'a line of the ledger: a CloudEvent 1.0' })

export const LedgerVerdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('whole'), events: Count, head: z.string() }),
  z.object({ kind: z.literal('broken'), sequence: z.int(), why: z.string() }),
])

export const HookTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('http'), url: z.string() }),
  z.object({ kind: z.literal('command'), command: z.array(z.string()) }),
])

export const Hook = z
  .object({
    id: z.string(),
    hook: HookName,
    when: z.enum(['before', 'after']),
    to: HookTarget,
    seconds: z.number(),
    onSilence: z.enum(['allow', 'veto']),
    source: z
      .string()
      .optional()
      .meta({ description: 'the source whose plumbline.yaml says it, and which alone it is about' }),
    createdAt: Instant,
    createdBy: z.string(),
  })
  .meta({ id: 'Hook' })

export const Delivery = z
  .object({
    id: z.string(),
    hook: z.string(),
    event: z.string(),
    state: z.enum(['waiting', 'delivered', 'dead']),
    attempts: Count,
    status: z.int().optional(),
    problem: z.string().optional(),
    nextAt: Instant.optional(),
    at: Instant,
  })
  .meta({ id: 'Delivery' })

export const Token = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    role: Role,
    createdBy: z.string(),
    createdAt: Instant,
    expiresAt: Instant.optional(),
    usedAt: Instant.optional(),
  })
  .meta({ id: 'Token' })

export const Member = z.object({ user: z.string(), role: Role, since: Instant }).meta({ id: 'Member' })

export const UploadedReport = z
  .object({
    id: z.string(),
    source: z.string(),
    sha: z.string(),
    kind: z.enum(['junit', 'lcov', 'cobertura', 'sarif']),
    name: z.string(),
    hash: z.string(),
    numbers: z.record(z.string(), z.number()),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'UploadedReport' })

export const TrendPoint = z
  .object({
    source: z.string(),
    sha: z.string(),
    at: Instant,
    gate: GateVerdict.optional(),
    counts: FindingCounts,
  })
  .meta({ id: 'TrendPoint' })

export const Overview = z
  .object({
    project: Project,
    sources: z.array(Source),
    counts: FindingCounts,
    resources: Count,
    latest: z.array(CommitSummary),
    trend: z.array(TrendPoint),
  })
  .meta({ id: 'Overview' })
