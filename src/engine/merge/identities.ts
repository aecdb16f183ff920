import type { Identities } from '../../lang/merge/outline.ts'

/**
 * By what the items of a list are told apart: the merge keys of the Kubernetes API
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/#merge-strategy), and what other formats use.
 */
export const itemIdentities: Identities = [
  ['name'],
  ['key'],
  ['id'],
  ['mountPath'],
  ['containerPort', 'protocol?'],
  ['port', 'protocol?'],
  ['topologyKey'],
  ['devicePath'],
  ['ip'],
  ['host'],
  ['Name'],
  ['Key'],
  ['Id'],
  ['Sid'],
  ['sid'],
  ['alias'],
]

/** Kubernetes objects are known by kind, namespace and name, whatever version of the API they are written for. */
export const documentIdentities: Identities = [
  ['kind', 'metadata.namespace?', 'metadata.name'],
  ['kind', 'metadata.generateName'],
]
