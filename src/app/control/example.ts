import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { madeFolder } from '../../host/made-folder.ts'

/** The example as a repository with a history: made once, under another name first, so that it is never half there. */
export function exampleRepository(state: string): string {
  const place = join(state, 'example')
  if (existsSync(join(place, '.git'))) return place
  const fresh = join(state, `example-${process.pid}`)
  rmSync(fresh, { recursive: true, force: true })
  madeFolder(fresh)
  // What runs in a cluster lies beside the example, and is no part of its sources.
  cpSync(join(exampleFolder(), 'ai-platform'), join(fresh, 'ai-platform'), { recursive: true })
  write(fresh)
  rmSync(place, { recursive: true, force: true })
  renameSync(fresh, place)
  return place
}

const folders = ['../../examples/', '../../../examples/']

function exampleFolder(): string {
  const found = folders
    .map((one) => fileURLToPath(new URL(one, import.meta.url)))
    .find((one) => existsSync(one))
  return found ?? ''
}

/** A change to one file: what stands there now, and what stood or will stand there. */
interface Edit {
  readonly file: string
  readonly now: string
  readonly other: string
}

interface Step {
  readonly subject: string
  readonly author: string
  readonly date: string
  /** What is not there yet, or not any more. */
  readonly without: readonly Edit[]
}

const sizes = (desired: number): string => `min     = 4\n      desired = ${desired}\n`
const tfvars = 'ai-platform/production.tfvars'
const captioner = 'ai-platform/k8s/captioner.yaml'
const desired: Edit = { file: tfvars, now: sizes(12), other: sizes(4) }
const replicas: Edit = { file: captioner, now: 'replicas: 3', other: 'replicas: 1' }
const image: Edit = {
  file: 'ai-platform/images/inference/Dockerfile',
  now: '# Nobody checks what comes down here.\nRUN curl -sSL ${MODEL_SOURCE}/${MODEL}.tar.gz | tar -xz -C /models\n',
  other: '',
}
const spread: Edit = { file: captioner, now: 'maxUnavailable: 0', other: 'maxUnavailable: 1' }

const steps: readonly Step[] = [
  {
    subject: 'The platform as it began',
    author: 'Ada Winter',
    date: '2026-09-01T09:00:00+02:00',
    without: [desired, replicas, image, spread],
  },
  {
    subject: 'Captioner: three replicas, none of them missed in a rollout',
    author: 'Noor Haddad',
    date: '2026-09-15T14:20:00+02:00',
    without: [desired, image],
  },
  {
    subject: 'Fetch models when the image is built',
    author: 'Ben Ortiz',
    date: '2026-10-02T11:05:00+02:00',
    without: [desired],
  },
  {
    subject: 'Twelve nodes for the autumn training run',
    author: 'Ada Winter',
    date: '2026-10-20T16:40:00+02:00',
    without: [],
  },
]

/** An open branch: what it would change is seen before it is merged. */
const branch = {
  name: 'faster-captions',
  subject: 'Captioner: run as root to write its cache, and twice as many',
  author: 'Ben Ortiz',
  date: '2026-11-18T10:15:00+01:00',
  edits: [
    { file: captioner, now: 'replicas: 3', other: 'replicas: 6' },
    {
      file: captioner,
      now: 'runAsNonRoot: true\n        runAsUser: 10001',
      other: 'runAsNonRoot: false\n        runAsUser: 0',
    },
  ],
} as const

function write(folder: string): void {
  git(folder, ['init', '-q', '-b', 'main'])
  for (const { without, ...commit } of steps) {
    edited(folder, without, () => committed(folder, commit))
  }
  git(folder, ['checkout', '-q', '-b', branch.name])
  edited(folder, branch.edits, () => committed(folder, branch))
  git(folder, ['reset', '-q', '--hard'])
  git(folder, ['checkout', '-q', 'main'])
}

/** Does something while files are other than they are now. */
function edited(folder: string, edits: readonly Edit[], work: () => void): void {
  const files = [...new Set(edits.map((one) => join(folder, one.file)))].filter((file) => existsSync(file))
  const texts = files.map((file) => readFileSync(file, 'utf8'))
  for (const { file, now, other } of edits) {
    const path = join(folder, file)
    if (existsSync(path))
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(now, () => other),
      )
  }
  work()
  for (const [at, file] of files.entries()) writeFileSync(file, texts[at] ?? '')
}

function committed(
  folder: string,
  { subject, author, date }: { readonly subject: string; readonly author: string; readonly date: string },
): void {
  git(folder, ['add', '--all'])
  const email = `${author.toLowerCase().replace(' ', '.')}@ml.example`
  const identity = {
    GIT_AUTHOR_NAME: author,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: author,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
  }
  git(folder, ['commit', '-q', '-m', subject], identity)
}

/** Nothing of the user's own settings and hooks has a say in it. */
function git(folder: string, args: readonly string[], identity: Readonly<Record<string, string>> = {}): void {
  const plain = ['-c', 'core.hooksPath=/dev/null', '-c', 'commit.gpgSign=false', '-c', 'core.autocrlf=false']
  execFileSync('git', [...plain, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...identity },
  })
}
