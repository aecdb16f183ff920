import type { Value } from '../../kernel/value.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import type { DumpFormat } from '../format.ts'

/** What `kubectl get … -o json` or `-o yaml` prints: lists and single objects, one or many documents. */
export const kubernetes: DumpFormat = {
  id: 'kubernetes',
  reference: 'https://kubernetes.io/docs/reference/kubectl/generated/kubectl_get/',

  resources(documents, text, origins) {
    const objects = documents.flatMap((one: Value) => objectsIn(one, text, origins))
    return objects.length === 0 ? undefined : resourcesOf(objects)
  },
}
