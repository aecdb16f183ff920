// `packages.mjs FOLDER`: copies the packages that run with the server, and what these need, into FOLDER/node_modules. What
// only builds, tests or draws stays behind; the embedded Postgres too, since a container is given its database.
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serverPackages } from '../tools/server-packages.mjs'

const home = fileURLToPath(new URL('..', import.meta.url))
const [to] = process.argv.slice(2)
const { dependencies } = read('package.json')
const { packages } = read('package-lock.json')

const wanted = new Set()
const waiting = [...Object.keys(dependencies), ...serverPackages].map((name) => ['', name])
for (const [from, name] of waiting) {
  const path = placeOf(from, name)
  if (path === undefined || wanted.has(path)) continue
  wanted.add(path)
  const { dependencies: needed = {}, optionalDependencies: perhaps = {}, peerDependencies: peers = {} } = packages[path]
  for (const one of Object.keys({ ...needed, ...perhaps, ...peers })) waiting.push([path, one])
}
for (const path of wanted) if (existsSync(join(home, path))) cpSync(join(home, path), join(to, path), { recursive: true })
process.stdout.write(`${wanted.size} packages\n`)

/** Where a package is found that another asks for: beside it, or further up. */
function placeOf(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (packages[path] !== undefined) return path
    if (at === '') return undefined
  }
}

function read(file) {
  return JSON.parse(readFileSync(join(home, file), 'utf8'))
}
