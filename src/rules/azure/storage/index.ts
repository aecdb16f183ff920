import type { Rule } from '../../rule.ts'
import { trustedServicesUnnamed } from './trusted-services-unnamed.ts'
import { anonymousBlobs } from './anonymous-blobs.ts'
import { storageCustomerKey } from './customer-key.ts'
import { httpsOnly } from './https-only.ts'
import { storageDefaultDeny } from './network-default-deny.ts'
import { publicContainer } from './public-container.ts'
import { storagePublicNetwork } from './public-network-access.ts'
import { queueLogging } from './queue-logging.ts'
import { storageTlsVersion } from './tls-version.ts'
import { trustedServices } from './trusted-services.ts'

export const azureStorageRules: readonly Rule[] = [
  anonymousBlobs,
  storageCustomerKey,
  httpsOnly,
  storageDefaultDeny,
  publicContainer,
  storagePublicNetwork,
  queueLogging,
  storageTlsVersion,
  trustedServices,
  trustedServicesUnnamed,
]
