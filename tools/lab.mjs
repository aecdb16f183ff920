// `npm run lab`: starts eight small services, a database, visitors and Prometheus, has something go wrong in them, and
// keeps what Prometheus saw in test/lab/recordings, where `npm test` asks the learner about it; see docs/lab.md.
// Options: --kinds="bad release,nothing" --seeds=1-8 --parallel=2 --seconds=62 --into=FOLDER; what is there is kept unless --again.
// --judge only prints the figures,
// --details=tuning each answer with them.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { rolldown } from 'rolldown'
import { home, install, requireNode } from './project.mjs'

requireNode()
const { values: given } = parseArgs({
  options: {
    kinds: { type: 'string', default: '' },
    seeds: { type: 'string', default: '1-8' },
    parallel: { type: 'string', default: '2' },
    seconds: { type: 'string', default: '62' },
    into: { type: 'string', default: join(home, 'test/lab/recordings') },
    again: { type: 'boolean', default: false },
    judge: { type: 'boolean', default: false },
    details: { type: 'string' },
  },
})
if (!install()) process.exit(3)
const folder = join(home, '.cache/lab')
const programs = join(folder, 'programs')
const needed = given.judge ? ['judge'] : ['system/service', 'system/load', 'record', 'judge']
for (const entry of needed) await bundle(entry)

if (!given.judge) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  const { record } = await import(join(programs, 'record.mjs'))
  await record({
    kinds: given.kinds.split(',').filter((one) => one !== ''),
    seeds: numbers(given.seeds),
    parallel: Number(given.parallel),
    seconds: Number(given.seconds),
    into: given.into,
    again: given.again,
    folder,
    told: (line) => process.stdout.write(`${line}\n`),
  })
}
const { tableOf, detailsOf } = await import(join(programs, 'judge.mjs'))
if (given.details !== undefined) process.stdout.write(`${detailsOf(given.into, given.details)}\n`)
process.stdout.write(tableOf(given.into))
process.exit(0)

/** `1-3,8` is 1, 2, 3 and 8. */
function numbers(text) {
  return text.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number)
    return Array.from({ length: to - from + 1 }, (_, at) => from + at)
  })
}

async function bundle(entry) {
  const made = await rolldown({
    cwd: home,
    input: join(home, `test/lab/${entry}.ts`),
    platform: 'node',
    external: /^(?:node:|@?[a-z][\w-]*(?:\/|$))/u,
    logLevel: 'silent',
  })
  await made.write({
    file: join(programs, `${entry.split('/').at(-1)}.mjs`),
    format: 'esm',
    codeSplitting: false,
  })
  await made.close()
}
