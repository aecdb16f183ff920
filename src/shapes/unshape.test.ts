import { describe, expect, it } from 'vitest'
import { unshaped } from './unshape.ts'

describe('properties said as attributes', () => {
  it('have the names and the nesting of the source, and what no attribute says is named', () => {
    const fields = { BucketName: 'bucket', 'Versioning.Status': 'versioning.status' }
    const properties = { BucketName: 'logs', Versioning: { Status: 'Enabled', MfaDelete: 'Off' }, Arn: 'x' }
    expect(unshaped(fields, properties)).toEqual({
      attributes: { bucket: 'logs', versioning: { status: 'Enabled' } },
      documents: {},
      left: ['Versioning.MfaDelete', 'Arn'],
    })
  })

  it('have tags as a map, without those of AWS itself', () => {
    const Tags = [
      { Key: 'aws:createdBy', Value: 'x' },
      { Key: 'team', Value: 'ops' },
    ]
    expect(unshaped({ Tags: { from: 'tags', as: 'tags' } }, { Tags }).attributes).toEqual({
      tags: { team: 'ops' },
    })
  })

  it('have documents apart, which the source says as a text', () => {
    const policy = { Version: '2012-10-17', Statement: [] }
    expect(unshaped({ Policy: { from: 'policy', as: 'json' } }, { Policy: policy })).toEqual({
      attributes: {},
      documents: { policy },
      left: [],
    })
  })

  it('have items as blocks, and none where one of them cannot be said', () => {
    const fields = { Rules: { each: 'rule', of: { Port: 'port' } } }
    const said = { Rules: [{ Port: 80 }, { Port: 443 }] }
    expect(unshaped(fields, said).attributes).toEqual({ rule: [{ port: 80 }, { port: 443 }] })
    const more = { Rules: [{ Port: 80 }, { Port: 443, Note: 'x' }] }
    expect(unshaped(fields, more)).toEqual({ attributes: {}, documents: {}, left: ['Rules'] })
  })
})
