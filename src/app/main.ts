import { readFileSync } from 'node:fs'

// Only what `--version` needs is loaded at once: everything else comes when it is used.
const [first] = process.argv.slice(2)
if (first === '--version' || first === '-V' || first === 'version') {
  process.stdout.write(`${version()}\n`)
} else {
  await start()
}

async function start(): Promise<void> {
  // Who reads us may stop reading, as `head` does.
  process.stdout.on('error', () => process.exit(0))
  const { run } = await import('../cli/run.ts')
  const { contextOf } = await import('./context.ts')
  try {
    process.exitCode = await run(process.argv.slice(2), contextOf())
  } catch (error) {
    process.stderr.write(
      `plumbline: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.stderr.write(
      'This is a defect in Plumbline. Please report it with the command and the sources.\n',
    )
    process.exitCode = 2
  }
}

function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { readonly version: string }).version
}
