import { all, any, at, has, is, isSet } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const openEndpoint: Rule = {
  id: 'aws/eks/open-endpoint',
  title: 'The API of a Kubernetes cluster answers every address',
  severity: 'critical',
  why: 'A leaked credential, or the next flaw in the API server, can be used from anywhere.',
  fix: 'Name ranges in vpc_config.public_access_cidrs (ResourcesVpcConfig.PublicAccessCidrs).',
  subject: ['AWS::EKS::Cluster'],
  aliases: [
    { id: 'CKV_AWS_38', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
    { id: 'AVD-AWS-0041', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    const config = at(live, 'ResourcesVpcConfig')
    const ranges = at(config, 'PublicAccessCidrs')
    const everyone = isSet(ranges) === 'no' ? 'yes' : any([has(ranges, '0.0.0.0/0'), has(ranges, '::/0')])
    const open = all([is(at(config, 'EndpointPublicAccess'), true), everyone])
    yield* mustNot(open, 'The public endpoint answers every address.', ranges)
  },

  examples: {
    good: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids          = ["subnet-1"]
            public_access_cidrs = ["198.51.100.0/24"]
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
                PublicAccessCidrs: ["198.51.100.0/24"]
      `,
    ],
    bad: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "main"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids          = ["subnet-1"]
            public_access_cidrs = []
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
        }
      `,
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids          = ["subnet-1"]
            public_access_cidrs = ["0.0.0.0/0"]
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
                PublicAccessCidrs: ["0.0.0.0/0"]
      `,
    ],
    near: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids             = ["subnet-1"]
            endpoint_public_access = false
            public_access_cidrs    = ["0.0.0.0/0"]
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
            subnet_ids          = ["subnet-1"]
            public_access_cidrs = var.given
          }
        }
      `,
    ],
  },
}
