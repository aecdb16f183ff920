import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startPostgres } from '../src/host/postgres/server.ts'
import { openStore } from '../src/store/store.ts'
import { browser, browserPath } from '../test/console/running.ts'
import { fakePrometheus } from '../test/server/prometheus.ts'
import { ended, started } from './control-server.ts'
import { median } from './figures.ts'
import { largeProject, type Large } from './large-estate.ts'

const runs = 3
const target = 1000
const key = Buffer.alloc(32, 7).toString('base64')

/** A page: what is pressed on it as soon as it is there; its address changes then, or what is pressed says that it is open. */
interface Wanted {
  readonly name: string
  readonly path: string
  readonly press: string
}

/**
 * `console`: each page of the console in a real browser, of a project with 50,000 resources and 20,000 findings: how long until
 * what it is about can be seen and answers to a press. From nothing, with all that it needs sent; and by a link of the page before.
 * Names of pages measure those alone.
 */
async function main(): Promise<void> {
  if (browserPath === undefined) return console.log('There is no chromium here: apt-get install chromium.')
  process.env['PLUMBLINE_KEY'] = key
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  const postgres = await startPostgres(join(folder, 'postgres'))
  const store = await openStore(postgres.url, { connections: 5, keys: key })
  const prometheus = await fakePrometheus()
  const { child, address } = await started(postgres.url, join(folder, 'server'))
  const chrome = await browser()
  try {
    const large = await largeProject(store, 'large', prometheus.url)
    const link = await store.commands.access.signInLink('ada', 86_400)
    const home = { address, large, storage: await signedIn(chrome, `${address}/sign-in?link=${link}`) }
    console.log(
      `${runs} runs each, the median: until it is shown, until a press on it is answered, the processor`,
    )
    console.log('     from nothing: ms          by a link: ms')
    console.log('   shown   answers  work   shown   answers  work')
    const only = process.argv.slice(2)
    for (const wanted of pagesOf(large))
      if (only.length === 0 || only.includes(wanted.name)) await told(chrome, home, wanted)
  } finally {
    await chrome.close()
    await ended(child)
    prometheus.close()
    await store.close()
    await postgres.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function pagesOf({ source, sha, resource }: Large): readonly Wanted[] {
  const at = encodeURIComponent(source)
  return [
    { name: 'overview', path: '', press: 'main a[href*="/changes/"]' },
    { name: 'changes', path: '/changes', press: 'main a[href*="/changes/"]' },
    { name: 'change', path: `/changes/${at}/${sha}`, press: 'main a[href*="/findings/"]' },
    { name: 'findings', path: '/findings', press: 'main a[href*="/findings/"]' },
    { name: 'finding', path: '/findings/f7', press: 'main a[href*="/findings"]' },
    { name: 'drift', path: '/drift', press: 'main a[href*="/drift/"]' },
    { name: 'signals', path: '/signals', press: 'main [aria-label="Series"] button' },
    { name: 'incidents', path: '/incidents', press: 'main a[href*="/incidents/"]' },
    { name: 'resources', path: '/resources', press: 'main a[href*="/resources/"]' },
    {
      name: 'resource',
      path: `/resources/${at}/${encodeURIComponent(resource)}`,
      press: 'main button[aria-pressed]',
    },
    { name: 'graph', path: '/graph', press: 'main svg [role="button"]' },
    {
      name: 'graph of a module',
      path: `/graph?source=${at}&cluster=${encodeURIComponent('team-03::module.part_07')}`,
      press: 'main svg [role="button"]',
    },
    { name: 'activity', path: '/activity', press: 'main button[aria-expanded]' },
    { name: 'settings', path: '/settings', press: 'main nav a:nth-of-type(2)' },
  ]
}

type Storage = Awaited<ReturnType<BrowserContext['storageState']>>

interface Home {
  readonly address: string
  readonly large: Large
  readonly storage: Storage
}

async function signedIn(chrome: Browser, link: string): Promise<Storage> {
  const context = await chrome.newContext()
  const page = await context.newPage()
  await page.goto(link)
  await page.locator('main h1').waitFor()
  const storage = await context.storageState()
  await context.close()
  return storage
}

async function told(chrome: Browser, home: Home, wanted: Wanted): Promise<void> {
  const fresh: Opened[] = []
  const followed: Opened[] = []
  for (let run = 0; run < runs; run++) {
    fresh.push(await opened(chrome, home, wanted, 'from nothing'))
    followed.push(await opened(chrome, home, wanted, 'by a link'))
  }
  const figures = [fresh, followed].flatMap((all) => [
    median(all.map((one) => one.shown)),
    median(all.map((one) => one.answered)),
    median(all.map((one) => one.work)),
  ])
  const isGood = [fresh, followed].every((all) => median(all.map((one) => one.answered)) <= target)
  if (!isGood) process.exitCode = 1
  console.log(
    `${figures.map((one) => one.toFixed(0).padStart(8)).join('')}  ${wanted.name}${isGood ? '' : '  TOO SLOW'}`,
  )
}

interface Opened {
  readonly shown: number
  readonly answered: number
  /** Of the page's own thread. */
  readonly work: number
}

async function opened(
  chrome: Browser,
  { address, large, storage }: Home,
  { name, path, press }: Wanted,
  how: 'from nothing' | 'by a link',
): Promise<Opened> {
  const context = await chrome.newContext({ storageState: storage, viewport: { width: 1280, height: 900 } })
  try {
    const page = await context.newPage()
    const at = `${address}/${large.project}${path}`
    const session = await context.newCDPSession(page)
    await session.send('Performance.enable')
    const work = async (): Promise<number> => {
      const { metrics } = await session.send('Performance.getMetrics')
      return (metrics.find((one) => one.name === 'TaskDuration')?.value ?? 0) * 1000
    }
    const first = how === 'from nothing' ? `watch(${JSON.stringify(press)}, 0)` : ''
    await page.addInitScript({ content: `${watching}\n${first}` })
    if (how === 'from nothing') {
      await page.goto(at, { waitUntil: 'commit' })
      return { ...(await heard(page, name)), work: await work() }
    }
    await page.goto(`${address}/${large.project}/${name === 'states' ? '' : 'states'}`)
    await page.locator('main h1').waitFor()
    await page.waitForTimeout(500)
    const before = await work()
    // As a link of the console does it: the router hears of it.
    await page.evaluate(
      ([what, to]) => {
        ;(globalThis as { watch?: (press: string, start: number) => void }).watch?.(what, performance.now())
        history.pushState(null, '', to)
      },
      [press, at] as const,
    )
    return { ...(await heard(page, name)), work: (await work()) - before }
  } finally {
    await context.close()
  }
}

/** What the page has told of itself. */
async function heard(page: Page, name: string): Promise<Omit<Opened, 'work'>> {
  try {
    const found = await page.waitForFunction(
      // What the script below writes.
      () => (globalThis as { watched?: Omit<Opened, 'work'> }).watched,
      undefined,
      { timeout: 60_000 },
    )
    return (await found.jsonValue()) ?? { shown: Infinity, answered: Infinity }
  } catch (error) {
    console.log(`${name}: ${await page.locator('main').innerText()}`)
    throw error
  }
}

/**
 * In the page: waits until something can be seen, presses it at once, and waits until that is answered and drawn: by another
 * address, or by what it says of itself.
 */
const watching = `window.watch = function watch(press, start) {
  const said = (one) => location.href + one.getAttribute('aria-expanded') + one.getAttribute('aria-pressed')
  const drawn = (then) => requestAnimationFrame(() => setTimeout(then))
  const look = () => {
    const one = [...document.querySelectorAll(press)].find((some) => some.getBoundingClientRect().height > 0)
    if (one === undefined) return setTimeout(look, 4)
    drawn(() => {
      const shown = performance.now() - start
      const before = said(one)
      one.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }))
      const wait = () => {
        if (said(one) === before) return setTimeout(wait, 4)
        drawn(() => { window.watched = { shown, answered: performance.now() - start } })
      }
      wait()
    })
  }
  look()
}`

await main()
