import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'

const home = fileURLToPath(new URL('../..', import.meta.url))

/** Debian's browser, or undefined: tests that need it say aloud that they are skipped. */
export const browserPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)

/** `plumbline up` as a person starts it, with a state folder of its own. */
export interface Running {
  readonly address: string
  /** Signs in once. */
  readonly link: string
  readonly state: string
  /** All that it printed. */
  said(): string
  stop(): Promise<void>
}

/** Starts it, and waits until it has said where it is. */
export async function started(repository?: string): Promise<Running> {
  const state = mkdtempSync(join(tmpdir(), 'plumbline-console-'))
  const child = spawn(
    process.execPath,
    [
      join(home, 'bin/plumbline'),
      'up',
      ...(repository === undefined ? [] : [repository]),
      '--port',
      '0',
      '--state',
      state,
    ],
    { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], env: withoutDatabase() },
  )
  // Whatever goes wrong here, it is not left behind.
  process.once('exit', () => child.kill('SIGINT'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const stop = async (): Promise<void> => {
    await ended(child)
    rmSync(state, { recursive: true, force: true })
  }
  for (let tries = 0; tries < 1200 && child.exitCode === null; tries++) {
    const link = /http:\/\/\S+\/sign-in\?link=\S+/u.exec(said)?.[0]
    if (link !== undefined) return { address: new URL(link).origin, link, state, said: () => said, stop }
    await new Promise((go) => setTimeout(go, 100))
  }
  await stop()
  throw new TypeError(`plumbline up did not start:\n${said}`)
}

function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _, ...rest } = process.env
  return { ...rest, NO_COLOR: '1' }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000)
  await gone
  clearTimeout(timer)
}

/** A browser on this machine, headless. */
export function browser(): Promise<Browser> {
  return chromium.launch({ executablePath: browserPath ?? '', args: ['--no-sandbox'] })
}

/** A page of a signed-in person, with what the browser complained of. */
export interface Visit {
  readonly page: Page
  readonly complaints: readonly string[]
}

/** Opens a page and notes whatever the browser finds wrong with it. */
export async function visit(context: BrowserContext): Promise<Visit> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    if (!request.url().startsWith('http://127.0.0.1') && !request.url().startsWith('blob:'))
      complaints.push(`asked another host: ${request.url()}`)
  })
  return { page, complaints }
}

/** Waits until a page has drawn what it asked for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor()
  await page.locator('main [role="status"]').first().waitFor({ state: 'detached' })
}

/** Runs git in a folder as somebody. */
export function git(folder: string, ...args: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(
    'git',
    ['-C', folder, '-c', 'user.name=Ada Winter', '-c', 'user.email=ada@example.com', ...args],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new TypeError(stderr)
  return stdout.trim()
}
