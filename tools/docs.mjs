// `npm run docs`: writes docs/reference from the program itself. A test fails when it is out of date.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, home, install, requireNode } from './project.mjs'

requireNode()
if (!install() || !build()) process.exit(1)

const { referencePages } = await import('../dist/cli/reference.js')
const measured = JSON.parse(readFileSync(join(home, 'test/conformance/measured.json'), 'utf8'))
const pages = await referencePages(measured)
const folder = join(home, 'docs/reference')
rmSync(folder, { recursive: true, force: true })
for (const [name, text] of pages) {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  writeFileSync(join(folder, name), text)
}
process.stdout.write(`wrote ${pages.size} pages to docs/reference\n`)
