import { expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from './files-snapshot.ts'

const snapshot = filesSnapshot({
  'main.tf': 'a = 1',
  'modules/net/main.tf': '\uFEFFb = 2',
  'modules/net/binary': new Uint8Array([0xff, 0xfe]),
})

it('gives the text of a file with its byte order mark', () => {
  expect(snapshot.text(filePath('modules/net/main.tf'))).toBe('\uFEFFb = 2')
})

it('has no text for bytes that are not UTF-8, but has the bytes', () => {
  expect(snapshot.text(filePath('modules/net/binary'))).toBeUndefined()
  expect(snapshot.bytes(filePath('modules/net/binary'))).toEqual(new Uint8Array([0xff, 0xfe]))
})

it('lists the folders between, sorted by name', () => {
  expect(snapshot.list(filePath(''))).toEqual([
    { name: 'main.tf', kind: 'file' },
    { name: 'modules', kind: 'folder' },
  ])
  expect(snapshot.list(filePath('modules/net'))?.map((entry) => entry.name)).toEqual(['binary', 'main.tf'])
})

it('has nothing where nothing is', () => {
  expect(snapshot.bytes(filePath('other.tf'))).toBeUndefined()
  expect(snapshot.list(filePath('main.tf'))).toBeUndefined()
  expect(snapshot.list(filePath('other'))).toBeUndefined()
})
