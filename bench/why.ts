import { rmSync } from 'node:fs'
import { built } from './built.ts'
import { estate } from './estate.ts'
import { spread } from './figures.ts'

/** `why`: how long a question takes on an estate of 50,000 resources that is read already. */
async function main(): Promise<void> {
  const { estateIn, why } = await built()
  const folder = estate({ modules: 80, roots: 20, calls: 16, zones: 4 })
  const warm = estateIn(folder)
  const addresses = warm.readings.flatMap(({ root, resources }) =>
    resources.map(({ address }) => `${root}::${address}`),
  )
  console.log(`${addresses.length} resources`)
  const asked = addresses.filter((_, at) => at % Math.ceil(addresses.length / 200) === 0)

  const first = milliseconds(() => why(warm, asked[0] ?? '', 'ami'))
  console.log(`the first question      ${first.toFixed(1)} ms`)
  show('an address and a path', asked, (address) => why(warm, address, 'ami'))
  show('a path in the address', asked, (address) => why(warm, `${address}.root_block_device[0].volume_size`))
  show('a whole resource', asked, (address) => why(warm, address))
  show('an ending of many', asked, (address) => why(warm, address.replace(/^.*\./u, ''), 'ami'))
  show('a misspelt address', asked.slice(0, 20), (address) =>
    why(warm, address.replace('instance', 'instnace')),
  )
  rmSync(folder, { recursive: true })
}

function show(name: string, asked: readonly string[], ask: (address: string) => unknown): void {
  const times = asked.map((address) => milliseconds(() => ask(address)))
  console.log(`${name.padEnd(24)}${spread(times)} ms`)
}

function milliseconds(work: () => unknown): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

await main()
