import { describe, expect, it } from 'vitest'
import { mayImport, placeOf, rooms } from '../tools/rooms.ts'
import { filesUnder, importsOf, textOf } from './tree.ts'

const files = filesUnder('src')
  .filter((path) => path.endsWith('.ts'))
  .map((path) => path.slice('src/'.length))

describe('the borders between rooms', () => {
  it('are looked at in every file: there are some in each room that is named', () => {
    expect(files.length).toBeGreaterThan(20)
    expect(new Set(files.map((file) => placeOf(file).room))).toEqual(new Set([...Object.keys(rooms), 'root']))
  })

  it.each(files)('%s imports only what its room may', (file) => {
    const imported = importsOf(textOf(`src/${file}`))
    expect(imported.filter((specifier) => !mayImport(file, specifier))).toEqual([])
  })

  it('see static, dynamic, re-exported and type-only imports', () => {
    const source = [
      "import { a } from './a.ts'",
      "import type { B } from './b.ts'",
      "export { c } from './c.ts'",
      "const d = await import('./d.ts')",
      "import './e.ts'",
    ].join('\n')
    expect(importsOf(source)).toEqual(['./a.ts', './b.ts', './c.ts', './d.ts', './e.ts'])
  })
})

describe('the border guard', () => {
  it.each([
    ['model/x.ts', '../lang/hcl/parse.ts', 'a room above'],
    ['readers/a/x.ts', '../b/x.ts', 'a sibling of the family'],
    ['lang/json/x.ts', '../hcl/parse.ts', 'a later language'],
    ['lang/hcl/x.ts', 'node:fs', 'the file system in a pure room'],
    ['report/x.ts', 'zod', 'a package that is not the room’s'],
    ['report/x.ts', '../lang/hcl/parse.ts', 'more of a room than the folder it may'],
    ['cli/read/command.ts', '../why/command.ts', 'another command'],
    ['nowhere/x.ts', '../kernel/span.ts', 'anything, from a room that is not named'],
  ])('refuses %s importing %s: %s', (file, specifier) => {
    expect(mayImport(file, specifier)).toBe(false)
  })

  it.each([
    ['lang/hcl/x.ts', '../text/lines.ts', 'an earlier language'],
    ['lang/hcl/x.ts', 'node:crypto', 'digests'],
    ['readers/index.ts', './terraform/reader.ts', 'a registry its members'],
    ['report/x.ts', '../lang/text/lines.ts', 'the folder that is named'],
    ['lang/yaml/x.test.ts', 'yaml', 'an oracle in a test'],
  ])('lets %s import %s: %s', (file, specifier) => {
    expect(mayImport(file, specifier)).toBe(true)
  })
})
