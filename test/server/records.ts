import type {
  CommitFacts,
  CommitRecord,
  FindingRecord,
  ReadingChunk,
  ResourceRecord,
} from '../../src/contract/records.ts'
import { severities } from '../../src/model/finding.ts'

/** A commit as git would tell of it. */
export function commitFacts(number: number, subject = `commit ${number}`): CommitFacts {
  return {
    sha: String(number).padStart(40, 'a'),
    parents: number === 0 ? [] : [String(number - 1).padStart(40, 'a')],
    author: 'Ada',
    email: 'ada@example.com',
    date: '2026-11-20T10:00:00+01:00',
    subject,
  }
}

export function finding(id: string, more: Partial<FindingRecord> = {}): FindingRecord {
  return {
    id,
    rule: 'aws/s3/versioning',
    title: 'Versions are not kept',
    severity: 'medium',
    verdict: 'violated',
    address: `aws_s3_bucket.${id}`,
    path: 'VersioningConfiguration.Status',
    message: `The bucket ${id} keeps no versions.`,
    file: 'main.tf',
    startLine: 1,
    why: 'What is overwritten is gone.',
    fix: 'Turn versioning on.',
    because: [],
    trace: [],
    places: [],
    aliases: [],
    compliance: [],
    ...more,
  }
}

export function resource(address: string, size: string, uses: readonly string[] = []): ResourceRecord {
  return {
    address,
    type: address.split('.')[0] ?? '',
    name: address.split('.')[1] ?? '',
    module: '',
    file: 'main.tf',
    startLine: 1,
    endLine: 3,
    digest: `${address} ${size}`,
    values: [{ path: 'size', value: size, exact: true, literals: [0] }],
    uses: uses.map((to) => ({ to, path: 'size' })),
  }
}

export function chunk(resources: readonly ResourceRecord[], root = 'infra'): ReadingChunk {
  return {
    format: 'terraform',
    root,
    variant: '',
    files: ['main.tf'],
    sites: [[0, 2, 10, 2, 17, 'literal']],
    resources,
  }
}

/** What a review found, made of what is given. */
export function record(given: Partial<CommitRecord> = {}): CommitRecord {
  const findings = (given.findings ?? []).flatMap((one) => one.findings)
  const count = (severity: string): number => findings.filter((one) => one.severity === severity).length
  return {
    readings: [],
    findings: [],
    files: {
      'main.tf': { lines: ['resource "aws_s3_bucket" "a" {', '  size  = "small"', '}'] },
    },
    body: { difference: [], isCut: false, diagnostics: [], worse: [], fixed: [] },
    counts: {
      critical: count('critical'),
      high: count('high'),
      medium: count('medium'),
      low: count('low'),
      info: count('info'),
      undecided: 0,
      accepted: 0,
    },
    worse: 0,
    fixed: 0,
    changes: 0,
    resources: (given.readings ?? []).reduce((sum, one) => sum + one.resources.length, 0),
    hooks: [],
    gates: [],
    timings: [{ step: 'review', milliseconds: 12 }],
    ...given,
  }
}

/** An estate of as many resources and findings. */
export function largeRecord(resources: number, findings: number): CommitRecord {
  const per = 500
  const readings = Array.from({ length: Math.ceil(resources / per) }, (_, at) =>
    chunk(
      Array.from({ length: Math.min(per, resources - at * per) }, (__, each) => {
        const number = String(at * per + each).padStart(6, '0')
        return resource(`aws_instance.n${number}`, number)
      }),
      `root-${String(Math.floor(at / 10)).padStart(3, '0')}`,
    ),
  )
  const all = Array.from({ length: findings }, (_, at) =>
    finding(`f${at}`, {
      severity: severities[at % severities.length] ?? 'low',
      rule: `aws/rule-${at % 40}`,
      address: `aws_instance.n${String(at).padStart(6, '0')}`,
      file: `root-${at % 10}/main.tf`,
    }),
  )
  const chunks = Array.from({ length: Math.ceil(findings / per) }, (_, at) => ({
    findings: all.slice(at * per, (at + 1) * per),
  }))
  return record({ readings, findings: chunks })
}
