import { addressOf } from '../../kernel/brand.ts'
import type { Value } from '../../kernel/value.ts'
import type { Resource } from '../../model/resource.ts'
import type { Made } from './made.ts'
import type { Stage } from './stage.ts'

/** A stage as a resource: `stage/NAME`, or `stage/0` for one without a name. */
export function stageResource(stage: Stage, isFinal: boolean, made: Made): Resource {
  const { start } = stage
  const { base, span } = start
  const entries: [string, Value][] = [
    ['position', made.derived(start.position, span)],
    ['name', start.name],
    ['final', made.derived(isFinal, span)],
    ...imageEntries(stage),
    ['base', base === undefined ? made.absent : made.derived(base.start.address, span)],
    ['platform', start.platform],
    ...configuration(stage, made),
    ['instructions', made.list(stage.instructions, stage.extent())],
  ]
  return resource(
    stage,
    { type: 'docker_stage', address: start.address, name: start.alias || String(start.position) },
    entries,
    made,
  )
}

/** The image that the file builds: the last stage, with what it has from the stages that it goes on from. */
export function imageResource(stage: Stage, made: Made): Resource {
  const { span } = stage.start
  const platform = stage.start.platform.kind === 'absent' ? stage.root().start.platform : stage.start.platform
  const entries: [string, Value][] = [
    ['stage', made.derived(stage.start.address, span)],
    ...imageEntries(stage.root()),
    ['platform', platform],
    ...configuration(stage, made),
  ]
  return resource(stage, { type: 'docker_image', address: addressOf('image'), name: 'image' }, entries, made)
}

function imageEntries(stage: Stage): [string, Value][] {
  const { image, repository, tag, digest } = stage.image()
  return [
    ['image', image],
    ['repository', repository],
    ['tag', tag],
    ['digest', digest],
  ]
}

/** What containers made of a stage are started with, as an image's configuration has it. */
function configuration(stage: Stage, made: Made): [string, Value][] {
  const settings = stage.settings.all()
  const { span } = stage.start
  const plain = (['user', 'workdir', 'entrypoint', 'cmd', 'healthcheck', 'shell', 'stopsignal'] as const).map(
    (name): [string, Value] => [name, settings.get(name) ?? made.absent],
  )
  return [
    ...plain,
    ['env', made.map(stage.environment.all(), span)],
    ['args', made.map(stage.variables.all(), span)],
    ['labels', made.map(stage.labels.all(), span)],
    ['exposed', made.list(stage.ports.all(), span)],
    ['volumes', made.list(stage.volumes.all(), span)],
  ]
}

function resource(
  stage: Stage,
  names: Pick<Resource, 'type' | 'address' | 'name'>,
  entries: [string, Value][],
  made: Made,
): Resource {
  return {
    ...names,
    mode: 'managed',
    index: undefined,
    module: '',
    provider: 'docker',
    values: made.map(entries, stage.extent()),
    span: stage.start.span,
    extent: stage.extent(),
  }
}
