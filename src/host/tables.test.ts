import { expect, it } from 'vitest'
import { providerTable } from './tables.ts'

it('finds the table of a provider that ships with us', () => {
  expect(providerTable('aws')).toContain('aws_s3_bucket')
})

it('finds none for a provider that does not, nor for a path', () => {
  expect(providerTable('nobody')).toBeUndefined()
  expect(providerTable('../../package.json')).toBeUndefined()
})
