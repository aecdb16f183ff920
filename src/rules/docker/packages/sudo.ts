import { dockerfile, type Rule } from '../../rule.ts'
import { violated } from '../../verdicts.ts'
import { scripts } from '../instructions.ts'

/** Where a command begins, also in brackets and in a quoted script, after variables that it is given and with its folder. */
const sudoCalled =
  /(?:^|[\n;&|(`!{]|(?:[\t ]-\w{0,3}c|\beval)[\t ]{1,8}["']|\b(?:then|do|else|exec|time|env|nohup|xargs)[\t ])[\t ]*(?:\w{1,40}=[^\s;&|]{0,80}[\t ]{1,8}){0,8}(?:(?:\/usr(?:\/local)?)?\/bin\/)?sudo(?:\s|["',]|$)/u

export const sudo: Rule = {
  id: 'docker/packages/sudo',
  title: 'sudo is called while the image is built',
  severity: 'critical',
  why: 'Steps run as root unless USER says otherwise, and sudo in the image is a way back to root.',
  fix: 'Remove sudo; put USER root before the step and another USER after it.',
  subject: ['docker_stage'],
  aliases: [
    { id: 'CKV2_DOCKER_1', on: ['docker_stage'] },
    { id: 'AVD-DS-0010', on: ['docker_stage'] },
  ],
  compliance: [],

  *check(live) {
    for (const { text, fact } of scripts(live)) {
      if (sudoCalled.test(text)) yield violated('sudo is called.', fact)
    }
  },

  examples: {
    good: [
      dockerfile`
        FROM debian:13
        RUN apt-get update && apt-get install -y curl
      `,
    ],
    bad: [
      dockerfile`
        FROM debian:13
        RUN sudo apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN apt-get update && sudo apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN ["sudo", "ls"]
      `,
      dockerfile`
        FROM debian:13
        RUN if [ -d /x ]; then sudo make; fi
      `,
      dockerfile`
        FROM debian:13
        RUN DEBIAN_FRONTEND=noninteractive /usr/bin/sudo apt-get install -y curl
      `,
      dockerfile`
        FROM debian:13
        RUN ["/bin/sh", "-c", "sudo ls"]
      `,
      dockerfile`
        FROM debian:13
        RUN <<EOF
        sudo apt-get install -y curl
        EOF
      `,
      dockerfile`
        FROM alpine:3.22
        ONBUILD RUN sudo make install
      `,
    ],
    near: [
      dockerfile`
        FROM alpine:3.22
        RUN echo "sudo is not in this image" > /etc/motd
      `,
      dockerfile`
        FROM debian:13
        RUN apt-get install -y sudo
      `,
      dockerfile`
        FROM debian:13
        RUN ["apt-get", "install", "-y", "sudo"]
      `,
      dockerfile`
        FROM debian:13
        RUN usermod -aG sudo app && echo 'app ALL=(ALL) NOPASSWD:ALL' >> /etc/sudoers
      `,
    ],
    undecided: [],
  },
}
