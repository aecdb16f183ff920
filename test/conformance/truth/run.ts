import { spawn } from 'node:child_process'

/** What a program printed; undefined where it refused. */
export async function printedBy(
  program: string,
  args: readonly string[],
  folder: string,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
    const chunks: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.on('error', () => {
      resolve(undefined)
    })
    child.on('close', (status) => {
      resolve(status === 0 ? Buffer.concat(chunks).toString('utf8') : undefined)
    })
  })
}

/** Does work on all things, a few at a time; each worker has a number. */
export async function eachOf<Thing>(
  things: readonly Thing[],
  workers: number,
  work: (thing: Thing, worker: number) => Promise<void>,
): Promise<void> {
  const waiting = [...things]
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next, worker)
    }),
  )
}
