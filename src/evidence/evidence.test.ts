import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { readEvidence } from './index.ts'

function read(document: unknown): ReturnType<typeof readEvidence> {
  return readEvidence(filePath('report.json'), JSON.stringify(document))
}

describe('SARIF', () => {
  const run = {
    tool: {
      driver: {
        name: 'My Scanner',
        rules: [
          {
            id: 'S1',
            shortDescription: { text: 'Open to all' },
            properties: { 'security-severity': '9.1' },
            messageStrings: { open: { text: 'Port {0} is open.' } },
          },
          { id: 'S2', defaultConfiguration: { level: 'note' } },
        ],
      },
    },
    originalUriBaseIds: { ROOT: { uri: 'file:///work/repo' } },
  }
  it('gives severity, message, place and address', () => {
    const results = [
      {
        ruleId: 'S1',
        message: { id: 'open', arguments: ['22'] },
        locations: [location('a%20b/main.tf', 3, 'ROOT')],
      },
      { ruleIndex: 1, message: { text: 'Hm.' } },
    ]
    expect(read({ version: '2.1.0', runs: [{ ...run, results }] }).value).toMatchObject([
      {
        tool: 'my-scanner',
        id: 'S1',
        title: 'Open to all',
        severity: 'critical',
        message: 'Port 22 is open.',
        files: ['/work/repo/a b/main.tf', 'a b/main.tf'],
        startLine: 3,
        endLine: 4,
        address: 'aws_s3_bucket.a',
      },
      { id: 'S2', severity: 'low', message: 'Hm.', files: [], startLine: 0, address: undefined },
    ])
  })

  it('leaves out what passed, what was accepted, and what is gone', () => {
    const results = [
      { ruleId: 'a', kind: 'pass' },
      { ruleId: 'b', suppressions: [{ kind: 'inSource' }] },
      { ruleId: 'c', suppressions: [{ kind: 'external', status: 'rejected' }] },
      { ruleId: 'd', baselineState: 'absent' },
    ]
    expect(read({ version: '2.1.0', runs: [{ results }] }).value.map(({ id }) => id)).toEqual(['c'])
  })
})

describe('Checkov', () => {
  const check = {
    check_id: 'CKV_AWS_1',
    check_name: 'Ensure it is good',
    severity: null,
    repo_file_path: '/infra/main.tf',
    file_path: '/main.tf',
    file_line_range: [2, 9],
    resource: 'aws_s3_bucket.a',
    guideline: 'https://example.com/1',
  }

  it('gives the failed checks of one framework and of several', () => {
    const one = {
      check_type: 'terraform',
      results: { failed_checks: [check], passed_checks: [{ ...check, check_id: 'no' }] },
    }
    const wanted = {
      tool: 'checkov',
      id: 'CKV_AWS_1',
      severity: 'medium',
      files: ['/infra/main.tf', '/main.tf'],
      startLine: 2,
      endLine: 9,
      address: 'aws_s3_bucket.a',
      fix: 'https://example.com/1',
    }
    expect(read(one).value).toMatchObject([wanted])
    expect(read([one, { ...one, check_type: 'secrets' }]).value).toMatchObject([wanted, wanted])
  })
})

describe('Trivy', () => {
  it('gives misconfigurations, secrets without what matched, and vulnerabilities', () => {
    const Results = [
      {
        Target: 'infra/main.tf',
        Misconfigurations: [
          {
            ID: 'AWS-0001',
            AVDID: 'AVD-AWS-0001',
            Title: 'It is bad',
            Message: 'Bucket is bad',
            Severity: 'HIGH',
            Resolution: 'Mend it',
            Status: 'FAIL',
            CauseMetadata: { Resource: 'aws_s3_bucket.a', StartLine: 4, EndLine: 4 },
          },
          { ID: 'AWS-0002', Status: 'PASS' },
        ],
        Secrets: [{ RuleID: 'key', Severity: 'CRITICAL', StartLine: 1, EndLine: 1, Match: 'hunter2hunter2' }],
        Vulnerabilities: [
          { VulnerabilityID: 'CVE-1', PkgName: 'left', InstalledVersion: '1', Severity: 'LOW' },
        ],
      },
    ]
    const { value } = read({ SchemaVersion: 2, Results })
    expect(value).toMatchObject([
      {
        id: 'AVD-AWS-0001',
        severity: 'high',
        message: 'Bucket is bad',
        startLine: 4,
        address: 'aws_s3_bucket.a',
      },
      { id: 'key', severity: 'critical', startLine: 1 },
      { id: 'CVE-1', severity: 'low', message: 'left 1 has CVE-1.', files: ['infra/main.tf'] },
    ])
    expect(JSON.stringify(value)).not.toContain('hunter2')
  })
})

describe('what is no report', () => {
  it.each([
    ['{"runs": [', 'json/unclosed'],
    ['{"a": 1}', 'evidence/unknown-form'],
    ['', 'json/empty'],
    ['null', 'evidence/unknown-form'],
  ])('%j is a diagnostic', (text, code) => {
    const { value, diagnostics } = readEvidence(filePath('report.json'), text)
    expect(value).toEqual([])
    expect(diagnostics.map((one) => one.code)).toContain(code)
  })

  it('throws at nothing, whatever stands in the places that are read', () => {
    const any = fc.jsonValue()
    const inside = fc.oneof(
      any.map((results) => ({ version: '2.1.0', runs: [{ tool: results, results: [results] }] })),
      any.map((one) => ({
        version: '2.1.0',
        runs: [{ results: [{ ruleIndex: one, locations: [one], message: one }] }],
      })),
      any.map((one) => ({
        check_type: 'a',
        results: { failed_checks: [one, { check_id: 'a', file_line_range: one }] },
      })),
      any.map((one) => ({ SchemaVersion: 2, Results: [one, { Misconfigurations: [one], Secrets: [one] }] })),
    )
    fc.assert(fc.property(fc.oneof(any, inside), (document) => Array.isArray(read(document).value)))
  })
})

function location(uri: string, startLine: number, uriBaseId?: string): unknown {
  return {
    physicalLocation: { artifactLocation: { uri, uriBaseId }, region: { startLine, endLine: startLine + 1 } },
    logicalLocations: [{ fullyQualifiedName: 'aws_s3_bucket.a' }],
  }
}
