import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBe } from '../../verdicts.ts'

export const publicEndpoint: Rule = {
  id: 'aws/eks/public-endpoint',
  title: 'The API of a Kubernetes cluster has a public endpoint',
  severity: 'medium',
  why: 'It can be found and tried from the whole internet; a leaked credential is enough.',
  fix: 'Set vpc_config.endpoint_public_access (ResourcesVpcConfig.EndpointPublicAccess) to false.',
  subject: ['AWS::EKS::Cluster'],
  aliases: [
    { id: 'CKV_AWS_39', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
    { id: 'AVD-AWS-0040', on: ['aws_eks_cluster', 'AWS::EKS::Cluster'] },
  ],
  compliance: ['PCI DSS 4.0 1.4.2', 'SOC 2 CC6.6'],

  *check(live) {
    yield* mustBe(at(live, 'ResourcesVpcConfig.EndpointPublicAccess'), false, 'The endpoint is public.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids             = ["subnet-1"]
            endpoint_public_access = false
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
                EndpointPublicAccess: false
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
            subnet_ids             = ["subnet-1"]
            endpoint_public_access = true
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
      cloudformation`
        Resources:
          Main:
            Type: AWS::EKS::Cluster
            Properties:
              RoleArn: arn:aws:iam::111122223333:role/eks
              ResourcesVpcConfig:
                SubnetIds: [subnet-1]
                EndpointPublicAccess: "false"
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_eks_cluster" "main" {
          name     = "eks"
          role_arn = "arn:aws:iam::111122223333:role/eks"
          vpc_config {
            subnet_ids             = ["subnet-1"]
            endpoint_public_access = var.given
          }
        }
      `,
    ],
  },
}
