/** The command line of this process: `bin/plumbline` runs it, and answers `--version` without it. */
export async function start(): Promise<void> {
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
