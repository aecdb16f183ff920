import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareStates } from './compare.ts'
import { followingState, stateHeader } from './header.ts'

function state(resources: readonly object[], more: object = {}): string {
  const head = { version: 4, terraform_version: '1.11.4', serial: 3, lineage: 'a-b', outputs: {} }
  return `${JSON.stringify({ ...head, resources, check_results: null, ...more }, undefined, 2)}\n`
}

function bucket(attributes: object, sensitive: readonly unknown[] = []): object {
  return {
    mode: 'managed',
    type: 'aws_s3_bucket',
    name: 'logs',
    provider: 'provider["registry.terraform.io/hashicorp/aws"]',
    instances: [{ schema_version: 0, attributes, sensitive_attributes: sensitive }],
  }
}

describe('the head of a state', () => {
  it('has serial, lineage, the program, and how many instances are managed', () => {
    const data = { mode: 'data', type: 'aws_region', name: 'here', instances: [{}] }
    expect(stateHeader(state([bucket({}), data]))).toEqual({
      kind: 'header',
      header: { serial: 3, lineage: 'a-b', terraformVersion: '1.11.4', resources: 1 },
    })
  })

  it('is read of a state that OpenTofu has encrypted, which tells no more', () => {
    const text = JSON.stringify({ serial: 2, lineage: 'x', meta: {}, encrypted_data: 'AAAA' })
    expect(stateHeader(text)).toMatchObject({ header: { serial: 2, lineage: 'x', resources: undefined } })
  })

  it.each([
    ['', /no JSON object/u],
    ['[]', /no JSON object/u],
    ['{"version":3,"serial":1,"lineage":"x"}', /format 4/u],
    ['{"version":4,"serial":-1,"lineage":"x"}', /no serial/u],
    ['{"version":4,"serial":1.5,"lineage":"x"}', /no serial/u],
    ['{"version":4,"serial":1}', /no lineage/u],
  ])('is refused of %j', (text, why) => {
    const read = stateHeader(text)
    expect(read.kind === 'refused' ? read.why : '').toMatch(why)
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => stateHeader(text).kind.length > 0))
  })
})

describe('a state that follows another', () => {
  it('has the new serial and lineage and no other byte changed, long numbers among them', () => {
    const text = state([bucket({ serial: 1, size: 1 })]).replace(
      '"size": 1',
      '"size": 12345678901234567890123',
    )
    const after = followingState(text, { serial: 41, lineage: 'c"d' })
    expect(after).toBe(
      text.replace('"serial": 3', '"serial": 41').replace('"lineage": "a-b"', String.raw`"lineage": "c\"d"`),
    )
  })
})

describe('two states', () => {
  it('that are the same have no difference', () => {
    expect(compareStates(state([bucket({ bucket: 'one' })]), state([bucket({ bucket: 'one' })]))).toEqual([])
  })

  it('are compared in the shape of the live API', () => {
    const changes = compareStates(state([bucket({ bucket: 'one' })]), state([bucket({ bucket: 'two' })]))
    expect(changes.find(({ path }) => path === 'BucketName')).toMatchObject({
      kind: 'changed',
      address: 'aws_s3_bucket.logs',
      type: 'AWS::S3::Bucket',
      before: { scalar: 'one' },
      after: { scalar: 'two' },
    })
  })

  it('tell what is there in one of them only', () => {
    const changes = compareStates(state([]), state([bucket({ bucket: 'one' })]))
    expect(changes).toMatchObject([{ kind: 'added', address: 'aws_s3_bucket.logs', path: '' }])
  })
})
