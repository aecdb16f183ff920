import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { missingMonitors, whyNoMonitors } from '../signals/running.ts'
import { filled } from './filled.ts'
import { toldIncident } from './incident-told.ts'
import { checkLogged } from './logged.ts'
import { checkMeasured } from './measured.ts'
import { pages } from './pages.ts'
import { browser, browserPath, git, settled, started, visit, type Running } from './running.ts'

const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const example = fileURLToPath(new URL('../../examples/ai-platform', import.meta.url))

describe.skipIf(browserPath === undefined)('the console, in a real browser', () => {
  let running: Running
  let chrome: Browser
  let signedIn: BrowserContext
  let repository = ''

  beforeAll(async () => {
    repository = mkdtempSync(join(tmpdir(), 'plumbline-repository-'))
    cpSync(example, repository, { recursive: true })
    git(repository, 'init', '-q', '-b', 'main')
    git(repository, 'add', '.')
    git(repository, 'commit', '-q', '-m', 'The platform as it is')
    running = await started(repository)
    chrome = await browser()
    signedIn = await chrome.newContext({ viewport: { width: 1280, height: 900 } })
    const { page } = await visit(signedIn)
    await page.goto(running.link)
    await page.close()
  }, 240_000)
  afterAll(async () => {
    await chrome.close()
    await running.stop()
    rmSync(repository, { recursive: true, force: true })
  }, 60_000)

  const home = (): string => `${running.address}/local`

  async function open(path: string): Promise<Page> {
    const { page } = await visit(signedIn)
    await page.goto(home() + path)
    return page
  }

  it('shows who comes without a session how to get one, and takes a link once only', async () => {
    const stranger = await chrome.newContext()
    const { page } = await visit(stranger)
    await page.goto(running.link)
    await checkShown(page.getByText('has been used before'))
    expect(await page.getByRole('heading', { name: 'Plumbline' }).isVisible()).toBe(true)
    await stranger.close()
  })

  it('shows the first review by itself, without loading anew', async () => {
    const page = await open('')
    await checkShown(page.getByRole('link', { name: 'The platform as it is' }), 120_000)
    await checkShown(page.getByText('Live', { exact: true }))
    await page.goto(`${home()}/findings`)
    await checkShown(page.getByText('A container can write to its own root file system').first(), 120_000)
    await page.close()
  }, 250_000)

  it('leads from a resource to the line that set a value, and what it overrode', async () => {
    const page = await open('/resources?text=aws_eks_node_group')
    await page
      .getByRole('link', { name: /gpu_pool\["train"\]/u })
      .first()
      .click()
    await page
      .getByRole('button', { name: /desired_size/u })
      .first()
      .click()
    const panel = page.getByRole('region', { name: /Why .*desired_size/u })
    await checkShown(panel.getByText('Set by this line'))
    await checkShown(panel.getByText('production.tfvars:14').first())
    await checkShown(panel.getByText('desired = 12').first())
    expect(page.url()).toContain('path=')
    await page.reload()
    await checkShown(panel.getByText('Set by this line'))
    await page.close()
  }, 120_000)

  it('accepts a finding with a reason, and keeps who did', async () => {
    const page = await open('/findings?rule=aws%2Fvpc')
    await page.locator('main a[href*="/findings/"]').first().click()
    await page.getByRole('button', { name: 'Accept…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('This network is shared with nobody else.')
    await dialog.getByLabel('Until').fill('2030-01-31')
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await checkShown(page.getByText('This network is shared with nobody else.'))
    await checkShown(page.getByText('Accepted', { exact: true }))
    await page.goto(`${home()}/activity`)
    await checkShown(page.getByText('finding accepted').first())
    await page.getByRole('link', { name: 'Findings' }).click()
    await page.getByLabel('State').selectOption('accepted')
    await checkShown(page.locator('main a[href*="/findings/"]').first())
    await page.close()
  }, 120_000)

  it('shows a new commit while the page is open, and what it changed by which line', async () => {
    const page = await open('/changes')
    await checkShown(page.getByRole('link', { name: 'The platform as it is' }))
    const file = join(repository, 'production.tfvars')
    writeFileSync(file, readFileSync(file, 'utf8').replace('desired = 12', 'desired = 9'))
    git(repository, 'commit', '-q', '-am', 'Nine nodes are enough')
    const other = await open('/settings')
    await other.getByRole('button', { name: /^Fetch .* now$/u }).click()
    const link = page.getByRole('link', { name: 'Nine nodes are enough' })
    await checkShown(link, 60_000)
    await link.click()
    await checkShown(page.getByText('desired = 9'), 60_000)
    await checkShown(page.getByText('scaling_config').first())
    await page.close()
    await other.close()
  }, 200_000)

  it('shows what was changed by hand, works out the edit, and takes it as a patch where no forge is configured', async () => {
    const page = await open('/drift')
    await checkShown(page.getByText('Nothing is compared yet'))
    await filled(page)
    await page.goto(`${home()}/drift`)
    const row = page.getByRole('row', { name: /captioner.*MAX_BATCH_SIZE/u })
    await checkShown(row.getByText('changed by hand'), 60_000)
    await checkShown(row.getByText('k9s'))
    await row.getByRole('link').first().click()
    await checkShown(page.getByText('k8s/captioner.yaml:25').first())
    await page.getByRole('button', { name: 'Work out the edit' }).click()
    await checkShown(page.getByText('This is the edit.'), 120_000)
    await checkShown(page.getByText('None changes.'))
    const download = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Take it as a patch' }).click()
    const patch = readFileSync(await (await download).path(), 'utf8')
    expect(patch).toContain('-  MAX_BATCH_SIZE: "16"\n+  MAX_BATCH_SIZE: "64"\n')
    await page.getByRole('button', { name: 'Open a pull request' }).click()
    await checkShown(page.getByText('No forge is configured for this source'), 60_000)
    await page.getByRole('button', { name: 'Accept…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('A launch, until it has calmed down.')
    await dialog.getByLabel('Until').fill('2030-01-31')
    await dialog.getByRole('button', { name: 'Accept' }).click()
    await checkShown(page.getByText('until 2030-01-31: A launch'))
    await page.getByRole('button', { name: 'Open again' }).click()
    await checkShown(page.getByRole('button', { name: 'Accept…' }))
    await page.close()
  }, 400_000)

  it.skipIf(missingMonitors.length > 0)(
    `shows what the real Prometheus measures, what is usual, and the change under the same axis${whyNoMonitors}`,
    async () => {
      const page = await open('/changes')
      const asked: string[] = []
      page.on('request', (request) => asked.push(request.url()))
      await checkMeasured(page, {
        home: home(),
        isLoaded: () => asked.some((one) => one.includes('/signals-')),
      })
      await page.close()
    },
    200_000,
  )

  it('shows what stands out in lines of logs, all of it on a telephone too', async () => {
    const page = await open('/changes')
    await settled(page)
    await checkLogged(page, home())
    await page.close()
  }, 200_000)

  it('says what to tell Alertmanager, and has all of an incident on a telephone', async () => {
    const page = await open('/incidents')
    await settled(page)
    await page.getByText('Let Alertmanager tell of its alerts').click()
    const told = await page.locator('main details pre').innerText()
    expect(told).toContain(`- url: ${running.address}/api/projects/local/signals/`)
    expect(told).toMatch(/\/alerts\n\s+http_config:/u)
    await page.setViewportSize({ width: 390, height: 844 })
    await checkShown(page.locator('main td').first())
    const right = await page
      .locator('main td')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().right))
    expect(right.length).toBeGreaterThan(4)
    expect(Math.max(...right)).toBeLessThanOrEqual(390)
    await page.close()
  }, 120_000)

  it('says what to do about an incident: where to look, how to take it back, what would disprove it', async () => {
    const page = await open('')
    const { report } = toldIncident
    const weak = { ...report, changes: report.changes.map((one) => ({ ...one, confidence: 'weak' })) }
    for (const [told, texts] of [
      [report, ['apps/cart.yaml:12', 'Set data.DB_POOL back', 'git revert abcdef012345', 'stays slow']],
      [weak, ['No change explains it well: look at cart', 'stays slow']],
    ] as const) {
      await page.route('**/api/projects/local/incidents/told', (route) =>
        route.fulfill({ json: { ...toldIncident, report: told } }),
      )
      await page.goto(`${home()}/incidents/told`)
      const section = page.locator('section', { has: page.getByRole('heading', { name: 'What to do' }) })
      for (const text of texts) await checkShown(section.getByText(text))
      await page.unroute('**/api/projects/local/incidents/told')
    }
    await page.close()
  }, 60_000)

  it('asks what the page of signals is about while its program is on its way, and says when that does not come', async () => {
    const page = await open('/drift')
    await settled(page)
    await page.route('**/assets/signals-*.js', (route) => route.abort())
    const asked = page.waitForRequest((request) => request.url().endsWith('/api/projects/local/signals'))
    await page.getByRole('link', { name: 'Signals' }).click()
    await asked
    await checkShown(page.getByRole('heading', { level: 1, name: 'Signals' }))
    await checkShown(page.getByText('This could not be loaded'))
    expect(await page.getByRole('link', { name: 'Drift' }).isVisible()).toBe(true)
    await page.unroute('**/assets/signals-*.js')
    await page.getByRole('button', { name: 'Try again' }).click()
    await checkShown(page.getByText('which change came before what is not'))
    await page.close()
  }, 120_000)

  it('shows a state that somebody holds, compares its versions, restores one and takes the lock away', async () => {
    const page = await open('/states')
    await page.getByRole('link', { name: 'prod-network' }).click()
    await checkShown(page.getByText('ada@laptop holds it'))
    await checkShown(page.getByText('terraform_data.range output').first())
    await page.getByRole('button', { name: 'Take the lock away…' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('The laptop is gone.')
    await dialog.getByRole('button', { name: 'Take it away' }).click()
    await page.getByText('ada@laptop holds it').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Restore…' }).click()
    await dialog.getByLabel('Reason').fill('The range was right before.')
    await dialog.getByRole('button', { name: 'Restore' }).click()
    await checkShown(page.getByText('version 1 restored'))
    await page.close()
  }, 120_000)

  it('finds everything by its name, with the keyboard alone', async () => {
    const page = await open('')
    await checkShown(page.getByRole('heading', { level: 1 }))
    await page.keyboard.press('/')
    await page.keyboard.type('captioner')
    await checkShown(page.getByRole('option', { name: /Deployment\/vision\/captioner/u }).first())
    await page.keyboard.press('Enter')
    await checkShown(page.getByRole('heading', { level: 1, name: /captioner/u }))
    await page.close()
  }, 120_000)

  it('makes a token that is shown once and works', async () => {
    const page = await open('/settings/tokens')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('ci')
    await page.getByRole('dialog').getByRole('button', { name: 'Make', exact: true }).click()
    const secret = await page.getByText(/^plb_/u).textContent()
    const asked = await fetch(`${running.address}/api/projects/local/overview`, {
      headers: { authorization: `Bearer ${secret ?? ''}` },
    })
    expect(asked.status).toBe(200)
    await page.close()
  }, 120_000)

  it('has no page that is wrong, wide or narrow, light or dark', async () => {
    const context = await chrome.newContext({
      viewport: looks[0].size,
      reducedMotion: 'reduce',
      bypassCSP: true,
      storageState: await signedIn.storageState(),
    })
    const waiting = [...pages]
    const wrong: string[] = []
    const visitor = async (): Promise<void> => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
        wrong.push(...(await wrongIn(context, home(), next)))
    }
    await Promise.all([visitor(), visitor()])
    await context.close()
    expect(wrong).toEqual([])
  }, 240_000)
})

/** A page takes another look without being loaded anew, as when the system's changes or the window is made smaller. */
const looks = [
  { name: 'wide', size: { width: 1280, height: 900 }, colorScheme: 'light', asks: everything() },
  // Colours are all that is different.
  { name: 'dark', size: { width: 1280, height: 900 }, colorScheme: 'dark', asks: ['color-contrast'] },
  { name: 'narrow', size: { width: 390, height: 844 }, colorScheme: 'light', asks: everything() },
] as const

/** The rules of axe for WCAG 2.2 AA: https://www.deque.com/axe/core-documentation/api-documentation/ */
function everything(): readonly string[] {
  return ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
}

async function wrongIn(
  context: BrowserContext,
  home: string,
  { name, path, first }: (typeof pages)[number],
): Promise<readonly string[]> {
  const { page, complaints } = await visit(context)
  await page.goto(home + path)
  if (first !== undefined) await page.locator(first).first().click()
  await checkShown(page.locator('main h1'))
  await settled(page)
  if (name === 'signals') await checkShown(page.getByRole('heading', { name: 'What stands out' }))
  if (name === 'graph') await checkShown(page.locator('main svg [role="button"]').first())
  await page.addScriptTag({ path: axeFile })
  const wrong: string[] = []
  for (const look of looks) {
    await page.emulateMedia({ colorScheme: look.colorScheme })
    await page.setViewportSize(look.size)
    await page.waitForFunction(isDrawn, [look.size.width, look.colorScheme] as const)
    const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
    if (isWide) wrong.push(`${name}, ${look.name}: wider than the screen`)
    wrong.push(...(await violations(page, look.asks)).map((one) => `${name}, ${look.name}: ${one}`))
  }
  await page.close()
  return [...wrong, ...complaints.map((one) => `${name}: ${one}`)]
}

/** Whether the page has the size and the look that it was given, and is drawn so. Runs in the page. */
async function isDrawn([width, colorScheme]: readonly [number, string]): Promise<boolean> {
  // What follows the size of an element does so within the frame after it.
  for (let frame = 0; frame < 2; frame++) await new Promise((drawn) => requestAnimationFrame(drawn))
  return innerWidth === width && document.documentElement.dataset['theme'] === colorScheme
}

/** It is there, or comes within a time. */
async function checkShown(what: Locator, timeout = 30_000): Promise<void> {
  await what.waitFor({ timeout })
}

/** What axe finds against these rules, or rules with these tags. */
function violations(page: Page, asks: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (runOnly) => {
    const found = await axe.run({ runOnly, resultTypes: ['violations'] })
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0]?.html ?? ''}`)
  }, asks)
}

/** In the page, once its script was added. */
declare const axe: {
  run(options: object): Promise<{
    readonly violations: readonly {
      readonly id: string
      readonly help: string
      readonly nodes: readonly { readonly html: string }[]
    }[]
  }>
}
