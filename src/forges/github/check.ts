import type { Octokit } from '@octokit/core'
import type { GateVerdict } from '../../contract/nouns.ts'
import { statusName, type ForgeNote, type ForgeReport, type Told } from '../forge.ts'

/** As many annotations as one request may bring: https://docs.github.com/en/rest/checks/runs */
const atOnce = 50

/**
 * Writes how a commit stands as a check run whose annotations are the findings; undefined where the token may not, since
 * check runs are for GitHub Apps alone. A run that was begun and not ended is gone on with where it was.
 */
export async function writeCheck(octokit: Octokit, report: ForgeReport): Promise<Told['status'] | undefined> {
  try {
    return await written(octokit, report)
  } catch (error) {
    if (isNoApp(error)) return undefined
    throw error
  }
}

async function written(octokit: Octokit, report: ForgeReport): Promise<Told['status']> {
  const { link, notes } = report
  const annotations = notes.map(annotationOf)
  const output = { title: report.summary.slice(0, 255), summary: report.text.slice(0, 65_535) }
  const known = await knownRun(octokit, report)
  // One that has more than we have to say is about something else: a new one takes its place.
  const old = known !== undefined && known.annotations <= annotations.length ? known : undefined
  if (old !== undefined && isSame(old, report, output, annotations.length)) return 'as it was'
  let sent = old?.annotations ?? 0
  let id = old?.id
  do {
    const batch = annotations.slice(sent, sent + atOnce)
    sent += batch.length
    const isLast = sent >= annotations.length
    const state: State =
      isLast && report.verdict !== 'running'
        ? { status: 'completed', conclusion: conclusions[report.verdict] }
        : { status: 'in_progress' }
    const said = { details_url: link, output: { ...output, annotations: batch }, ...state }
    id = await send(octokit, report, id, said)
  } while (sent < annotations.length)
  return 'written'
}

type State =
  | { readonly status: 'completed'; readonly conclusion: 'success' | 'failure' }
  | { readonly status: 'in_progress' }

type Said = State & {
  readonly details_url: string
  readonly output: {
    readonly title: string
    readonly summary: string
    readonly annotations: Annotation[]
  }
}

/** Begins a run, or adds to one; gives its id. */
async function send(
  octokit: Octokit,
  { repository, sha, link }: ForgeReport,
  id: number | undefined,
  said: Said,
): Promise<number> {
  const place = { owner: repository.owner, repo: repository.name }
  if (id !== undefined) {
    const where = 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}'
    await octokit.request(where, { ...place, ...said, check_run_id: id })
    return id
  }
  const { data } = await octokit.request('POST /repos/{owner}/{repo}/check-runs', {
    ...place,
    ...said,
    name: statusName,
    head_sha: sha,
    external_id: link,
  })
  return Number(data.id)
}

/** Whether a token is of a person: it may not see or write checks. Asked too often is a 403 too, and something else. */
function isNoApp(error: unknown): boolean {
  if (!(error instanceof Error) || !('status' in error)) return false
  return error.status === 404 || (error.status === 403 && /not accessible|GitHub App/iu.test(error.message))
}

const conclusions: Readonly<Record<GateVerdict, 'success' | 'failure'>> = {
  passed: 'success',
  overridden: 'success',
  failed: 'failure',
}

interface Known {
  readonly id: number
  readonly status: string
  readonly conclusion: string | null
  readonly title: string | null
  readonly summary: string | null
  readonly annotations: number
}

/** The newest run of ours for the commit. */
async function knownRun(
  octokit: Octokit,
  { repository, sha, link }: ForgeReport,
): Promise<Known | undefined> {
  const { data } = await octokit.request('GET /repos/{owner}/{repo}/commits/{ref}/check-runs', {
    owner: repository.owner,
    repo: repository.name,
    ref: sha,
    check_name: statusName,
    filter: 'latest',
    per_page: 100,
  })
  const ours = data.check_runs.find((one) => one.external_id === link)
  if (ours === undefined) return undefined
  const { id, status, conclusion, output } = ours
  const { title, summary, annotations_count: annotations } = output
  return { id: Number(id), status, conclusion, title, summary, annotations }
}

function isSame(
  known: Known,
  { verdict }: ForgeReport,
  { title, summary }: { readonly title: string; readonly summary: string },
  annotations: number,
): boolean {
  const isEnded = verdict === 'running' ? known.status === 'in_progress' : known.status === 'completed'
  return (
    isEnded &&
    (verdict === 'running' || known.conclusion === conclusions[verdict]) &&
    known.title === title &&
    known.summary === summary &&
    known.annotations === annotations
  )
}

interface Annotation {
  readonly path: string
  readonly start_line: number
  readonly end_line: number
  readonly annotation_level: 'failure' | 'warning' | 'notice'
  readonly title: string
  readonly message: string
}

function annotationOf({ file, line, level, title, message }: ForgeNote): Annotation {
  return {
    path: file,
    start_line: line,
    end_line: line,
    annotation_level: level,
    title: title.slice(0, 255),
    message: message.slice(0, 60_000),
  }
}
