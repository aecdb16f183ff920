import type { DriftRecord, DriftState } from '../src/contract/drift-nouns.ts'
import type { IncidentReport } from '../src/contract/incident-nouns.ts'
import type { CausePlace, ValueState } from '../src/contract/nouns.ts'
import type {
  CommitRecord,
  FindingRecord,
  KeptCommit,
  ReadingChunk,
  ResourceRecord,
} from '../src/contract/records.ts'
import { severities } from '../src/model/finding.ts'
import type { Store } from '../src/store/store.ts'
import { commitFacts, finding, record, resource } from '../test/server/records.ts'

const roots = 20
const modules = 25
const each = 100
const findings = 20_000
const commits = 40
const drifted = 500
const incidents = 30

/** What is asked for when its pages are opened. */
export interface Large {
  readonly project: string
  readonly source: string
  /** Of a resource with findings and values. */
  readonly resource: string
  readonly sha: string
}

/**
 * A project with 50,000 resources in 500 modules of 20 roots that use each other, 20,000 findings, 40 commits, drift and incidents;
 * measured by the Prometheus at that address.
 */
export async function largeProject(store: Store, project: string, prometheus: string): Promise<Large> {
  await store.commands.projects.create({ id: project, name: 'Large' }, 'ada')
  const wanted = { name: 'estate', url: 'https://git.example/estate' }
  const added = await store.commands.sources.add(project, wanted, 'ada', false)
  if (added.kind === 'refused') return process.exit(1)
  const source = added.value.id
  const sha = await committed(store, project, source)
  await driftOf(store, { project, source, sha })
  await incidentsOf(store, { project, source, sha, prometheus })
  return { project, source, sha, resource: idOf(3, 7, 42) }
}

async function committed(store: Store, project: string, source: string): Promise<string> {
  const chunks = Array.from({ length: roots }, (_, root) => chunksOf(root)).flat()
  let whole: KeptCommit | undefined
  let base: string | undefined
  for (let number = 1; number <= commits; number++) {
    const facts = commitFacts(number, `Bring team-${nameOf(number % roots)} to ${number} instances`)
    const branches = [{ branch: 'main', sha: facts.sha, commits: [facts] }]
    await store.commits.fetched(project, source, { defaultBranch: 'main', branches })
    const name = { project, source, branch: 'main', sha: facts.sha }
    const at = (number * modules) % chunks.length
    whole ??= await store.commits.keep(name, record({ readings: chunks, findings: findingChunks() }))
    const kept = await store.commits.keep(name, recordOf(number, chunks[at]))
    await store.commits.reviewed(name, base, {
      ...kept,
      readings: whole.readings.map((one, place) => (place === at ? (kept.readings[0] ?? one) : one)),
      findings: [...kept.findings, ...whole.findings],
    })
    base = facts.sha
  }
  return base ?? ''
}

/** What is new in it: one module of a root, and one finding, which the next commit has fixed. */
function recordOf(number: number, changed: ReadingChunk | undefined): CommitRecord {
  const worse = [finding(`w${number}`, { severity: 'high', address: addressOf(3, 7, 42) })]
  return record({
    readings: changed === undefined ? [] : [grown(changed, number)],
    findings: [{ findings: worse }],
    body: { difference: [differenceOf(number)], isCut: false, diagnostics: [], worse, fixed: [] },
    counts: { ...counted, high: counted.high + 1, undecided: 0, accepted: 0 },
    worse: 1,
    fixed: number === 1 ? 0 : 1,
    changes: 100,
    resources: roots * (modules * each + 1),
    gates: [
      {
        gate: 'quality',
        verdict: number % 7 === 0 ? 'failed' : 'passed',
        conditions: [],
        override: undefined,
      },
    ],
  })
}

const per = findings / severities.length
const counted = { critical: per, high: per, medium: per, low: per, info: per }

/** A hundred values that one line has changed. */
function differenceOf(number: number): CommitRecord['body']['difference'][number] {
  const root = number % roots
  return {
    path: `team-${nameOf(root)}`,
    format: 'terraform',
    variant: '',
    state: 'changed',
    groups: [
      {
        causes: [{ kind: 'line', before: placeOf('m5.large'), after: placeOf('m5.xlarge') }],
        changes: Array.from({ length: each }, (_, at) => ({
          kind: 'changed' as const,
          address: addressOf(root, number % modules, at),
          path: 'instance_type',
          before: knownOf('m5.large'),
          after: knownOf('m5.xlarge'),
        })),
      },
    ],
  }
}

function placeOf(size: string): CausePlace {
  const span = { startLine: 2, startColumn: 11, endLine: 2, endColumn: 17 }
  return { file: 'main.tf', ...span, source: `  size = "${size}"` }
}

function knownOf(value: string): ValueState {
  return { value, unknown: [], sensitive: [], because: {} }
}

function chunksOf(root: number): readonly ReadingChunk[] {
  const around = {
    format: 'terraform',
    root: `team-${nameOf(root)}`,
    variant: '',
    files: ['main.tf'],
    sites: [[0, 2, 10, 2, 17, 'literal'] as const],
  }
  const hub = resource('aws_vpc.hub', 'all', root === 0 ? [] : [`team-${nameOf(root - 1)}::aws_vpc.hub`])
  return [
    { ...around, resources: [hub] },
    ...Array.from({ length: modules }, (_, module) => ({ ...around, resources: resourcesOf(root, module) })),
  ]
}

