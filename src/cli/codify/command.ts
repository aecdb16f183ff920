import { z } from 'zod'
import { withBlast } from '../../engine/blast/edit.ts'
import { adopt } from '../../engine/drift/adopt.ts'
import { codifyValues, joinedAnswer, type Again, type Codified } from '../../engine/drift/codify.ts'
import type { EditState } from '../../engine/edit/state.ts'
import type { Drift, DriftedObject } from '../../model/drift.ts'
import { isDrifted } from '../../report/drift/words.ts'
import { allPlanRules } from '../../rules/index.ts'
import type { PlanRule } from '../../rules/plan/plan-rule.ts'
import { clean, counted } from '../../report/words.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { askedFor, comparerOf, givenLive, liveOptions, wrongWith } from '../drifting.ts'
import { codeOfEdit, readToEdit, tellEdit, writeEdit, writingOptions } from '../edited.ts'
import { withPulledState } from '../pulled-state.ts'
import { openFolder, readingOptions, type Opened } from '../reading.ts'

const { source: _, ...sourcesOptions } = readingOptions
const options = z.object({ ...sourcesOptions, ...liveOptions, ...writingOptions })
type CodifyCall = Call<z.infer<typeof options>>

/** Exit codes: 0 there is an edit, or nothing to do; 1 something was refused. */
export const codify = command({
  name: 'codify',
  summary: 'Write into the code what runs.',
  forms: ['[DIR] ADDRESS [PATH] --live FILE', '[DIR] ADDRESS… --target SYSTEM'],
  about:
    'The second answer to drift: each value that runs otherwise than the code says is written on the line that sets it, by the same edits as those of `set`. ' +
    'A resource that is in no code is written as a block in the style of its neighbours, with an import block. ' +
    'Each edit is verified twice: it is read again, so that nothing else changes, and compared again with what runs, so that the drift is gone. What cannot be done so is refused with its reason. ' +
    'ADDRESS is as drift prints it, or stars that stand for anything; PATH picks one value. Nothing is written without --write or --branch.',
  options,
  examples: [
    {
      line: 'plumbline codify aws_sqs_queue.jobs VisibilityTimeout --target aws --state terraform.tfstate',
      what: 'show what it takes to keep a value',
    },
    {
      line: "plumbline codify 'AWS::S3::Bucket/*' --target aws --write",
      what: 'adopt the buckets that are in no code',
    },
    { line: 'plumbline codify deploy Deployment/vision/captioner --live live.json', what: 'of a cluster' },
  ],

  async run(call) {
    const { words, options: given, context } = call
    const wrong = wrongWith(given)
    if (wrong !== undefined) return misused(context, 'codify', wrong)
    if (given.write && given.branch !== undefined)
      return misused(context, 'codify', '--write and --branch are two ways of writing; give one.')
    const isFolder = (word: string | undefined): boolean =>
      word !== undefined && context.files.kindOf(word) === 'folder'
    const [folder, asked] = isFolder(words[0]) ? [words[0] ?? '.', words.slice(1)] : ['.', words]
    if (asked.length === 0) return misused(context, 'codify', 'it needs an ADDRESS as drift prints it.')
    const here = openFolder('codify', folder, call)
    if (here.kind === 'refused') return here.code
    const opened = await withPulledState(here, call)
    if (opened.kind === 'refused') return opened.code
    const state = await readToEdit(opened, call)
    const running = givenLive(opened, call) ?? (await askedFor(opened, state.estate.readings, call))
    if (running.kind === 'refused') return running.code
    const { again } = comparerOf(opened, running, call)
    return codified(opened, state, { asked, again, planRules: await allPlanRules() }, call)
  },
})

interface Asked {
  readonly asked: readonly string[]
  readonly again: Again
  readonly planRules: readonly PlanRule[]
}

function codified(
  opened: Opened,
  state: EditState,
  { asked, again, planRules }: Asked,
  call: CodifyCall,
): ExitCode {
  const { context, options: given } = call
  const drift = again(state.estate.readings)
  const { objects, path } = chosen(drift, asked)
  if (objects.length === 0) {
    context.complain(
      `plumbline: nothing that has drifted is called ${asked.map(clean).join(', ')}. Run \`plumbline drift\` to see what has.\n`,
    )
    return exit.no
  }
  const { state: valued, done } = codifyValues(
    state,
    objects.filter(({ what }) => what === 'changed' || what === 'forgotten'),
    again,
    { allowOthers: given.allowOthers, path },
  )
  let after = valued
  const all: Codified[] = [...done]
  for (const object of objects.filter(({ what }) => what === 'unmanaged')) {
    const made = adopt(after, object, again)
    after = made.state
    all.push({ object, value: undefined, answer: made.answer })
  }
  const answer = withBlast(state.estate.readings, joinedAnswer(state, after, all), planRules)
  tellEdit(opened, state, answer, call)
  const refusals = all.filter((one) => one.answer.kind === 'refused')
  if (answer.kind === 'edited') for (const one of refusals) complain(one, call)
  const code = writeEdit(opened, answer, call, `Codify ${counted(all.length - refusals.length, 'change')}`)
  return code ?? (refusals.length > 0 ? exit.no : codeOfEdit(answer))
}

function complain({ object, value, answer }: Codified, { context }: CodifyCall): void {
  if (answer.kind !== 'refused') return
  const what = value === undefined ? object.address : `${object.address} ${value.path}`
  context.complain(`plumbline: ${clean(what)} is not written. ${clean(answer.detail)}\n`)
}

/** What has drifted and is meant: several addresses, or one with a path. */
function chosen(
  { objects }: Drift,
  asked: readonly string[],
): { readonly objects: readonly DriftedObject[]; readonly path: string | undefined } {
  const open = objects.filter(isDrifted)
  const [first = '', second] = asked
  const one = open.filter(({ address }) => isMeant(address, first))
  if (asked.length === 2 && second !== undefined && !open.some(({ address }) => isMeant(address, second)))
    return { objects: one, path: second }
  return {
    objects: open.filter(({ address }) => asked.some((word) => isMeant(address, word))),
    path: undefined,
  }
}

/** The whole address, an ending of it, or a pattern with stars. */
function isMeant(address: string, word: string): boolean {
  if (!word.includes('*'))
    return address === word || address.endsWith(`.${word}`) || address.endsWith(`::${word}`)
  const parts = word.split(/\*+/u)
  let from = 0
  for (const [at, part] of parts.entries()) {
    const found =
      at === parts.length - 1 && part !== '' ? address.lastIndexOf(part) : address.indexOf(part, from)
    if (found < from || (at === 0 && found !== 0)) return false
    from = found + part.length
  }
  return parts.at(-1) === '' || from === address.length
}
