import type { Answer } from '../../contract/commands.ts'
import type { DriftItem, Stack } from '../../contract/drift-nouns.ts'
import { isRefusal, refused, type Refusal } from '../../contract/problem.ts'
import { api } from '../../contract/routes.ts'
import { isAdministrator, nameOf } from '../caller.ts'
import { vetoed } from '../hooks/vetoed.ts'
import type { Parts } from '../parts.ts'
import { done, doneOnly, found, serve, type Served } from '../serve.ts'

export function stackHandlers(parts: Parts): readonly Served[] {
  const { drifts } = parts
  const off = drifts.problem === undefined ? undefined : refused('server/not-set-up', drifts.problem)
  return [
    serve(api.stacks.list, async ({ project }) => ({
      items: await drifts.stacks(project),
      problem: drifts.problem,
    })),
    serve(api.stacks.add, async ({ project, ...stack }, caller) => {
      if (stack.watched.kind !== 'upload' && !isAdministrator(caller))
        return refused(
          'request/forbidden',
          'Only an administrator of the installation may have accounts asked, or Terraform run, with what the workers may use.',
        )
      const by = nameOf(caller)
      const veto = await vetoed(parts, project, by, {
        type: 'dev.plumbline.stack.added.1.0.0',
        subject: `stacks/${stack.name}`,
        data: { name: stack.name, source: stack.source, watched: stack.watched.kind },
      })
      return veto ?? done<Stack>(await drifts.addStack(project, stack, by))
    }),
    serve(api.stacks.remove, async ({ project, stack }, caller) => {
      const by = nameOf(caller)
      const veto = await vetoed(parts, project, by, {
        type: 'dev.plumbline.stack.removed.1.0.0',
        subject: `stacks/${stack}`,
        data: { id: stack },
      })
      return veto ?? doneOnly(await drifts.removeStack(project, stack, by))
    }),
    serve(
      api.stacks.upload,
      async ({ project, stack, text }, caller) =>
        off ?? doneOnly(await drifts.upload(project, stack, text, nameOf(caller))),
    ),
    serve(
      api.stacks.check,
      async ({ project, stack }) => off ?? doneOnly(await drifts.check(project, stack)),
    ),
  ]
}

export function driftHandlers(parts: Parts): readonly Served[] {
  const { drifts } = parts
  const { off, after } = afterwards(parts)
  return [
    serve(api.drift.list, async ({ project, after: next, limit, ...filter }) =>
      drifts.list(project, filter, { after: next, limit }),
    ),
    serve(api.drift.get, async ({ project, drift }) => found(await drifts.get(project, drift), 'drift')),
    serve(api.drift.accept, async ({ project, drift, reason, until }, caller) => {
      const by = nameOf(caller)
      const veto = await vetoed(parts, project, by, {
        type: 'dev.plumbline.drift.accepted.1.0.0',
        subject: `drift/${drift}`,
        data: { drift, reason, until },
      })
      return veto ?? after(project, drift, await drifts.accept(project, drift, { reason, until }, by))
    }),
    serve(api.drift.reopen, async ({ project, drift }, caller) => {
      const by = nameOf(caller)
      const veto = await objection(parts, project, by, { drift, does: 'reopened' })
      return veto ?? after(project, drift, await drifts.reopen(project, drift, by))
    }),
    serve(
      api.drift.codify,
      async ({ project, drift }, caller) =>
        off ?? after(project, drift, await drifts.codify(project, drift, nameOf(caller))),
    ),
    serve(api.drift.edit, async ({ project, drift }) => {
      const item = await drifts.get(project, drift)
      const proposal = item?.proposal
      if (proposal === undefined)
        return refused('request/not-found', 'Nobody has asked for an edit of such a drift.')
      return { proposal, edit: off === undefined ? await drifts.edit(project, drift) : undefined }
    }),
    serve(api.drift.propose, async ({ project, drift }, caller) => {
      const by = nameOf(caller)
      const veto = await objection(parts, project, by, { drift, does: 'proposed' })
      return veto ?? after(project, drift, await drifts.propose(project, drift, by))
    }),
  ]
}

/** The refusal of whoever is asked before something is done about a drift. */
function objection(
  parts: Parts,
  project: string,
  by: string,
  { drift, does }: { readonly drift: string; readonly does: 'reopened' | 'proposed' | 'revert-asked' },
): Promise<Refusal | undefined> {
  const type = `dev.plumbline.drift.${does}.1.0.0`
  return vetoed(parts, project, by, { type, subject: `drift/${drift}`, data: { drift } })
}

/** Bringing back what the code says. */
export function revertHandlers(parts: Parts): readonly Served[] {
  const { drifts } = parts
  const { off, after } = afterwards(parts)
  return [
    serve(api.drift.revert, async ({ project, drift }, caller) => {
      const by = nameOf(caller)
      const veto = off ?? (await objection(parts, project, by, { drift, does: 'revert-asked' }))
      return veto ?? after(project, drift, await drifts.revert(project, drift, by))
    }),
    serve(api.drift.decide, async ({ project, drift, plan, approves }, caller) => {
      const by = nameOf(caller)
      const veto = approves
        ? await vetoed(parts, project, by, {
            type: 'dev.plumbline.drift.revert-decided.1.0.0',
            subject: `drift/${drift}`,
            data: { drift, plan, approves },
          })
        : undefined
      return veto ?? after(project, drift, await drifts.decide(project, drift, { plan, approves }, by))
    }),
  ]
}

/** What a drift is like once something was done about it; and why nothing can be done at all, where that is so. */
function afterwards({ drifts }: Pick<Parts, 'drifts'>): {
  readonly off: Refusal | undefined
  readonly after: (project: string, drift: string, answer: Answer<undefined>) => Promise<DriftItem | Refusal>
} {
  return {
    off: drifts.problem === undefined ? undefined : refused('server/not-set-up', drifts.problem),
    after: async (project, drift, answer) => {
      const made = doneOnly(answer)
      return isRefusal(made) ? made : found(await drifts.get(project, drift), 'drift')
    },
  }
}
