import { argocd } from './argocd/argocd.ts'
import { cloudformation } from './cloudformation/cloudformation.ts'
import { dockerfile } from './dockerfile/dockerfile.ts'
import { flux } from './flux/flux.ts'
import { githubActions } from './github-actions/github-actions.ts'
import { helm } from './helm/helm.ts'
import { kubernetes } from './kubernetes/kubernetes.ts'
import { kustomize } from './kustomize/kustomize.ts'
import type { Reader } from './reader.ts'
import { terraformPlan } from './terraform-plan/terraform-plan.ts'
import { terraformState } from './terraform-state/terraform-state.ts'
import { terraform } from './terraform/terraform.ts'

/** Every reader, in the order in which they look at a folder. */
export const readers: readonly Reader[] = [
  terraform,
  cloudformation,
  helm,
  kubernetes,
  kustomize,
  argocd,
  flux,
  dockerfile,
  githubActions,
  terraformPlan,
  terraformState,
]
