import type { Data } from '../../kernel/edit.ts'
import { isMapData } from '../../kernel/edit.ts'
import { textAt } from './facts.ts'
import { errorName, isRefusal, sentence } from './errors.ts'
import type { Found, Listed } from './listed.ts'
import { pagesOf } from './pages.ts'
import type { Ask } from './table.ts'

/** Whether the Cloud Control API answers at an address, and knows the type. */
export type Served = Listed | { readonly kind: 'not-served'; readonly why: string }

/**
 * All resources of a type by the Cloud Control API, each asked for by itself, since the list says only some of their properties.
 * https://docs.aws.amazon.com/cloudcontrolapi/latest/userguide/resource-operations-list.html
 */
export async function byCloudControl(ask: Ask, type: string): Promise<Served> {
  const listing = {
    operation: 'ListResources',
    items: 'ResourceDescriptions',
    next: ['NextToken', 'NextToken'],
  } as const
  try {
    const listed = await pagesOf(ask, 'cloudcontrol', { ...listing, input: { TypeName: type } })
    const resources = await Promise.all(listed.map((one) => whole(ask, type, one)))
    return {
      kind: 'listed',
      resources: resources.map(({ found }) => found),
      failures: resources.flatMap(({ failure }) => failure ?? []),
    }
  } catch (error) {
    if (isRefusal(error)) return { kind: 'failed', why: sentence(error) }
    return { kind: 'not-served', why: errorName(error) }
  }
}

interface Whole {
  readonly found: Found
  readonly failure: { readonly what: string; readonly why: string } | undefined
}

async function whole(ask: Ask, type: string, described: Data): Promise<Whole> {
  const identifier = textAt(described, 'Identifier')
  try {
    const reply = await ask('cloudcontrol', 'GetResource', { TypeName: type, Identifier: identifier })
    const properties = propertiesIn(reply['ResourceDescription'] ?? {})
    return { found: { identifier, properties, known: 'whole' }, failure: undefined }
  } catch (error) {
    const properties = propertiesIn(described)
    return {
      found: { identifier, properties, known: Object.keys(properties) },
      failure: { what: `${type} ${identifier}`, why: sentence(error) },
    }
  }
}

function propertiesIn(described: Data): Found['properties'] {
  const text = textAt(described, 'Properties')
  const said = text === '' ? {} : (JSON.parse(text) as Data)
  return isMapData(said) ? said : {}
}
