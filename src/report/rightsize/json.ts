import type { JsonObject } from '../../model/json-text.ts'
import type { Amounts, RightsizeReport, SizedCheck, SizedResource } from '../../model/rightsizing.ts'
import { spanJson } from '../source.ts'
import type { View } from '../view.ts'

/** Recommendations as a document; numbers in cores and bytes. */
export function rightsizeJson(view: View, { source, sized, unmeasured }: RightsizeReport): JsonObject {
  return {
    source,
    containers: sized.map(({ root, variant, address, container, pods, resources }) => ({
      root: root === '' ? '.' : root,
      variant,
      address,
      container,
      pods,
      resources: resources.map((one) => resourceJson(view, one)),
    })),
    unmeasured: [...unmeasured],
  }
}

function resourceJson(view: View, one: SizedResource): JsonObject {
  return {
    kind: one.kind,
    verdict: one.verdict,
    now: amountsJson(one.now),
    recommended: {
      ...amountsJson(one.wanted),
      text: { request: one.text.request, limit: one.text.limit ?? null },
    },
    lower: one.lower,
    upper: one.upper,
    floor: one.isFloor,
    kills: one.kills,
    backtest:
      one.backtest === undefined
        ? null
        : {
            recommended: checkJson(one.backtest.recommended),
            present: one.backtest.present === undefined ? null : checkJson(one.backtest.present),
          },
    why: one.why,
    changes: one.changes.map(({ address, path, value, site, exact }) => ({
      address,
      path,
      value,
      exact,
      site: site === undefined ? null : { ...spanJson(view, site) },
    })),
  }
}

function amountsJson({ request, limit }: Amounts): JsonObject {
  return { request: request ?? null, limit: limit ?? null }
}

function checkJson({ hours, slack, overruns }: SizedCheck): JsonObject {
  return { hours, slack, overruns }
}
