import type { Targets } from '../cli/targets.ts'
import { Fault } from '../kernel/fault.ts'
import { openAccount } from '../targets/aws/account.ts'
import { observeAws } from '../targets/aws/target.ts'

// What the SDK says of its own future is not for those who run us.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true'

/** The live systems that we can ask, each by its own room. */
export const targets: Targets = {
  async aws({ region, profile, types }, progress) {
    const endpoint = process.env['AWS_ENDPOINT_URL']
    const place = { region, profile, endpoint: endpoint === '' ? undefined : endpoint }
    try {
      const { ask, name } = await openAccount(place, new AbortController().signal)
      const observation = await observeAws(ask, name, types, (done) =>
        progress(`asking ${name}: ${done} of ${types.length} types`),
      )
      return { kind: 'observed', observation }
    } catch (error) {
      if (error instanceof Fault) return { kind: 'refused', why: error.facts['why'] ?? error.message }
      throw error
    }
  },
}
