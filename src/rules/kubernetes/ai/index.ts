import type { Rule } from '../../rule.ts'
import { exposedInference } from './exposed-inference.ts'
import { gpuJobWithoutDeadline } from './gpu-job-without-deadline.ts'
import { gpuPlacement } from './gpu-placement.ts'
import { gpuScaledByCpu } from './gpu-scaled-by-cpu.ts'
import { gpuWithoutLimit } from './gpu-without-limit.ts'
import { inferenceNotReady } from './inference-not-ready.ts'
import { inferenceWithoutBudget } from './inference-without-budget.ts'
import { modelKeyInClear } from './model-key-in-clear.ts'
import { noGangScheduling } from './no-gang-scheduling.ts'
import { notebookAdmin } from './notebook-admin.ts'
import { smallSharedMemory } from './small-shared-memory.ts'
import { spotWithoutCheckpoint } from './spot-without-checkpoint.ts'
import { unpinnedModel } from './unpinned-model.ts'
import { worldSize } from './world-size.ts'

export const kubernetesAiRules: readonly Rule[] = [
  exposedInference,
  gpuJobWithoutDeadline,
  gpuPlacement,
  gpuScaledByCpu,
  gpuWithoutLimit,
  inferenceNotReady,
  inferenceWithoutBudget,
  modelKeyInClear,
  noGangScheduling,
  notebookAdmin,
  smallSharedMemory,
  spotWithoutCheckpoint,
  unpinnedModel,
  worldSize,
]
