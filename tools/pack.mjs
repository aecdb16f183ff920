// `npm run pack [-- FOLDER [NAME]]`: makes the two packages that are published, from one tree: `plumbline`, the command line alone,
// and `plumbline-server`, the same with the server, its console and what they need. What the small one may weigh is checked.
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { build, cacheFolder, declare, home, install, requireNode } from './project.mjs'
import { serverPackages } from './server-packages.mjs'

/** Megabytes that the small package has at most, packed. */
const mostMegabytes = 15
const mostDependencies = 12

/** What the command line says where the server would be. */
const elsewhere = `// The server is a package of its own, so that the command line stays light.
const away = () => {
  process.stderr.write('This is the command line alone: npm install --global plumbline-server has the server, its workers and the protocol of agents too.\\n')
  process.exit(2)
}
export const control = new Proxy({}, { get: (_, name) => (name === 'then' ? undefined : away) })
`

const [to = join(cacheFolder(), 'packed'), only] = process.argv.slice(2)
const isWanted = (name) => only === undefined || only === name
requireNode()
if (process.env['PLUMBLINE_PACK_AS_BUILT'] !== '1' && (!install() || !build() || !declare())) process.exit(1)
const root = json(join(home, 'package.json'))
const lock = json(join(home, 'package-lock.json')).packages

const folder = resolve(to)
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
if (isWanted('plumbline')) {
  const { description, dependencies } = root
  const wrong = problemsOf(packed('plumbline', { description, dependencies, fill: commandLine }))
  for (const one of wrong) process.stderr.write(`plumbline: ${one}\n`)
  process.exitCode = wrong.length === 0 ? 0 : 1
}
if (isWanted('plumbline-server')) {
  packed('plumbline-server', {
    description: `${root.description} With the server, its workers and the console.`,
    dependencies: { ...root.dependencies, ...chosen(root.devDependencies, serverPackages) },
    optionalDependencies: root.optionalDependencies,
    fill: everything,
  })
}

/** Lays a package out, packs it, and says what came of it. */
function packed(name, { description, dependencies, optionalDependencies, fill }) {
  const layout = join(cacheFolder(), 'pack', name)
  rmSync(layout, { recursive: true, force: true })
  mkdirSync(layout, { recursive: true })
  fill(layout)
  for (const one of ['LICENSE', 'README.md', 'CHANGELOG.md'])
    if (existsSync(join(home, one))) cpSync(join(home, one), join(layout, one))
  const { version, license, bin, type, exports, engines } = root
  const facts = { name, version, description, license, bin, type, exports, engines, dependencies }
  const more = optionalDependencies === undefined ? {} : { optionalDependencies }
  writeFileSync(join(layout, 'package.json'), `${JSON.stringify({ ...facts, ...more }, undefined, 2)}\n`)
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const { status, stdout } = spawnSync(npm, args, {
    cwd: layout,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) process.exit(1)
  const [{ filename, size, unpackedSize, files }] = JSON.parse(stdout)
  const megabytes = size / 1024 / 1024
  process.stdout.write(
    `${filename}: ${megabytes.toFixed(1)} MB packed, ${(unpackedSize / 1024 / 1024).toFixed(1)} MB unpacked, ${files.length} files, ${Object.keys(dependencies).length} dependencies\n`,
  )
  return { megabytes, files: files.map(({ path }) => path), dependencies: Object.keys(dependencies) }
}

/** The program in one file, the library, and the tables: nothing that only the server runs. */
function commandLine(layout) {
  for (const one of ['bin', 'data']) cpSync(join(home, one), join(layout, one), { recursive: true })
  const dist = join(home, 'dist')
  const files = ['.stamp', 'LICENSES', 'app/program.cjs', 'app/control-door.cjs']
  for (const file of [...files, ...reached(dist, ['index.js', 'index.d.ts'])]) {
    mkdirSync(dirname(join(layout, 'dist', file)), { recursive: true })
    cpSync(join(dist, file), join(layout, 'dist', file))
  }
  writeFileSync(join(layout, 'dist/app/control.js'), elsewhere)
}

/** All that is built, and what the server shows: pages for agents, and the example. */
function everything(layout) {
  for (const one of ['bin', 'data', 'dist', 'docs', 'examples'])
    cpSync(join(home, one), join(layout, one), { recursive: true, filter: (file) => !file.endsWith('.map') })
}

/** The files below a folder that some of them lead to by their imports. */
function reached(below, from) {
  const found = new Set()
  const waiting = [...from]
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file) || !existsSync(join(below, file))) continue
    found.add(file)
    const text = readFileSync(join(below, file), 'utf8')
    const named = [...text.matchAll(/(?:from|import|import\()\s*["'](\.{1,2}\/[^"']+)["']/gu)]
    for (const [, specifier] of named) {
      const at = relative(below, resolve(below, dirname(file), specifier))
      waiting.push(file.endsWith('.d.ts') ? at.replace(/\.(?:js|ts)$/u, '.d.ts') : at)
    }
  }
  // What stands for the server here is written anew.
  found.delete(join('app', 'control.js'))
  return found
}

/** What the small package may not be. */
function problemsOf({ megabytes, files, dependencies }) {
  const every = withTheirs(dependencies)
  const scripted = every.filter((path) => lock[path]?.hasInstallScript === true)
  const native = every.filter((path) => hasNativePart(join(home, path)))
  const foreign = files.filter((file) => /dbos|octokit|kysely|postgres|console\/|\.node$/u.test(file))
  return [
    ...(megabytes > mostMegabytes ? [`it is ${megabytes.toFixed(1)} MB, and may be ${mostMegabytes}.`] : []),
    ...(dependencies.length > mostDependencies
      ? [`it has ${dependencies.length} dependencies, and may have ${mostDependencies}.`]
      : []),
    ...scripted.map((path) => `${path} runs a script when it is installed.`),
    ...native.map((path) => `${path} has a native part.`),
    ...foreign.map((file) => `${file} is the server's.`),
  ]
}

/** The places of packages and of all that these depend on. */
function withTheirs(names) {
  const found = new Set()
  const waiting = names.map((name) => ['', name])
  for (const [from, name] of waiting) {
    const path = placeOf(from, name)
    if (path === undefined || found.has(path)) continue
    found.add(path)
    for (const one of Object.keys(lock[path].dependencies ?? {})) waiting.push([path, one])
  }
  return [...found]
}

/** Where a package is found that another asks for: beside it, or further up. */
function placeOf(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (lock[path] !== undefined) return path
    if (at === '') return undefined
  }
}

function hasNativePart(path) {
  if (!existsSync(path)) return false
  return readdirSync(path, { recursive: true }).some((file) =>
    /\.node$|(?:^|\/)binding\.gyp$/u.test(String(file)),
  )
}

function chosen(all, names) {
  return Object.fromEntries(names.map((name) => [name, all[name]]))
}

function json(file) {
  return JSON.parse(readFileSync(file, 'utf8'))
}
