import { at, isSet, items, textOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'
import { isGpu } from '../gpu.ts'

export const untaintedGpuNodes: Rule = {
  id: 'aws/eks/untainted-gpu-nodes',
  title: 'GPU nodes take any pod',
  severity: 'medium',
  why: 'Pods without GPUs fill the most expensive machines, and trainings wait for them to end.',
  fix: 'Add a taint such as nvidia.com/gpu with effect NO_SCHEDULE (Taints).',
  subject: ['AWS::EKS::Nodegroup'],
  aliases: [],
  compliance: [],

  *check(live) {
    const types = items(at(live, 'InstanceTypes'))
    if (!types.some((one) => isGpu(textOf(one)))) return
    const taints = at(live, 'Taints')
    yield* must(isSet(taints), 'No taint keeps other pods away.', taints)
  },

  examples: {
    good: [
      terraform`
        resource "aws_eks_node_group" "main" {
          cluster_name    = "c"
          node_group_name = "gpu"
          node_role_arn   = "arn:aws:iam::111122223333:role/n"
          subnet_ids      = ["subnet-1"]
          instance_types  = ["p5.48xlarge"]
          scaling_config {
            min_size     = 0
            max_size     = 4
            desired_size = 1
          }
          taint {
            key    = "nvidia.com/gpu"
            value  = "true"
            effect = "NO_SCHEDULE"
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EKS::Nodegroup
            Properties:
              ClusterName: c
              NodeRole: arn:aws:iam::111122223333:role/n
              Subnets: [subnet-1]
              InstanceTypes: [g5.xlarge]
              Taints: [{ Key: nvidia.com/gpu, Value: "true", Effect: NO_SCHEDULE }]
      `,
    ],
    bad: [
      terraform`
        resource "aws_eks_node_group" "main" {
          cluster_name    = "c"
          node_group_name = "gpu"
          node_role_arn   = "arn:aws:iam::111122223333:role/n"
          subnet_ids      = ["subnet-1"]
          instance_types  = ["g6.12xlarge"]
          scaling_config {
            min_size     = 0
            max_size     = 4
            desired_size = 1
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EKS::Nodegroup
            Properties:
              ClusterName: c
              NodeRole: arn:aws:iam::111122223333:role/n
              Subnets: [subnet-1]
              InstanceTypes: [p4d.24xlarge]
      `,
    ],
    near: [
      terraform`
        resource "aws_eks_node_group" "main" {
          cluster_name    = "c"
          node_group_name = "cpu"
          node_role_arn   = "arn:aws:iam::111122223333:role/n"
          subnet_ids      = ["subnet-1"]
          instance_types  = ["m7i.large"]
          scaling_config {
            min_size     = 0
            max_size     = 4
            desired_size = 1
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_eks_node_group" "main" {
          cluster_name    = "c"
          node_group_name = "gpu"
          node_role_arn   = "arn:aws:iam::111122223333:role/n"
          subnet_ids      = ["subnet-1"]
          instance_types  = ["p5.48xlarge"]
          scaling_config {
            min_size     = 0
            max_size     = 4
            desired_size = 1
          }
          dynamic "taint" {
            for_each = var.given
            content {
              key    = "gpu"
              effect = "NO_SCHEDULE"
            }
          }
        }
      `,
    ],
  },
}
