import { expect, it } from 'vitest'
import { referencePages } from '../src/cli/reference.ts'
import { conformance } from './conformance/measured.ts'
import { filesUnder, textOf } from './tree.ts'

it('docs/reference is what `npm run docs` would write now', async () => {
  const pages = await referencePages(conformance())
  const written = new Map(
    filesUnder('docs/reference').map((path) => [path.slice('docs/reference/'.length), textOf(path)]),
  )
  expect([...pages.keys()].length).toBeGreaterThan(5)
  expect(Object.fromEntries(written)).toEqual(Object.fromEntries(pages))
})