function resourcesOf(root: number, module: number): readonly ResourceRecord[] {
  return Array.from({ length: each }, (_, at) => ({
    ...resource(addressOf(root, module, at), String(at), [
      'aws_vpc.hub',
      ...(at > 0 ? [addressOf(root, module, at - 1)] : []),
      ...(at === 0 && module > 0 ? [addressOf(root, module - 1, 0)] : []),
    ]),
    type: 'aws_instance',
    module: `module.part_${nameOf(module)}`,
    values: Array.from({ length: 12 }, (__, value) => ({
      path: value === 0 ? 'instance_type' : `tags.key_${value}`,
      value: value === 0 ? 'm5.large' : `value ${value} of ${at}`,
      exact: true as const,
      literals: [0],
    })),
  }))
}

function grown(one: ReadingChunk, number: number): ReadingChunk {
  return { ...one, resources: one.resources.map((of) => ({ ...of, digest: `${of.digest} ${number}` })) }
}

function findingChunks(): CommitRecord['findings'] {
  const all = Array.from({ length: findings }, (_, at) => findingAt(at))
  return Array.from({ length: Math.ceil(findings / 500) }, (_, part) => ({
    findings: all.slice(part * 500, (part + 1) * 500),
  }))
}

function findingAt(at: number): FindingRecord {
  const [root, module, place] = [at % roots, Math.floor(at / roots) % modules, Math.floor(at / 500) % each]
  return finding(`f${at}`, {
    severity: severities[at % severities.length] ?? 'low',
    rule: `aws/ec2/rule-${at % 40}`,
    title: `Rule ${at % 40} of the large estate does not hold`,
    address: addressOf(root, module, place),
    file: `team-${nameOf(root)}/main.tf`,
  })
}

interface Place {
  readonly project: string
  readonly source: string
  readonly sha: string
}

async function driftOf(store: Store, { project, source, sha }: Place): Promise<void> {
  const stack = { name: 'prod', source, watched: { kind: 'upload' } } as const
  const made = await store.drifts.addStack(project, stack, 'ada')
  if (made.kind === 'refused') return
  const items = Array.from({ length: drifted }, (_, at) => driftAt(at))
  await store.driftWork.checked(
    { project, stack: made.value.id },
    {
      sha,
      observed: { at: new Date().toISOString(), by: 'ada' },
      found: { items, live: 50_000, compared: 49_000, failures: [] },
    },
  )
}

function driftAt(at: number): DriftRecord {
  return {
    id: `d${at}`,
    address: addressOf(0, at % modules, at % each),
    type: 'aws_instance',
    path: 'instance_type',
    what: 'by-hand',
    root: 'team-00',
    format: 'terraform',
    variant: '',
    wanted: sideOf('m5.large'),
    remembered: sideOf('m5.large'),
    live: sideOf('m5.4xlarge'),
    origin: { file: 'main.tf', startLine: 2, endLine: 2, source: '  size = "m5.large"' },
    by: { name: 'eve', at: undefined },
    why: 'Somebody changed it by hand.',
    silence: undefined,
    revert: undefined,
    codify: undefined,
  }
}

function sideOf(value: string): DriftState {
  return { value, isUnknown: false }
}

async function incidentsOf(
  store: Store,
  { project, source, sha, prometheus }: Place & { readonly prometheus: string },
): Promise<void> {
  const wanted = { name: 'prod', source, url: prometheus, allowsPrivate: true }
  const made = await store.incidents.addSignals(project, wanted, 'ada')
  if (made.kind === 'refused') return
  for (let at = 0; at < incidents; at++) {
    const since = new Date(Date.now() - (at + 1) * 3_600_000).toISOString()
    const alert = {
      fingerprint: `a${at}`,
      name: 'RequestsSlow',
      state: 'firing',
      since,
      until: undefined,
      labels: { service: 'web' },
      annotations: {},
      link: '',
      expression: undefined,
    } as const
    await store.incidents.heard(project, made.value.id, { group: `g${at}`, alerts: [alert] }, 'alertmanager')
    const name = { project, signals: made.value.id, group: `g${at}` }
    const report = reportOf(sha)
    await store.incidentWork.reported(name, {
      isWrong: true,
      name: 'Slow',
      since,
      service: 'web',
      report,
    })
  }
}

function reportOf(sha: string): IncidentReport {
  return {
    asked: 'alert',
    sha,
    outcome: 'found',
    headline: 'web is slow since a commit changed the instances of team-03.',
    summary: 'The times of web have moved; nothing that it calls has.',
    suspects: [{ node: 'web', score: 0.9, why: 'It moved first.' }],
    way: [],
    changes: [],
    looked: { changes: 40, after: 1 },
    quiet: [],
    unmeasured: [],
    against: [],
    disproof: [],
    said: [],
    series: [],
  }
}

function idOf(root: number, module: number, at: number): string {
  return `team-${nameOf(root)}::${addressOf(root, module, at)}`
}

function addressOf(root: number, module: number, at: number): string {
  return `module.part_${nameOf(module)}.aws_instance.n${nameOf(root)}-${nameOf(module)}-${nameOf(at)}`
}

function nameOf(number: number): string {
  return String(number).padStart(2, '0')
}
