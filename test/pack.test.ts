import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { home } from './tree.ts'

/** A machine that is busy with something else is no mistake. */
const patience = 180_000
let folder = ''
/** What the tool said against the package that it made. */
let objections = ''

interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program where no package of ours is in reach. */
function ran(program: string, args: readonly string[]): Ran {
  const { PATH = '' } = process.env
  return spawnSync(program, args, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH, HOME: folder, NO_COLOR: '1', CI: '1' },
  })
}

const isBuilt = existsSync(join(home, 'dist/app/program.cjs')) && existsSync(join(home, 'dist/index.d.ts'))
if (!isBuilt)
  process.stderr.write(
    'SKIPPED: nothing is built with its declarations, so nothing can be packed. npm test builds first.\n',
  )

describe.runIf(isBuilt)('the published command line', () => {
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-packed-'))
    const { status, stderr } = spawnSync(
      process.execPath,
      [join(home, 'tools/pack.mjs'), join(folder, 'packed'), 'plumbline'],
      { encoding: 'utf8', env: { ...process.env, PLUMBLINE_PACK_AS_BUILT: '1' } },
    )
    objections = [status === 0 ? '' : 'It ended badly.', stderr.replaceAll(/^npm warn .*\n/gmu, '')].join('')
    const [tarball = ''] = readdirSync(join(folder, 'packed'))
    ran('tar', ['-xzf', join('packed', tarball)])
    mkdirSync(join(folder, 'infra'))
    writeFileSync(join(folder, 'infra/main.tf'), 'resource "aws_s3_bucket" "a" {\n  bucket = "x"\n}\n')
  }, patience)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is less than 15 MB, with a dozen dependencies at most and nothing of the server', () => {
    expect(objections).toBe('')
    const [tarball = ''] = readdirSync(join(folder, 'packed'))
    expect(statSync(join(folder, 'packed', tarball)).size).toBeLessThan(15 * 1024 * 1024)
    const facts = JSON.parse(readFileSync(join(folder, 'package/package.json'), 'utf8')) as Record<
      string,
      object
    >
    expect(Object.keys(facts['dependencies'] ?? {}).length).toBeLessThanOrEqual(12)
    expect(facts['devDependencies'] ?? facts['optionalDependencies'] ?? facts['scripts']).toBeUndefined()
    const files = readdirSync(join(folder, 'package'), { recursive: true }).map(String)
    expect(files.filter((file) => /console\/|postgres|\.node$|\.test\./u.test(file))).toEqual([])
  })

  it('reviews a folder as it comes out of the package', () => {
    const { status, stdout } = ran(process.execPath, [
      'package/bin/plumbline',
      'review',
      'infra',
      '--format',
      'json',
    ])
    expect(status).toBe(1)
    const { findings } = JSON.parse(stdout) as {
      readonly findings: readonly { rule: string; address: string }[]
    }
    expect(findings).toContainEqual(
      expect.objectContaining({ rule: 'aws/s3/encryption', address: 'aws_s3_bucket.a' }),
    )
  })

  it('says where the server is', () => {
    const { status, stderr } = ran(process.execPath, ['package/bin/plumbline', 'up'])
    expect([status, stderr]).toEqual([2, expect.stringContaining('plumbline-server')])
  })
})
