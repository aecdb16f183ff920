import type { Value } from '../../kernel/value.ts'
import type { Span } from '../../kernel/span.ts'
import { textOf, type Made } from './made.ts'

/** The parts of an image's name: `repository:tag@digest`. */
export interface ImageParts {
  readonly repository: Value
  readonly tag: Value
  readonly digest: Value
}

/** Takes the name of an image apart. Source: github.com/distribution/reference, the grammar of a reference. */
export function imageParts(image: Value, site: Span, made: Made): ImageParts {
  if (image.kind === 'unknown') return unknownParts(image, site, made)
  const text = textOf(image)
  const [name = '', ...digest] = text.split('@')
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1)
  const repository = colon === -1 ? name.length : colon
  const part = (start: number, end: number): Value => partOf(image, { text, start, end }, site, made)
  return {
    repository: part(0, repository),
    tag: colon === -1 ? made.absent : part(colon + 1, name.length),
    digest: digest.length === 0 ? made.absent : part(name.length + 1, text.length),
  }
}

interface Part {
  readonly text: string
  readonly start: number
  readonly end: number
}

function partOf(image: Value, { text, start, end }: Part, site: Span, made: Made): Value {
  const scalar = text.slice(start, end)
  const { origins } = made
  const { file, start: first, end: last } = origins.site(image.origin)
  // Written as it stands: the part is a literal of its own.
  if (origins.step(image.origin) === 'literal' && last - first === text.length) {
    return made.scalar(scalar, { file, start: first + start, end: first + end })
  }
  return { kind: 'scalar', scalar, origin: origins.at('call', site, { inputs: [image.origin] }), marks: 0 }
}

/** What is written before the part that isn't known may say the repository already. */
function unknownParts(
  image: Extract<Value, { readonly kind: 'unknown' }>,
  site: Span,
  made: Made,
): ImageParts {
  const rest: Value = { kind: 'unknown', because: image.because, origin: image.origin, marks: 0 }
  const [first] = image.outline?.kind === 'text' ? image.outline.parts : []
  const known = first === undefined ? '' : typeof first === 'string' ? first : textOf(first)
  const colon = known.indexOf(':', known.lastIndexOf('/') + 1)
  if (colon === -1) return { repository: rest, tag: rest, digest: rest }
  const origin = typeof first === 'string' || first === undefined ? image.origin : first.origin
  const whole: Value = { kind: 'scalar', scalar: known, origin, marks: 0 }
  const repository = partOf(whole, { text: known, start: 0, end: colon }, site, made)

  return { repository, tag: rest, digest: rest }
}
