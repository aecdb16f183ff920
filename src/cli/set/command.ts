import { z } from 'zod'
import { withBlast } from '../../engine/blast/edit.ts'
import { dataFrom } from '../../engine/edit/asked.ts'
import { edit } from '../../engine/edit/edit.ts'
import { violatedIn } from '../../engine/edit/repair.ts'
import { reviewer, type UnitReview } from '../../engine/review/review.ts'
import type { EditState } from '../../engine/edit/state.ts'
import type { WantedValue } from '../../model/edit.ts'
import type { Finding } from '../../model/finding.ts'
import type { Reading } from '../../model/reading.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import { command, misused, type Call, type ExitCode } from '../command.ts'
import { openFolder, readingOptions, type Opened } from '../reading.ts'
import { codeOfEdit, readToEdit, tellEdit, writeEdit, writingOptions } from '../edited.ts'

const { source: _, ...sourcesOptions } = readingOptions
const options = z.object({
  ...sourcesOptions,
  ...writingOptions,
  at: z.string().optional().meta({
    description: 'only there: a file, or literal, environment, patch, addition, instance, input, override',
    value: 'LAYER',
  }),
  unset: z.boolean().default(false).meta({ description: 'take the value out; there is no VALUE then' }),
})
type SetCall = Call<z.infer<typeof options>>

/** Exit codes: 0 there is an edit, or nothing to do; 1 refused. */
export const set = command({
  name: 'set',
  summary: 'Give a value another one, on the line that sets it.',
  forms: ['[DIR] ADDRESS PATH VALUE', 'ADDRESS PATH VALUE [DIR]'],
  about:
    'Finds the line that a value comes from, through variables, modules, charts and overlays, changes just that line, reads everything that depends on it again, and shows the difference: the value that was asked for, and everything else that would change. ' +
    'Where a line is shared, narrower places are tried in order: the file of the environment, a patch of the overlay, the expression itself; an edit that changes more than it names is refused unless --allow-others is given. ' +
    'ADDRESS and PATH are as for why; `.@production::ADDRESS` means one environment only. VALUE is taken as a value of the type that is there now, else as JSON, else as a text. Nothing is written without --write or --branch.',
  options,
  examples: [
    { line: 'plumbline set deploy/web spec.replicas 3', what: 'show what it takes' },
    { line: 'plumbline set aws_db_instance.main multi_az true --write', what: 'write it' },
    {
      line: 'plumbline set .@staging::aws_eks_cluster.this version 1.33 --at staging.tfvars',
      what: 'in one environment, in its own file',
    },
    {
      line: 'plumbline set deploy/web spec.replicas 3 --branch scale-web',
      what: 'as a commit on a new branch',
    },
  ],

  async run(call) {
    const asked = askedOf(call)
    if (typeof asked === 'string') return misused(call.context, 'set', asked)
    if (call.options.write && call.options.branch !== undefined)
      return misused(call.context, 'set', '--write and --branch are two ways of writing; give one.')
    const opened = openFolder('set', asked.folder, call)
    return opened.kind === 'refused' ? opened.code : changed(opened, asked, call)
  },
})

interface Asked {
  readonly folder: string
  readonly address: string
  readonly path: string
  /** Undefined takes the value out. */
  readonly text: string | undefined
}

function askedOf(call: SetCall): Asked | string {
  const { folder, rest } = withoutFolder(call)
  const { unset } = call.options
  const [address, path, text] = rest
  if (address === undefined || path === undefined) return 'it needs an ADDRESS and a PATH.'
  if (!unset && text === undefined) return 'it needs a VALUE, or --unset.'
  const more = rest.slice(unset ? 2 : 3)
  return more.length > 0 ? `"${more.join(' ')}" is one word too many.` : { folder, address, path, text }
}

/** An existing folder stands first or last. */
function withoutFolder({ words, options: { unset }, context: { files } }: SetCall): {
  readonly folder: string
  readonly rest: readonly string[]
} {
  const [first = '', last = ''] = [words[0], words.at(-1)]
  if (words.length <= (unset ? 2 : 3)) return { folder: '.', rest: words }
  if (files.kindOf(first) === 'folder') return { folder: first, rest: words.slice(1) }
  return files.kindOf(last) === 'folder'
    ? { folder: last, rest: words.slice(0, -1) }
    : { folder: '.', rest: words }
}

async function changed(opened: Opened, { address, path, text }: Asked, call: SetCall): Promise<ExitCode> {
  const state = await readToEdit(opened, call)
  const data = text === undefined ? undefined : dataFrom(state.estate, address, path, text)
  const wanted: WantedValue = { address, path, data }
  call.context.progress('reading again ...')
  const findings = await findingsOf()
  const made = edit(state, [wanted], {
    allowOthers: call.options.allowOthers,
    at: call.options.at,
    explore: true,
    findings,
  })
  const answer = withBlast(state.estate.readings, made.answer, await allPlanRules())
  call.context.progress(undefined)
  tellEdit(opened, state, answer, call)
  const code = writeEdit(opened, answer, call, `Set ${path} of ${address}`)
  return code ?? codeOfEdit(answer)
}

/** What the rules say of a state: of each reading once. */
async function findingsOf(): Promise<(state: EditState) => readonly Finding[]> {
  const ask = reviewer(await allRules(), [])
  const known = new WeakMap<Reading, UnitReview>()
  return ({ estate }) =>
    violatedIn(
      estate.readings.map((reading) => {
        const made =
          known.get(reading) ?? ask(reading, (file) => reading.texts.get(file) ?? estate.text(file))
        known.set(reading, made)
        return made
      }),
    )
}
