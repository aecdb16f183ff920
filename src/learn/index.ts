import type { LearnTask } from './task.ts'

/** A task that is loaded when it is asked for. */
export interface LearnEntry {
  readonly id: string
  readonly summary: string
  readonly load: () => Promise<LearnTask>
  /** The same as values come, without looking ahead, where that is another way. */
  readonly online?: () => Promise<LearnTask>
}

/** Everything `plumbline learn` can be asked, in the order of help. */
export const learnTasks: readonly LearnEntry[] = [
  {
    id: 'anomalies',
    summary: 'Score how unusual each value is, looking back only.',
    load: async () => (await import('./anomalies/task.ts')).anomalies,
  },
  {
    id: 'changepoints',
    summary: 'Find where the level, the slope or the wobble of a series changes.',
    load: async () => (await import('./changepoints/task.ts')).changepoints,
    online: async () => (await import('./changepoints/online-task.ts')).onlineChangepoints,
  },
  {
    id: 'forecast',
    summary: 'Forecast each series with bands.',
    load: async () => (await import('./forecast/task.ts')).forecasts,
  },
  {
    id: 'logs',
    summary: 'Group the lines of logs by the message they were written from.',
    load: async () => (await import('./logs/task.ts')).logs,
  },
  {
    id: 'cause',
    summary: 'Say which service and which change caused a symptom.',
    load: async () => (await import('./cause/task.ts')).cause,
  },
  {
    id: 'scale',
    summary: 'Plan capacity ahead of a load, and compare policies of scaling.',
    load: async () => (await import('./scale/task.ts')).scale,
  },
  {
    id: 'rightsize',
    summary: 'Recommend requests and limits from what was used, with a check of each.',
    load: async () => (await import('./rightsizing/task.ts')).rightsize,
  },
]
