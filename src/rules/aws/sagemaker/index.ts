import type { Rule } from '../../rule.ts'
import { domainInternet } from './domain-internet.ts'
import { endpointKey } from './endpoint-key.ts'
import { modelNetwork } from './model-network.ts'
import { noDataCapture } from './no-data-capture.ts'
import { notebookInternet } from './notebook-internet.ts'
import { notebookKey } from './notebook-key.ts'
import { notebookRoot } from './notebook-root.ts'
import { singleInstance } from './single-instance.ts'

export const awsSagemakerRules: readonly Rule[] = [
  domainInternet,
  endpointKey,
  modelNetwork,
  noDataCapture,
  notebookInternet,
  notebookKey,
  notebookRoot,
  singleInstance,
]
