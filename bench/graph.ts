import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import type { ReadingChunk } from '../src/contract/records.ts'
import { startPostgres } from '../src/host/postgres/server.ts'
import { openStore, type Store } from '../src/store/store.ts'
import { browser, browserPath } from '../test/console/running.ts'
import { commitFacts, record, resource } from '../test/server/records.ts'
import { ended, started } from './control-server.ts'
import { workOf } from './processes.ts'

const project = 'drawn'
const teams = 25
const parts = 8
const each = 50

/**
 * `graph`: the console's page of 10,000 resources in a real browser: how long until it is drawn, at the top, in a module, around a
 * resource that most of the others use; what it costs on the processors, and how much is sent. The second time it is opened, too.
 */
async function main(): Promise<void> {
  if (browserPath === undefined) return console.log('There is no chromium here: apt-get install chromium.')
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const postgres = await startPostgres(join(folder, 'postgres'))
  const store = await openStore(postgres.url, { connections: 3 })
  const source = await seeded(store)
  const { child, address } = await started(postgres.url, join(folder, 'server'))
  const chrome = await browser()
  try {
    const page = await chrome.newPage({ viewport: { width: 1280, height: 900 } })
    const link = await store.commands.access.signInLink('ada', 3600)
    await page.goto(`${address}/sign-in?link=${link}`)
    await page.locator('main h1').waitFor()
    const measure = await measuring(page, [child.pid ?? 0, postgres.pid])
    const at = `${address}/${project}/graph?source=${source}`
    const boxes = page.locator('main svg [role="button"]')
    console.log('    ms until drawn   ms of the browser   of server and database   kB sent')
    await measure(
      'another page',
      () => page.goto(`${address}/${project}/resources`),
      page.locator('main tbody tr').first(),
    )
    await measure('the page, cold', () => page.goto(at), boxes.first())
    await measure('the page again', () => page.goto(at), boxes.first())
    await measure('a root', () => page.goto(`${at}&cluster=${encodeURIComponent('estate::')}`), boxes.nth(20))
    const team = boxes.filter({ hasText: 'module.team_07' })
    await measure('a module, by a press', () => team.click(), boxes.filter({ hasText: 'part_3' }))
    await measure(
      'resources, by a press',
      () => boxes.filter({ hasText: 'part_3' }).click(),
      boxes.filter({ hasText: 'n07-3-10' }),
    )
    const hub = encodeURIComponent('estate::aws_vpc.hub')
    await measure('around what all use', () => page.goto(`${at}&focus=${hub}&depth=2`), boxes.nth(20))
  } finally {
    await chrome.close()
    await ended(child)
    await store.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** 10,000 resources of one root in 25 modules of 8 modules; each uses the one before it, and one that all use. */
async function seeded(store: Store): Promise<string> {
  await store.commands.projects.create({ id: project, name: 'Drawn' }, 'ada')
  const wanted = { name: 'estate', url: 'https://git.example/estate' }
  const added = await store.commands.sources.add(project, wanted, 'ada', false)
  if (added.kind === 'refused') return process.exit(1)
  const facts = commitFacts(1)
  const found = { defaultBranch: 'main', branches: [{ branch: 'main', sha: facts.sha, commits: [facts] }] }
  await store.commits.fetched(project, added.value.id, found)
  const name = { project, source: added.value.id, branch: 'main', sha: facts.sha }
  const kept = await store.commits.keep(name, record({ readings: chunks() }))
  await store.commits.reviewed(name, undefined, kept)
  return added.value.id
}

function chunks(): readonly ReadingChunk[] {
  const around = { format: 'terraform', root: 'estate', variant: '', files: ['main.tf'], sites: [] }
  const shared = { ...around, resources: [{ ...resource('aws_vpc.hub', 'all'), values: [] }] }
  return [
    shared,
    ...Array.from({ length: teams }, (_, team) => ({ ...around, resources: resourcesOf(team) })),
  ]
}

function resourcesOf(team: number): ReadingChunk['resources'] {
  const name = String(team).padStart(2, '0')
  const addressOf = (part: number, at: number): string =>
    `module.team_${name}.module.part_${part}.aws_instance.n${name}-${part}-${at}`
  return Array.from({ length: parts }, (_, part) =>
    Array.from({ length: each }, (__, at) => ({
      ...resource(addressOf(part, at), String(at), [
        'aws_vpc.hub',
        ...(at > 0 ? [addressOf(part, at - 1)] : []),
        ...(at === 0 && part > 0 ? [addressOf(part - 1, 0)] : []),
      ]),
      type: 'aws_instance',
      module: `module.team_${name}.module.part_${part}`,
      values: [],
    })),
  ).flat()
}

type Measure = (what: string, act: () => Promise<unknown>, until: Locator) => Promise<void>

async function measuring(page: Page, servers: readonly number[]): Promise<Measure> {
  let sent = 0
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (sent += encodedDataLength))
  return async (what, act, until) => {
    sent = 0
    // The browser is the only child of this process that isn't a server.
    const browserWork = (): number => workOf([process.pid]) - workOf(servers) - ownWork()
    const before = { ms: performance.now(), browser: browserWork(), server: workOf(servers) }
    await act()
    await until.waitFor({ timeout: 120_000 })
    const ms = performance.now() - before.ms
    await page.waitForTimeout(1500)
    const figures = [ms, browserWork() - before.browser, workOf(servers) - before.server, sent / 1024]
    console.log(`${figures.map((one) => one.toFixed(0).padStart(18)).join('')}  ${what}`)
  }
}

function ownWork(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

await main()
