// `npm run docs`: writes docs/reference from the program itself. A test fails when it is out of date.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, home, install, requireNode } from './project.mjs'

requireNode()
if (!install() || !build()) process.exit(1)

const { referencePages } = await import('../dist/cli/reference.js')
const pages = await referencePages()
const folder = join(home, 'docs/reference')
mkdirSync(folder, { recursive: true })
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name))
for (const [name, text] of pages) writeFileSync(join(folder, name), text)
process.stdout.write(`wrote ${pages.size} pages to docs/reference\n`)
