// `npm run screenshots [FOLDER]`: starts everything on the example and writes a picture of each page of the console,
// light, dark and narrow. Look at each of them.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { build, cacheFolder, install, requireNode } from './project.mjs'

requireNode()
if (!install() || !build()) process.exit(1)
const folder = process.argv[2] ?? join(cacheFolder(), 'screenshots')
mkdirSync(folder, { recursive: true })
const { runScreenshots } = await loaded()
await runScreenshots(folder, (text) => process.stdout.write(`${text}\n`))

/** The tests know how to start it and which pages there are; they are TypeScript. */
async function loaded() {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: join(import.meta.dirname, '../test/console/screenshots.ts'),
    platform: 'node',
    external: [/^node:/u, 'playwright-core'],
  })
  // As deep as the source is, from where it finds the program.
  const file = join(cacheFolder(), 'console/screenshots.mjs')
  await bundle.write({ file, format: 'esm' })
  return import(file)
}
