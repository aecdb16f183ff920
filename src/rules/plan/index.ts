import { createsOverState } from './creates-over-state.ts'
import { destroysData } from './destroys-data.ts'
import { destroysMany } from './destroys-many.ts'
import { destroysNames } from './destroys-names.ts'
import { destroysWhole } from './destroys-whole.ts'
import { emptyState } from './empty-state.ts'
import { narrowsAccess } from './narrows-access.ts'
import { opensFirewall } from './opens-firewall.ts'
import type { PlanRule } from './plan-rule.ts'
import { publishes } from './publishes.ts'
import { removesAccess } from './removes-access.ts'
import { removesAdmin } from './removes-admin.ts'
import { removesProtection } from './removes-protection.ts'
import { replacesAddress } from './replaces-address.ts'
import { replacesData } from './replaces-data.ts'
import { replacesNetwork } from './replaces-network.ts'
import { shortensRetention } from './shortens-retention.ts'
import { skipsFinalSnapshot } from './skips-final-snapshot.ts'
import { trustsEveryone } from './trusts-everyone.ts'

/** Every rule about plans, in order of their ids. */
export const planRules: readonly PlanRule[] = [
  createsOverState,
  destroysData,
  destroysMany,
  destroysNames,
  destroysWhole,
  emptyState,
  narrowsAccess,
  opensFirewall,
  publishes,
  removesAccess,
  removesAdmin,
  removesProtection,
  replacesAddress,
  replacesData,
  replacesNetwork,
  shortensRetention,
  skipsFinalSnapshot,
  trustsEveryone,
]
