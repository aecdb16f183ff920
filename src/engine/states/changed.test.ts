import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedAddresses } from './changed.ts'

function state(...resources: readonly object[]): string {
  return JSON.stringify({ version: 4, serial: 1, resources })
}
function bucket(name: string, instances: readonly object[], some: object = {}): object {
  return { mode: 'managed', type: 'aws_s3_bucket', name, instances, ...some }
}

describe('what is otherwise than in the version before', () => {
  it('is every instance that changed, came or went, by its address', () => {
    const before = state(
      bucket('same', [{ attributes: { a: 1 } }]),
      bucket('other', [{ attributes: { a: 1 } }]),
      bucket('gone', [{ index_key: 0, attributes: {} }], { module: 'module.logs["eu"]' }),
    )
    const after = state(
      bucket('same', [{ attributes: { a: 1 } }]),
      bucket('other', [{ attributes: { a: 2 } }]),
      bucket('new', [{ index_key: 'eu', attributes: {} }]),
      { ...bucket('read', [{ attributes: {} }]), mode: 'data' },
    )
    expect(changedAddresses(before, after)).toEqual([
      'aws_s3_bucket.new["eu"]',
      'aws_s3_bucket.other',
      'module.logs["eu"].aws_s3_bucket.gone[0]',
    ])
  })

  it('is everything of the first version', () => {
    expect(changedAddresses(undefined, state(bucket('a', [{ attributes: {} }])))).toEqual(['aws_s3_bucket.a'])
  })

  it('is not known of what a program has encrypted itself', () => {
    expect(changedAddresses(state(), '{"meta":{},"encrypted_data":"x"}')).toBeUndefined()
  })

  it('is nothing between equals, and never throws', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const found = changedAddresses(text, text)
        return found === undefined || found.length === 0
      }),
    )
  })
})
