import type { Context, Target } from './context.ts'
import { refuser } from './context.ts'
import { mergeTables } from './configurations.ts'
import { defaultSpecs } from './default-specs.ts'
import type { SpecTable } from './field-spec.ts'
import { joined } from './generators.ts'
import type { Node } from './node.ts'
import { idText, isSame, type Built } from './object.ts'
import { addVariables, type Variable } from './vars.ts'

/** What a kustomization has gathered so far: objects, the places to look at, and variables. */
export class Accumulated implements Target {
  objects: Built[] = []
  isPartial = false
  specs: SpecTable = defaultSpecs
  readonly variables: Variable[] = []
  readonly #context: Context

  constructor(context: Context) {
    this.#context = context
  }

  /** Adds objects; two can't have one name. `at` is what names them. */
  append(objects: readonly Built[], at: Node): void {
    for (const object of objects) {
      const { id } = object
      if (this.objects.some((one) => isSame(one.id, id)))
        throw refuser(this.#context, 'kustomize/duplicate-object', at)(idText(id))
      this.objects.push(object)
    }
  }

  /** Adds a generated object, merges it into one that is there, or puts it in its place. */
  absorb(fresh: Built, at: Node): void {
    const wrong = refuser(this.#context, 'kustomize/invalid-generator', at)
    const { id, behavior } = fresh
    const found = this.objects.filter((one) => [...one.ids, one.id].some((other) => isSame(other, id)))
    const [old] = found
    if (found.length > 1) throw wrong(`several objects are, or were, called ${idText(id)}`)
    const isChange = behavior === 'merge' || behavior === 'replace'
    if (old === undefined) {
      if (isChange && this.isPartial) return
      if (isChange) throw wrong(`there is no ${idText(id)} to ${behavior}`)
      this.append([fresh], at)
      return
    }
    if (!isChange) throw wrong(`${idText(id)} is there already, so its behavior must be merge or replace`)
    this.objects[this.objects.indexOf(old)] = joined(this.#context, old, fresh)
  }

  /** Adds all of another. */
  merge(other: Accumulated, at: Node): void {
    this.append(other.objects, at)
    this.isPartial ||= other.isPartial
    this.specs = mergeTables(this.#context, this.specs, other.specs, at)
    addVariables(this.#context, this.variables, other.variables)
  }
}
