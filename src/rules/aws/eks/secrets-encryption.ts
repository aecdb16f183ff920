import { any, at, has, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const secretsEncryption: Rule = {
  id: 'aws/eks/secrets-encryption',
  title: 'Secrets of a Kubernetes cluster are not encrypted with a key of their own',
  severity: 'high',
  why: 'Whoever gets at the database of the cluster, or a backup of it, reads every secret.',
  fix: 'Add encryption_config with resources secrets and a key (EncryptionConfig).',
  subject: ['AWS::EKS::Cluster'],
  aliases: [
    { id: 'CKV_AWS_58', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
    { id: 'AVD-AWS-0039', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
  ],
  compliance: ['CIS Kubernetes 1.9 1.2.29', 'SOC 2 CC6.1'],

  *check(live) {
    const config = at(live, 'EncryptionConfig')
    const holds = any(items(config).map((one) => has(at(one, 'Resources'), 'secrets')))
    yield* must(holds, 'Secrets are not encrypted with a KMS key.', config)
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
          encryption_config {
            resources = ["secrets"]
            provider {
              key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
            }
          }
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
              EncryptionConfig:
                - Resources: [secrets]
                  Provider: { KeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" }
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
          encryption_config {
            resources = toset(["secrets"])
            provider {
              key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
            }
          }
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
          encryption_config {
            resources = var.given
            provider {
              key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
            }
          }
        }
      `,
    ],
  },
}
