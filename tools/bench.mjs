// `npm run bench [-- FOLDER]`: speed and memory as ratios to other tools in the same run, on the files of a folder or
// on files that the benches make.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { build, home, install, requireNode } from './project.mjs'

requireNode()
if (!install() || !build()) process.exit(1)
const out = join(home, '.cache/bench')
const tsc = join(home, 'node_modules/typescript/bin/tsc')
const compiled = spawnSync(
  process.execPath,
  [tsc, '-p', join(home, 'tsconfig.json'), '--noEmit', 'false', '--outDir', out],
  { stdio: 'inherit' },
)
if (compiled.status !== 0) process.exit(1)

for (const bench of [
  'parse',
  'read',
  'review',
  'why',
  'yaml',
  'deliver',
  'learn',
  'learn-causes',
  'learn-live',
  'control',
  'console',
  'graph',
]) {
  process.stdout.write(`\n${bench}\n`)
  const args = bench === 'parse' || bench === 'read' ? process.argv.slice(2) : []
  const { status } = spawnSync(process.execPath, [join(out, 'bench', `${bench}.js`), ...args], {
    stdio: 'inherit',
  })
  if (status !== 0) process.exitCode = 1
}
