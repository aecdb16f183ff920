import type { FilePath } from '../../kernel/brand.ts'
import { isListData, isMapData, type Data, type TextEdit } from '../../kernel/edit.ts'
import type { Reading } from '../../model/reading.ts'
import type { Texts } from '../texts.ts'

/** A resource that runs and is in no template, said as CloudFormation would say it. */
export interface AdoptingIntoTemplate {
  readonly reading: Reading
  /** The template. */
  readonly file: FilePath
  readonly type: string
  /** What it is called where it runs, from which its name is made. */
  readonly called: string
  readonly properties: { readonly [name: string]: Data }
}

/**
 * Writes a resource at the end of the resources of a template. A stack takes over only what it would leave alone when it lets go of it,
 * which its policies say. https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-manually.html
 */
export function adoptedIntoTemplate(
  { reading, file, type, called, properties }: AdoptingIntoTemplate,
  texts: Texts,
): { readonly edits: readonly TextEdit[]; readonly name: string } | undefined {
  const name = freeName(reading, called)
  const resource: Data = {
    Type: type,
    DeletionPolicy: 'Retain',
    UpdateReplacePolicy: 'Retain',
    ...(Object.keys(properties).length > 0 && { Properties: withoutReserved(properties) }),
  }
  const edits = texts.writing(file)?.set(undefined, ['Resources', name], resource, () => false)
  return edits === undefined || edits.length === 0 ? undefined : { edits, name }
}

/** Logical names are letters and digits; as the template begins them: `Reports` or `reports`. */
function freeName({ resources }: Reading, called: string): string {
  const names = resources.map((one) => one.name)
  const small = names.filter((name) => /^[a-z]/u.test(name)).length
  const words = called.split(/[^A-Za-z\d]+/u).filter((word) => word !== '')
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  const whole = /^[A-Za-z]/u.test(joined) ? joined : `Imported${joined}`
  const wanted = small > names.length / 2 ? whole.slice(0, 1).toLowerCase() + whole.slice(1) : whole
  const taken = new Set(names)
  let free = wanted
  for (let number = 2; taken.has(free); number++) free = `${wanted}${number}`
  return free
}

/** Nobody but AWS itself writes tags of its own. */
function withoutReserved(properties: AdoptingIntoTemplate['properties']): Data {
  return Object.fromEntries(
    Object.entries(properties).map(([name, value]) => [
      name,
      name === 'Tags' && isListData(value) ? value.filter((tag) => !isReserved(tag)) : value,
    ]),
  )
}

function isReserved(tag: Data): boolean {
  const key = isMapData(tag) ? tag['Key'] : undefined
  return typeof key === 'string' && key.startsWith('aws:')
}
