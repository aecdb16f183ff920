import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { folderShelf } from './shelf.ts'

const made: string[] = []

afterEach(() => {
  for (const one of made.splice(0)) rmSync(one, { recursive: true, force: true })
})

it('gives back what was put, in another process too', () => {
  const folder = place()
  folderShelf(folder, 1000).put('a', 'text')
  expect(folderShelf(folder, 1000).get('a')).toBe('text')
  expect(folderShelf(folder, 1000).get('b')).toBeUndefined()
})

it('takes away what was not used for the longest time', () => {
  const folder = place()
  const shelf = folderShelf(folder, 1000)
  shelf.put('old', 'x'.repeat(400))
  shelf.put('used', 'x'.repeat(400))
  const yesterday = new Date(Date.now() - 86_400_000)
  for (const name of ['old', 'used']) utimesSync(join(folder, name), yesterday, yesterday)
  shelf.get('used')
  folderShelf(folder, 1000).put('new', 'x'.repeat(400))
  expect(readdirSync(folder).toSorted()).toEqual(['new', 'used'])
})

it('is for the user alone', () => {
  const folder = place()
  folderShelf(folder, 1000).put('a', 'text')
  expect([folder, join(folder, 'a')].map((path) => statSync(path).mode & 0o077)).toEqual([0, 0])
})

it('is empty where there can be no folder', () => {
  const folder = place()
  writeFileSync(join(folder, '..', 'file'), '')
  const shelf = folderShelf(join(folder, '..', 'file', 'inner'), 1000)
  shelf.put('a', 'text')
  expect(shelf.get('a')).toBeUndefined()
})

function place(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-shelf-'))
  made.push(folder)
  return join(folder, 'reviews')
}
