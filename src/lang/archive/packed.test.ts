import fc from 'fast-check'
import { createTar } from 'nanotar'
import { gzipSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { packedFiles } from './packed.ts'

it('gives the files of an archive, and no more than is allowed', () => {
  const bytes = gzipSync(createTar([{ name: 'web/Chart.yaml', data: 'name: web\n' }, { name: 'web/empty/' }]))
  const found = packedFiles(bytes, 100_000)
  const files = 'why' in found ? [] : found.files
  expect(files.map((one) => [one.path, new TextDecoder().decode(one.bytes)])).toStrictEqual([
    ['web/Chart.yaml', 'name: web\n'],
  ])
  expect(packedFiles(bytes, 100)).toHaveProperty('why')
})

it('never throws', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), (bytes) => {
      packedFiles(bytes, 100_000)
      packedFiles(gzipSync(bytes), 100_000)
      return true
    }),
  )
})
