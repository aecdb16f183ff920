import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Whether there is a kubectl that reads files without a cluster. */
export function hasKubectl(): boolean {
  return spawnSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).status === 0
}

/**
 * The objects that kubectl's own decoder makes of a text, in its order; undefined when it refuses the text. To take away an
 * annotation that isn't there changes nothing, needs no cluster, and prints what was read.
 */
export function kubectlReads(text: string, name = 'a.yaml'): readonly unknown[] | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-kubectl-'))
  try {
    const file = join(folder, name)
    writeFileSync(file, text)
    const run = spawnSync('kubectl', ['annotate', '--local', '-f', file, 'plumbline-', '-o', 'json'], {
      encoding: 'utf8',
      maxBuffer: 256 * 1024 * 1024,
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, KUBECONFIG: join(folder, 'none') },
    })
    return run.status === 0 ? objectsIn(run.stdout) : undefined
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** kubectl prints one object after the other. */
function objectsIn(output: string): readonly unknown[] {
  const texts = output.split(/^(?=\{$)/mu).filter((text) => text.trim() !== '')
  return texts.map((text) => withoutAnnotations(JSON.parse(text)))
}

/** It leaves an empty map where it took nothing away. */
function withoutAnnotations(value: unknown): unknown {
  const { metadata } = value as { metadata?: { annotations?: object } }
  if (metadata?.annotations !== undefined && Object.keys(metadata.annotations).length === 0)
    delete metadata.annotations
  return value
}
