// `npm test`: installs what is missing, then runs every check, one line each. `npm test -- PATTERN` runs matching
// test files only.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { availableParallelism } from 'node:os'
import { build, cacheFolder, declare, home, install, isInstalled, requireNode } from './project.mjs'

requireNode()
const patterns = process.argv.slice(2)
const results = []

if (!isInstalled()) process.stdout.write('installing the packages in package-lock.json ...\n')
if (!(await timed('install', async () => ({ good: install(), output: '' })))) finish()

const report = join(cacheFolder(), 'vitest.json')
rmSync(report, { force: true })
const folders = ['src', 'console', 'test', 'tools', 'bench'].filter((folder) =>
  existsSync(join(home, folder)),
)
const checks = [
  ['types', 'typescript/bin/tsc', ['-p', 'tsconfig.json']],
  ['console', 'typescript/bin/tsc', ['-p', 'console/tsconfig.json']],
  ['lint', 'oxlint/bin/oxlint', []],
  ['format', 'oxfmt/bin/oxfmt', ['--check', ...folders]],
  ['unused', 'knip/bin/knip.js', ['--no-progress']],
]
if (patterns.length === 0) {
  // Most of them have one thread for most of their time.
  await Promise.all(checks.map(([name, program, args]) => timed(name, () => tool(program, args))))
}
// The tests of the console start the program as a person does.
if (patterns.length === 0 || patterns.some((one) => one.includes('console')))
  await timed('build', async () => ({ good: build() && declare(), output: '' }))
await timed('tests', () =>
  tool('vitest/vitest.mjs', [
    'run',
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...patterns,
  ]),
)
finish()

async function timed(name, work) {
  const start = performance.now()
  const { good, output } = await work()
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  results.push({ name, good })
  const note = name === 'tests' ? `  ${testsLine()}` : ''
  process.stdout.write(`${good ? '✓' : '✗'} ${name.padEnd(9)}${seconds.padStart(6)} s${note}\n`)
  for (const line of output.match(/^measured: .*$/gmu) ?? []) process.stdout.write(`    ${line}\n`)
  if (!good) process.stdout.write(`${indented(output)}\n`)
  return good
}

function tool(program, args) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(home, 'node_modules', program), ...args], {
      cwd: home,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
        UV_THREADPOOL_SIZE: String(availableParallelism()),
      },
    })
    const chunks = []
    child.stdout.on('data', (chunk) => chunks.push(chunk))
    child.stderr.on('data', (chunk) => chunks.push(chunk))
    child.on('error', (error) => resolve({ good: false, output: String(error) }))
    child.on('close', (code) => resolve({ good: code === 0, output: Buffer.concat(chunks).toString('utf8') }))
  })
}

function finish() {
  const { passed, failed, skipped } = counts()
  const skips = skippedTests()
  for (const line of skips.slice(0, 20)) process.stdout.write(`SKIPPED  ${line}\n`)
  if (skips.length > 20) process.stdout.write(`SKIPPED  and ${skips.length - 20} more\n`)
  const stages = results.filter((one) => one.name !== 'tests')
  const total = {
    passed: passed + stages.filter((one) => one.good).length,
    failed: failed + stages.filter((one) => !one.good).length,
    skipped,
  }
  // A run of tests that ended badly without naming a failed test (a file that didn't load, no tests at all) is a failure.
  if (failed === 0 && results.some((one) => one.name === 'tests' && !one.good)) total.failed += 1
  writeFileSync(join(cacheFolder(), 'summary.json'), JSON.stringify(total))
  const broken = results.filter((one) => !one.good).map((one) => one.name)
  process.stdout.write(
    `\n${broken.length === 0 ? 'all good' : `failed: ${broken.join(', ')}`}: ${sentence(total)}\n`,
  )
  process.exit(broken.length === 0 ? 0 : 1)
}

function sentence({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

function testsLine() {
  return sentence(counts())
}

function counts() {
  const found = readReport()
  if (found === undefined) return { passed: 0, failed: 0, skipped: 0 }
  const broken = found.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((one) => one.status !== 'failed'),
  )
  return {
    passed: found.numPassedTests,
    failed: found.numFailedTests + broken.length,
    skipped: found.numPendingTests + found.numTodoTests,
  }
}

function skippedTests() {
  return (readReport()?.testResults ?? []).flatMap((file) =>
    file.assertionResults
      .filter((one) => one.status !== 'passed' && one.status !== 'failed')
      .map((one) => `${relative(home, file.name)}: ${one.fullName.trim()}`),
  )
}

function readReport() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'))
  } catch {
    return undefined
  }
}

function indented(text) {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n')
}
