import type { HookName } from './nouns.ts'

/**
 * The hook that a type of event belongs to; undefined for what is the ledger's business only. The words are those of
 * CDEvents where it has one: https://cdevents.dev/docs/
 */
export function hookOf(type: string): HookName | undefined {
  return hooks.find(([beginning]) => type.startsWith(beginning))?.[1]
}

const hooks: readonly (readonly [string, HookName])[] = [
  ['dev.cdevents.repository.', 'devops:hooks:source-control'],
  ['dev.cdevents.branch.', 'devops:hooks:source-control'],
  ['dev.cdevents.change.', 'devops:hooks:source-control'],
  ['dev.plumbline.branch.', 'devops:hooks:source-control'],
  ['dev.cdevents.pipelinerun.finished.', 'devops:hooks:testing'],
  ['dev.cdevents.pipelinerun.', 'devops:hooks:build-process'],
  ['dev.plumbline.commit.', 'devops:hooks:build-process'],
  ['dev.cdevents.testoutput.', 'devops:hooks:testing'],
  ['dev.plumbline.finding.', 'devops:hooks:testing'],
  ['dev.plumbline.gate.', 'devops:hooks:testing'],
  ['dev.plumbline.state.locked.', 'devops:hooks:deployment'],
  ['dev.plumbline.state.written.', 'devops:hooks:deployment'],
  ['dev.plumbline.state.restored.', 'devops:hooks:deployment'],
  ['dev.plumbline.state.removed.', 'devops:hooks:deployment'],
  ['dev.plumbline.state.force-unlocked.', 'devops:hooks:deployment'],
  ['dev.plumbline.deployment.', 'devops:hooks:deployment'],
  ['dev.cdevents.environment.', 'devops:hooks:deployment'],
  ['dev.cdevents.service.', 'devops:hooks:deployment'],
  ['dev.plumbline.stack.', 'devops:hooks:monitoring'],
  ['dev.plumbline.drift.', 'devops:hooks:monitoring'],
  ['dev.cdevents.incident.', 'devops:hooks:monitoring'],
]
