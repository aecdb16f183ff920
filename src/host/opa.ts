import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** A bundle that the `opa` program has built, or why it has not. */
export type Built =
  | { readonly kind: 'built'; readonly bytes: Uint8Array }
  /** There is no such program. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'failed'; readonly why: string }

/**
 * Compiles Rego sources, by their paths, to WebAssembly with the `opa` program on the PATH. Sources that the present version of Rego
 * refuses are tried as the version before it. See https://www.openpolicyagent.org/docs/cli#opa-build
 */
export function buildBundle(sources: ReadonlyMap<string, string>, entrypoints: readonly string[]): Built {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-opa-'))
  try {
    const place = join(folder, 'sources')
    for (const [name, text] of sources) {
      mkdirSync(dirname(join(place, name)), { recursive: true })
      writeFileSync(join(place, name), text)
    }
    const output = join(folder, 'bundle.tar.gz')
    const args = [
      'build',
      '--target',
      'wasm',
      '--output',
      output,
      ...entrypoints.flatMap((one) => ['-e', one]),
    ]
    const built = run([...args, '.'], place, output)
    if (built.kind !== 'failed') return built
    const older = run([...args, '--v0-compatible', '.'], place, output)
    return older.kind === 'built' ? older : built
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function run(args: readonly string[], cwd: string, output: string): Built {
  const { status, error, stderr } = spawnSync('opa', args, {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' }
  if (error !== undefined || status !== 0)
    return { kind: 'failed', why: stderr.trim() || (error?.message ?? '') }
  return { kind: 'built', bytes: readFileSync(output) }
}
