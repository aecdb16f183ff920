import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { filesUnder, home, importsOf, textOf } from './tree.ts'

const sources = filesUnder('src').filter((path) => path.endsWith('.ts'))
const tests = [...sources, ...filesUnder('test'), ...filesUnder('tools')].filter((path) =>
  path.endsWith('.test.ts'),
)
const pages = filesUnder('docs').filter((path) => path.endsWith('.md'))

describe('places', () => {
  it('have the name of what they hold, never utils, helpers, common or misc', () => {
    const vague = /^(?:utils?|helpers?|common|misc|shared)$/u
    const named = [...sources, ...tests].flatMap((path) =>
      path.split('/').map((part) => ({ path, name: part.replace(/(?:\.test)?\.\w+$/u, '') })),
    )
    expect(named.filter(({ name }) => vague.test(name))).toEqual([])
  })

  it('each command has a folder with its command, and the registry lists exactly the folders', () => {
    const folders = sources
      .map((path) => /^src\/cli\/([^/]+)\/command\.ts$/u.exec(path)?.[1])
      .filter((name) => name !== undefined)
    const listed = [...textOf('src/cli/index.ts').matchAll(/\bid: '([^']+)'/gu)].map(([, id]) => id)
    expect(folders.length).toBeGreaterThan(3)
    expect(new Set(listed)).toEqual(new Set(folders))
  })
})

describe('sources', () => {
  it('throw one class only', () => {
    const wrong = sources.filter((path) => /\bthrow new (?!Fault\b)\w+/u.test(textOf(path)))
    expect(wrong).toEqual([])
  })

  it('import zod at borders only, and the journal of durable runs is one', () => {
    const users = sources.filter((path) => importsOf(textOf(path)).includes('zod'))
    expect(
      users.filter((path) => !/^src\/(?:cli|app|contract|forges|signals|targets|workflows)\//u.test(path)),
    ).toEqual([])
  })

  it('have no date and no randomness in pure rooms', () => {
    const pure = sources.filter(
      (path) =>
        /^src\/(?:kernel|model|lang|readers|engine|learn|report)\//u.test(path) && !path.endsWith('.test.ts'),
    )
    const impure = /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\brandomUUID\(|\bprocess\./u
    expect(pure.length).toBeGreaterThan(20)
    expect(pure.filter((path) => impure.test(textOf(path)))).toEqual([])
  })
})

describe('tests', () => {
  it('say why where they are skipped', () => {
    const skips = tests.flatMap((path) =>
      textOf(path)
        .split('\n')
        .map((line, at, all) => ({ where: `${path}:${at + 1}`, line, before: all[at - 1] ?? '' }))
        .filter(({ line }) => /\b(?:it|test|describe)\.(?:skip|todo)\b/u.test(line)),
    )
    const unexplained = skips.filter(
      ({ line, before }) => !/\/\/ |because|skipped:/u.test(`${before}\n${line}`),
    )
    expect(unexplained).toEqual([])
  })

  it('never run alone', () => {
    expect(tests.filter((path) => /\b(?:it|test|describe)\.only\(/u.test(textOf(path)))).toEqual([])
  })

  it('keep no snapshot files', () => {
    expect([...filesUnder('src'), ...filesUnder('test')].filter((path) => path.endsWith('.snap'))).toEqual([])
  })
})

describe('the lock file', () => {
  interface Locked {
    readonly resolved?: string
    readonly optionalDependencies?: Readonly<Record<string, string>>
  }
  const { packages } = JSON.parse(textOf('package-lock.json')) as {
    readonly packages: Readonly<Record<string, Locked>>
  }

  it('names the packages of every platform, or `npm ci` refuses it', () => {
    const wanted = Object.values(packages).flatMap((one) => Object.keys(one.optionalDependencies ?? {}))
    expect(wanted.length).toBeGreaterThan(10)
    expect(wanted.filter((name) => packages[`node_modules/${name}`] === undefined)).toEqual([])
  })

  it('leaves the registry to whoever installs', () => {
    expect(Object.values(packages).flatMap((one) => one.resolved ?? [])).toEqual([])
  })
})

describe('pages', () => {
  it.each(pages)('%s links only to what exists', (page) => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]+)/gu)].map(([, to]) => to ?? '')
    expect(links.filter((to) => !existsSync(join(home, page, '..', to)))).toEqual([])
  })

  it('the README links only to what exists', () => {
    const links = [...textOf('README.md').matchAll(/(?:\]\(|src=")(?!https?:)([^)"#\s]+)/gu)].map(
      ([, to]) => to ?? '',
    )
    expect(links.length).toBeGreaterThan(3)
    expect(links.filter((to) => !existsSync(join(home, to)))).toEqual([])
  })

  it('name every package that runs with us', () => {
    const { dependencies } = JSON.parse(textOf('package.json')) as {
      readonly dependencies: Readonly<Record<string, string>>
    }
    const page = textOf('docs/dependencies.md')
    expect(Object.keys(dependencies).filter((name) => !page.includes(`\`${name}\``))).toEqual([])
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(12)
  })

  it('have one for each door a newcomer may take', () => {
    const doors = ['language', 'reader', 'command']
    expect(doors.filter((door) => !existsSync(join(home, `docs/adding/${door}.md`)))).toEqual([])
  })
})
