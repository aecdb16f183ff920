import { expect, it } from 'vitest'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from './files-snapshot.ts'
import { overlaidSnapshot } from './overlaid-snapshot.ts'

it('has a new file in the list of its folder, once', () => {
  const base = filesSnapshot({ 'c/Chart.yaml': 'name: c\n' })
  const snapshot = overlaidSnapshot(
    base,
    new Map([
      [filePath('c/values.yaml'), 'a: 1\n'],
      [filePath('c/Chart.yaml'), 'name: d\n'],
    ]),
  )
  expect(snapshot.list(filePath('c'))?.map(({ name }) => name)).toEqual(['Chart.yaml', 'values.yaml'])
  expect(snapshot.text(filePath('c/Chart.yaml'))).toBe('name: d\n')
  expect(snapshot.list(filePath('d'))).toBeUndefined()
})
