// What `npm start`, `npm test` and `bin/plumbline` share: install what is missing, build what is out of date.
// Plain JavaScript without dependencies, because it runs before anything is installed.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const home = fileURLToPath(new URL('..', import.meta.url))

/** Refuses a Node that is too old, in words rather than in a syntax error. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  process.stderr.write(`Plumbline needs Node 20.19 or newer; this is ${process.versions.node}.\n`)
  process.exit(3)
}

/** Whether `node_modules` holds what the lock file says. */
export function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages
  const present = readJson('node_modules/.package-lock.json')?.packages
  if (wanted === undefined || present === undefined) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '') return true
    const found = present[path]
    if (found === undefined) return entry.optional === true
    return found.version === entry.version && existsSync(join(home, path, 'package.json'))
  })
}

/** Installs the locked packages when they aren't there. */
export function install() {
  if (isInstalled()) return true
  return run(npm(), ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
  })
}

/** Whether `dist` was made from the sources as they are now. */
export function isBuilt() {
  return readText('dist/.stamp') === sourceStamp() && readText('dist/console/.stamp') === consoleStamp()
}

/** Makes what is out of date: the program, and the console that its server gives out. */
export function build() {
  return buildProgram() && buildConsole()
}

/**
 * Writes the declarations of types beside the program in `dist`, for those who import the package. It takes several times as long as
 * the build, which needs no types, so that only what publishes or checks does it.
 */
export function declare() {
  const stamp = sourceStamp()
  if (readText('dist/.declared') === stamp) return true
  const compiler = join(home, 'node_modules/typescript/bin/tsc')
  const good = run(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {})
  if (good) writeFileSync(join(home, 'dist/.declared'), stamp)
  return good
}

/** Bundles `src` to `dist`; a failed build leaves the old one alone. */
function buildProgram() {
  const stamp = sourceStamp()
  if (readText('dist/.stamp') === stamp) return true
  const fresh = join(home, '.cache', `dist-${process.pid}`)
  const good = run(process.execPath, [join(home, 'tools/bundle.mjs'), fresh], {})
  if (good) {
    writeFileSync(join(fresh, '.stamp'), stamp)
    if (existsSync(join(home, 'dist/console'))) renameSync(join(home, 'dist/console'), join(fresh, 'console'))
    rmSync(join(home, 'dist'), { recursive: true, force: true })
    renameSync(fresh, join(home, 'dist'))
  }
  rmSync(fresh, { recursive: true, force: true })
  return good
}

/** Bundles the console to `dist/console`. */
function buildConsole() {
  const stamp = consoleStamp()
  if (readText('dist/console/.stamp') === stamp) return true
  const bundler = join(home, 'node_modules/vite/bin/vite.js')
  // On slow machines it reports on itself, which nobody needs to read.
  const good = run(process.execPath, [bundler, 'build', 'console', '--logLevel', 'error'], {})
  if (good) writeFileSync(join(home, 'dist/console/.stamp'), stamp)
  return good
}

/** Installs and builds what is missing, and says so; ends the process where that can't be. */
export function ready() {
  requireNode()
  if (!isInstalled()) process.stderr.write('Installing the packages in package-lock.json ...\n')
  if (!install()) stop('npm ci did not succeed; what it said stands above.')
  if (!isBuilt()) process.stderr.write('Building ...\n')
  if (!build()) stop('The build did not succeed; what was said stands above.')
}

function stop(text) {
  process.stderr.write(`${text}\n`)
  process.exit(1)
}

/** The folder for what checks leave behind; git ignores it. */
export function cacheFolder() {
  const folder = join(home, '.cache')
  mkdirSync(folder, { recursive: true })
  return folder
}

function run(program, args, options) {
  // What a tool says goes to standard error: standard output belongs to the command that was asked for.
  const { status } = spawnSync(program, args, { cwd: home, stdio: ['ignore', 2, 2], ...options })
  return status === 0
}

function npm() {
  return process.platform === 'win32' ? 'npm.cmd' : 'npm'
}

function isCode(name) {
  return /\.(?:ts|tsx|css|html|svg)$/u.test(name) && !name.endsWith('.test.ts')
}

function sourceStamp() {
  const hash = createHash('sha256')
  const files = [...filesIn('src'), ...filesIn('console')].filter(isCode)
  const settings = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'tools/bundle.mjs']
  // The shipped tables decide answers as code does, and what was made by a build is kept under its stamp.
  for (const file of [...settings.map((name) => join(home, name)), ...filesIn('data'), ...files])
    hash.update(file.slice(home.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function consoleStamp() {
  const hash = createHash('sha256')
  for (const file of [join(home, 'package-lock.json'), ...filesIn('src/contract'), ...filesIn('console')])
    hash.update(file.slice(home.length)).update('\0').update(readFileSync(file))
  return hash.digest('hex')
}

function filesIn(folder) {
  return readdirSync(join(home, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}

function readText(path) {
  try {
    return readFileSync(join(home, path), 'utf8')
  } catch {
    return undefined
  }
}

function readJson(path) {
  const text = readText(path)
  try {
    return text === undefined ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}
