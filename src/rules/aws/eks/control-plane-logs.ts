import { all, any, at, is, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const controlPlaneLogs: Rule = {
  id: 'aws/eks/control-plane-logs',
  title: 'Not all logs of a control plane are kept',
  severity: 'medium',
  why: 'After an attack nobody can say who asked the cluster for what.',
  fix: 'Name api, audit, authenticator, controllerManager and scheduler in enabled_cluster_log_types (Logging.ClusterLogging.EnabledTypes).',
  subject: ['AWS::EKS::Cluster'],
  aliases: [
    { id: 'CKV_AWS_37', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
    { id: 'AVD-AWS-0038', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
  ],
  compliance: ['PCI DSS 4.0 10.2.1', 'SOC 2 CC7.2'],

  *check(live) {
    const enabled = at(live, 'Logging.ClusterLogging.EnabledTypes')
    const kinds = ['api', 'audit', 'authenticator', 'controllerManager', 'scheduler']
    const complete = all(kinds.map((kind) => any(items(enabled).map((one) => is(at(one, 'Type'), kind)))))
    yield* must(complete, 'Not all kinds of logs are sent to CloudWatch.', enabled)
  },

  examples: {
    good: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids = ["subnet-1"]
          }
          enabled_cluster_log_types = ["api", "audit", "authenticator", "controllerManager", "scheduler"]
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EKS::Cluster
            Properties:
              RoleArn: arn:aws:iam::111122223333:role/eks
              ResourcesVpcConfig:
                SubnetIds: [subnet-1]
              Logging:
                ClusterLogging:
                  EnabledTypes:
                    - Type: api
                    - Type: audit
                    - Type: authenticator
                    - Type: controllerManager
                    - Type: scheduler
      `,
    ],
    bad: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids = ["subnet-1"]
          }
        }
      `,
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids = ["subnet-1"]
          }
          enabled_cluster_log_types = ["api", "audit"]
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::EKS::Cluster
            Properties:
              RoleArn: arn:aws:iam::111122223333:role/eks
              ResourcesVpcConfig:
                SubnetIds: [subnet-1]
      `,
    ],
    near: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids = ["subnet-1"]
          }
          enabled_cluster_log_types = reverse(["api", "audit", "authenticator", "controllerManager", "scheduler"])
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids = ["subnet-1"]
          }
          enabled_cluster_log_types = var.given
        }
      `,
    ],
  },
}
