import { at, is, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustNot, mustBeSet } from '../../verdicts.ts'

export const securityGroupDescription: Rule = {
  id: 'aws/ec2/security-group-description',
  title: 'The security group has no description',
  severity: 'low',
  why: 'Nobody will dare to delete or to narrow a group of which nobody knows what it is for.',
  fix: 'Set description (GroupDescription) to what the group is for.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    { id: 'CKV_AWS_23', on: ['aws_security_group', 'AWS::EC2::SecurityGroup'] },
    { id: 'AVD-AWS-0099', on: ['aws_security_group', 'AWS::EC2::SecurityGroup'] },
  ],
  compliance: [],

  *check(group) {
    // The default group is made by AWS and described by it.
    if (group.madeOf[0].resource.type === 'aws_default_security_group') return
    const description = at(group, 'GroupDescription')
    yield* mustBeSet(description, 'The group has no description.')
    yield* mustNot(isStock(description), 'The group has the description that every group gets.', description)
  },

  examples: {
    good: [
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          description = "Web servers: HTTPS from the load balancer"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 443
                  ToPort: 443
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      terraform`
        resource "aws_security_group_rule" "in" {
          type              = "ingress"
          from_port         = 443
          to_port           = 443
          protocol          = "tcp"
          cidr_blocks       = ["10.0.0.0/8"]
          security_group_id = "sg-1"
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          vpc_id = "vpc-1"
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          description = ""
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          description = "Managed by Terraform"
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_default_security_group" "default" {
          vpc_id = "vpc-1"
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name = "web"
          description = "Managed by Terraform: web servers"
        }
      `,
    ],
    undecided: [
      terraform`
        variable "text" {}
        resource "aws_security_group" "web" {
          name = "web"
          description = var.text
        }
      `,
    ],
  },
}

/** What Terraform writes where nobody wrote anything; of an unknown the other sentence speaks. */
function isStock(description: Fact): Answer {
  return description.value.kind === 'unknown' ? 'no' : is(description, 'Managed by Terraform')
}
