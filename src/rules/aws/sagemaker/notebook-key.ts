import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const notebookKey: Rule = {
  id: 'aws/sagemaker/notebook-key',
  title: 'The disk of a notebook is not encrypted with a key of your own',
  severity: 'medium',
  why: 'Copies of training data lie on it; with a key of your own you say who may read them.',
  fix: 'Set kms_key_id (KmsKeyId).',
  subject: ['AWS::SageMaker::NotebookInstance'],
  aliases: [],
  compliance: [],

  *check(live) {
    yield* mustBeSet(at(live, 'KmsKeyId'), 'The disk is encrypted with the service’s key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          kms_key_id = "arn:aws:kms:eu-west-1:111122223333:key/1"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
              KmsKeyId: arn:aws:kms:eu-west-1:111122223333:key/1
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::NotebookInstance
            Properties:
              InstanceType: ml.g5.xlarge
              RoleArn: arn:aws:iam::111122223333:role/lab
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          kms_key_id = aws_kms_key.k.arn
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sagemaker_notebook_instance" "main" {
          name          = "lab"
          instance_type = "ml.g5.xlarge"
          role_arn      = "arn:aws:iam::111122223333:role/lab"
          kms_key_id = var.given
        }
      `,
    ],
  },
}
