import { all, any, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { ingressOf, isAllPorts, covers, tcp, mustNotFromAnywhere } from '../ports.ts'

export const openToInternetAdminPorts: Rule = {
  id: 'aws/network/open-to-internet-admin-ports',
  title: 'An administration or data port is open to the internet',
  severity: 'high',
  why: 'Databases, caches and administration ports are made for the inside: many answer without a password, and all are scanned for all day.',
  fix: 'Narrow cidr_blocks or cidr_ipv4 (CidrIp) to the addresses that need the port.',
  subject: ['AWS::EC2::SecurityGroup'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  check(group) {
    return mustNotFromAnywhere(
      ingressOf(group),
      opens,
      'A port for administration or data is open to every address.',
    )
  },

  examples: {
    good: [
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 2375
            to_port     = 2375
            protocol    = "tcp"
            cidr_blocks = ["10.0.0.0/8"]
          }
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: data
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 9200
                  ToPort: 9200
                  CidrIp: 10.0.0.0/8
      `,
    ],
    bad: [
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 2375
            to_port     = 2375
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 9200
            to_port     = 9300
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 27017
            to_port     = 27017
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        locals {
          any = "0.0.0.0/0"
        }
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 6379
            to_port     = 6379
            protocol    = "tcp"
            cidr_blocks = [local.any]
          }
        }
      `,
      terraform`
        resource "aws_vpc_security_group_ingress_rule" "data" {
          security_group_id = "sg-1"
          cidr_ipv6         = "::/0"
          ip_protocol       = "tcp"
          from_port         = 5432
          to_port           = 5432
        }
      `,
      cloudformation`
        Resources:
          Data:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: data
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 5900
                  ToPort: 5900
                  CidrIp: 0.0.0.0/0
      `,
    ],
    near: [
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 0
            to_port     = 0
            protocol    = "-1"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 8443
            to_port     = 8443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
      terraform`
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 2375
            to_port     = 2375
            protocol    = "udp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "office" {}
        resource "aws_security_group" "data" {
          ingress {
            from_port   = 6379
            to_port     = 6379
            protocol    = "tcp"
            cidr_blocks = var.office
          }
        }
      `,
    ],
  },
}

/** Ports of services that belong behind a door: Docker, Kubernetes, remote desktops, notebooks, databases, caches, search, brokers. */
const ports = [
  23, 135, 445, 1433, 1521, 2049, 2181, 2375, 2376, 2379, 2380, 3306, 4444, 5432, 5601, 5672, 5900, 5901,
  5984, 5985, 5986, 6379, 6443, 7000, 7001, 7474, 8086, 8265, 8888, 9042, 9090, 9092, 9200, 9300, 10_250,
  10_255, 11_211, 15_672, 27_017, 50_000,
]

/** Every port at once is what `aws/ec2/open-ingress` speaks of. */
function opens(entry: Fact): Answer {
  return all([any(ports.map((port) => covers(entry, port, tcp))), not(isAllPorts(entry))])
}
