import { textSetter, type Context } from './context.ts'
import { setAt } from './field-spec.ts'
import type { Kustomization } from './kustomization.ts'
import { textNode } from './node.ts'
import type { Built } from './object.ts'
import { scalarsIn } from './patches.ts'

/** Adds what `buildMetadata` asks for. */
export function addBuildMetadata(context: Context, { node }: Kustomization, objects: readonly Built[]): void {
  for (const option of scalarsIn(node, 'buildMetadata')) {
    if (option.text !== 'managedByLabel') continue
    const setter = textSetter(context, textNode('kustomize-v5.7.1', option.origin))
    for (const object of objects)
      setAt(
        object,
        {
          path: 'metadata/labels/app.kubernetes.io\\/managed-by',
          kind: '',
          group: '',
          version: '',
          create: true,
        },
        setter,
      )
  }
}
