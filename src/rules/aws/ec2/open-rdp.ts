import { all, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { ingressOf, isAllPorts, covers, tcpAndUdp, mustNotFromAnywhere } from '../ports.ts'

export const openRdp: Rule = {
  id: 'aws/ec2/open-rdp',
  title: 'RDP is open to the internet',
  severity: 'high',
  why: 'Every address on the internet can try passwords and the next hole in the remote desktop: it is the usual way in of ransomware.',
  fix: 'Narrow cidr_blocks or cidr_ipv4 (CidrIp) to the addresses that need port 3389, or use Session Manager.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [
    {
      id: 'CKV_AWS_25',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
    {
      id: 'AVD-AWS-0107',
      on: [
        'aws_security_group',
        'aws_security_group_rule',
        'aws_vpc_security_group_ingress_rule',
        'AWS::EC2::SecurityGroup',
        'AWS::EC2::SecurityGroupIngress',
      ],
    },
  ],
  compliance: ['CIS AWS 3.0 5.2', 'CIS AWS 3.0 5.3', 'NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  check(group) {
    return mustNotFromAnywhere(ingressOf(group), opens, 'Port 3389 is open to every address.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          protocol          = "tcp"
          cidr_blocks = ["192.168.0.0/16"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          ip_protocol       = "tcp"
          cidr_ipv4 = "10.0.0.0/8"
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
                  FromPort: 3389
                  ToPort: 3389
                  Description: in
                  CidrIp: 10.0.0.0/8
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
        resource "aws_security_group" "web" {
          name = "web"
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3387
            to_port     = "3397"
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            ipv6_cidr_blocks = ["::/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          protocol          = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "ingress"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          protocol          = "6"
          ipv6_cidr_blocks = ["::/0"]
          security_group_id = "sg-123456"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          ip_protocol       = "tcp"
          cidr_ipv4 = "0.0.0.0/0"
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "web" {
          security_group_id = "sg-123456"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          ip_protocol       = "tcp"
          cidr_ipv6 = "::/0"
        }
      `,
      terraform`
        locals {
          open = ["0.0.0.0/0"]
        }
        resource "aws_security_group" "web" {
          dynamic "ingress" {
            for_each = [3389, 443]
            content {
              from_port   = ingress.value
              to_port     = ingress.value
              protocol    = "tcp"
              cidr_blocks = local.open
            }
          }
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
                  FromPort: 3389
                  ToPort: 3389
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: '3389'
                  ToPort: '3389'
                  Description: in
                  CidrIpv6: ::/0
      `,
      cloudformation`
        Resources:
          Rule:
            Type: AWS::EC2::SecurityGroupIngress
            Properties:
              GroupId: sg-123456
              IpProtocol: tcp
              FromPort: 3389
              ToPort: 3389
              CidrIp: 0.0.0.0/0
      `,
    ],
    near: [
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          egress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = []
          }
        }
      `,
      terraform`
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = -1
            to_port     = -1
            protocol    = "icmp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_vpc" "main" {
          cidr_block = "10.0.0.0/16"
        }
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = [aws_vpc.main.cidr_block]
          }
        }
      `,
      terraform`
        resource "aws_security_group_rule" "web" {
          type              = "egress"
          description       = "in"
          from_port         = 3389
          to_port           = 3389
          protocol          = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          security_group_id = "sg-123456"
        }
      `,
      cloudformation`
        Resources:
          Web:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: web servers
              SecurityGroupEgress:
                - IpProtocol: tcp
                  FromPort: 3389
                  ToPort: 3389
                  Description: in
                  CidrIp: 0.0.0.0/0
      `,
    ],
    undecided: [
      cloudformation`
        Parameters:
          Stage:
            Type: String
        Conditions:
          IsProduction: !Equals [!Ref Stage, production]
        Resources:
          Main:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: for the web
              SecurityGroupIngress: !If
                - IsProduction
                - [{ IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0 }]
                - [{ IpProtocol: tcp, FromPort: 3389, ToPort: 3389, CidrIp: 0.0.0.0/0 }]
      `,
      terraform`
        variable "office" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = var.office
          }
        }
      `,
      terraform`
        variable "port" {}
        resource "aws_security_group" "web" {
          name        = "web"
          description = "web servers"
          ingress {
            description = "in"
            from_port   = var.port
            to_port     = var.port
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
  },
}

/** Every port at once is what `aws/ec2/open-ingress` speaks of. */
function opens(entry: Fact): Answer {
  return all([covers(entry, 3389, tcpAndUdp), not(isAllPorts(entry))])
}
