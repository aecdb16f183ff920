import { random, type Random } from '../random.ts'
import { helmLayers } from './helm.ts'
import { sharedHelmLayers } from './helm-shared.ts'
import { kustomizeLayers } from './kustomize.ts'
import type { EditCase, Layer, Made } from './layer.ts'
import { narrowerLayers } from './narrower.ts'
import { repeatedLayers } from './terraform-repeated.ts'
import { terraformLayers } from './terraform.ts'

const layers: readonly Layer[] = [
  ...terraformLayers,
  ...repeatedLayers,
  ...helmLayers,
  ...sharedHelmLayers,
  ...kustomizeLayers,
  ...narrowerLayers,
]

/** How many kinds of layers there are. */
export const layerCount = layers.length

/** As many cases, the same for every run: each layer in turn, in a manner of its own. */
export function editCases(count: number): readonly EditCase[] {
  return Array.from({ length: count }, (_, number) => {
    const chance = random(number + 1)
    const [layer, make] = layers[number % layers.length] as Layer
    const made = make(chance)
    return { ...made, id: `${layer} ${number}`, layer, files: mannered(made.files, chance) }
  })
}

/** Comments, line ends and last lines as they happen to be. */
function mannered(files: Made['files'], chance: Random): Made['files'] {
  const windows = chance.oneIn(5)
  const bare = chance.oneIn(5)
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => {
      // What is handed on as it is, or knows no comments, has no manner of its own.
      if (name.includes('templates/') || !/\.(?:tf|tfvars|yaml)$/u.test(name)) return [name, text]
      const commented = `# ${name}: keep this\n\n${text}`
      const ended = bare ? commented.replace(/\n$/u, '') : commented
      return [name, windows ? ended.replaceAll('\n', '\r\n') : ended]
    }),
  )
}
