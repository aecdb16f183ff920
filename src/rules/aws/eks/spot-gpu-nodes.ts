import { at, entries, is, items, textOf } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'
import { isGpu } from '../gpu.ts'

export const spotGpuNodes: Rule = {
  id: 'aws/eks/spot-gpu-nodes',
  title: 'All GPU nodes of a group can be taken away',
  severity: 'low',
  why: 'A training on them loses everything since its last checkpoint, at two minutes’ notice.',
  fix: 'Set capacity_type (CapacityType) to ON_DEMAND for trainings without checkpoints, or label the group so that only those with checkpoints go there.',
  subject: ['AWS::EKS::Nodegroup'],
  aliases: [],
  compliance: [],

  *check(live) {
    const types = items(at(live, 'InstanceTypes'))
    if (!types.some((one) => isGpu(textOf(one)))) return
    const labels = entries(at(live, 'Labels')).map(([key, value]) => `${key}=${textOf(value) ?? ''}`)
    const isMarked =
      labels.some((one) => /checkpoint|spot|preempt|interruptible/iu.test(one)) ||
      items(at(live, 'Taints')).length > 0
    if (!isMarked)
      yield* mustNot(
        is(at(live, 'CapacityType'), 'SPOT'),
        'The GPU nodes are spot and nothing keeps other trainings away.',
        at(live, 'CapacityType'),
      )
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
          capacity_type = "ON_DEMAND"
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
    bad: [
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
          capacity_type = "SPOT"
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
              CapacityType: SPOT
      `,
    ],
    near: [
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
          capacity_type = "SPOT"
          labels = {
            "training/checkpoints" = "required"
          }
        }
      `,
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
          capacity_type = "SPOT"
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
          capacity_type = var.given
        }
      `,
    ],
  },
}
