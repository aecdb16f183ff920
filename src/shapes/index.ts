import { ai } from './aws/ai.ts'
import { data } from './aws/data.ts'
import { ecr } from './aws/ecr.ts'
import { edge } from './aws/edge.ts'
import { eks } from './aws/eks.ts'
import { elb } from './aws/elb.ts'
import { lambda } from './aws/lambda.ts'
import { logging } from './aws/logging.ts'
import { messaging } from './aws/messaging.ts'
import { ec2 } from './aws/ec2.ts'
import { iam } from './aws/iam.ts'
import { kms } from './aws/kms.ts'
import { rds } from './aws/rds.ts'
import { s3 } from './aws/s3.ts'
import { secrets } from './aws/secrets.ts'
import { vpc } from './aws/vpc.ts'
import { compute as azureCompute } from './azure/compute.ts'
import { databases } from './azure/databases.ts'
import { managedClusters } from './azure/kubernetes.ts'
import { network } from './azure/network.ts'
import { storage } from './azure/storage.ts'
import { vaults } from './azure/vaults.ts'
import { web } from './azure/web.ts'
import { compute as googleCompute } from './google/compute.ts'
import { services } from './google/services.ts'
import { objects } from './kubernetes/objects.ts'
import type { Shapes } from './shape.ts'

/** The tables of every service. */
export const shapes: readonly Shapes[] = [
  ai,
  data,
  ecr,
  edge,
  eks,
  elb,
  lambda,
  logging,
  messaging,
  ec2,
  iam,
  kms,
  rds,
  s3,
  secrets,
  vpc,
  azureCompute,
  databases,
  managedClusters,
  network,
  storage,
  vaults,
  web,
  googleCompute,
  services,
  objects,
]
