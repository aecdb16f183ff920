import type { Rule } from '../../rule.ts'
import { addedCapability } from './added-capability.ts'
import { capabilityGivenBack } from './capability-given-back.ts'
import { rootNotRefused } from './root-not-refused.ts'
import { serviceAccountTokenByDefault } from './service-account-token-by-default.ts'
import { capabilitiesNotDropped } from './capabilities-not-dropped.ts'
import { dockerSocket } from './docker-socket.ts'
import { hostIpc } from './host-ipc.ts'
import { hostNetwork } from './host-network.ts'
import { hostPid } from './host-pid.ts'
import { hostPort } from './host-port.ts'
import { privilegeEscalation } from './privilege-escalation.ts'
import { privileged } from './privileged.ts'
import { runAsRoot } from './run-as-root.ts'
import { runtimeSocket } from './runtime-socket.ts'
import { seccomp } from './seccomp.ts'
import { serviceAccountToken } from './service-account-token.ts'
import { sysAdmin } from './sys-admin.ts'
import { writableRoot } from './writable-root.ts'

export const kubernetesPodsRules: readonly Rule[] = [
  addedCapability,
  capabilitiesNotDropped,
  capabilityGivenBack,
  dockerSocket,
  hostIpc,
  hostNetwork,
  hostPid,
  hostPort,
  privilegeEscalation,
  privileged,
  rootNotRefused,
  runAsRoot,
  runtimeSocket,
  seccomp,
  serviceAccountToken,
  serviceAccountTokenByDefault,
  sysAdmin,
  writableRoot,
]
