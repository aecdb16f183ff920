import { editedText, type Data } from '../kernel/edit.ts'
import type { Origin } from '../kernel/origin.ts'
import type { Span } from '../kernel/span.ts'
import { additionsOf, exactly, isWritten, removalsOf } from './additions.ts'
import type { Asking, Place } from './asking.ts'
import { instructionPlaces, instructionRemovals } from './dockerfile/instructions.ts'
import { entryPlaces } from './helm/entry.ts'
import { inputPlaces } from './helm/input.ts'
import { onTopPlaces } from './helm/on-top.ts'
import { literalPlaces } from './helm/literal.ts'
import { helmTurning, valuesAdditions } from './helm/turning.ts'
import { deliveredPatches } from './kustomize/delivered.ts'
import { generatedPlaces } from './kustomize/generated.ts'
import { patchesFor } from './kustomize/patch.ts'
import { printedPlaces } from './printed.ts'
import { callPlaces } from './terraform/called.ts'
import { instancePlaces } from './terraform/instance.ts'
import { ownPlaces } from './terraform/own.ts'
import { throughPlaces } from './terraform/through.ts'
import { blockTest, terraformTurning } from './terraform/turning.ts'
import { placesOf, type Turning } from './walk.ts'

/**
 * The places that could give a value what is wanted, the one to prefer first: the line that it comes from, the file of its
 * environment, what is nearer to it. Whether one of them does is found by reading again.
 */
export function* placesFor(asking: Asking): Generator<Place> {
  const seen = new Set<string>()
  for (const place of everyPlace(asking)) {
    const key = JSON.stringify(place.edits)
    if (!seen.has(key) && !endsChoice(asking, place)) yield place
    seen.add(key)
  }
}

/** Whether edits leave a condition with nothing to decide, as in `var.on ? "Enabled" : "Enabled"`. */
function endsChoice({ texts }: Asking, { edits }: Place): boolean {
  return edits.some((edit) => {
    const sides = texts.writing(edit.file)?.sidesAround(edit)
    if (sides === undefined) return false
    const textThen = ({ file, start, end }: Span): string => {
      const inside = edits.filter((one) => one.file === file && one.start >= start && one.end <= end)
      const moved = inside.map((one) => ({ ...one, start: one.start - start, end: one.end - start }))
      return editedText(texts.slice({ file, start, end }), moved).trim()
    }
    return textThen(sides[0]) === textThen(sides[1])
  })
}

function* everyPlace(asking: Asking): Generator<Place> {
  const { whole, steps, wanted } = asking
  if (wanted === undefined) {
    yield* removalsOf(asking)
    yield* instructionRemovals(asking)
    yield* patchesFor(asking, wanted)
    yield* deliveredPatches(asking, wanted)
    return
  }
  const value = exactly(whole, steps)
  const found =
    value !== undefined && isWritten(asking) ? [...placesOf(asking, value.origin, wanted, turning)] : []
  yield* found.filter(({ kind }) => kind !== 'override')
  if (value !== undefined && asking.reading.format === 'terraform')
    yield* throughPlaces(asking, value.origin, wanted)
  yield* generatedPlaces(asking, wanted)
  yield* printedPlaces(asking, wanted)
  yield* instructionPlaces(asking, wanted)
  yield* valuesAdditions(asking, wanted)
  yield* additionsOf(asking, wanted, blockTest(asking))
  yield* patchesFor(asking, wanted)
  yield* deliveredPatches(asking, wanted)
  if (asking.reading.format === 'terraform') {
    yield* callPlaces(asking, wanted)
    yield* instancePlaces(asking, wanted)
  }
  // Last, as it cuts the value off from what it came from; of several the outermost.
  yield* found.filter(({ kind }) => kind === 'override')
  yield* ownPlaces(asking, wanted)
  if (asking.reading.format === 'terraform') return
  yield* entryPlaces(asking, wanted)
  yield* literalPlaces(asking, wanted)
  yield* onTopPlaces(asking, wanted)
  yield* inputPlaces(asking, wanted)
}

/** Each language knows its own steps; which one it is, the file of the step says. */
const turning: Turning = {
  invert: (asking, node, wanted: Data) => turningOf(node)?.invert(asking, node, wanted) ?? [],
  *beside(asking, node, wanted) {
    yield* turningOf(node)?.beside(asking, node, wanted) ?? []
  },
}

function turningOf({ site }: Origin): Turning | undefined {
  if (/\.(?:tf|tofu|tfvars)(?:\.json)?$/u.test(site.file)) return terraformTurning
  return helmTurning
}
