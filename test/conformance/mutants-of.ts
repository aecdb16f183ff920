import { configurations, type Disagreement, judge, mutants } from './mutants.ts'

/** `mutants-of FOLDER [COUNT] [SEED]`: how the parser judges a folder's files and mutants of them, against Terraform. */
async function main([folder = 'examples', count = '3000', seed = '1']: readonly string[]): Promise<void> {
  const texts = configurations(folder)
  const originals = await judge(texts)
  console.log(`files: ${texts.length}, refused by terraform: ${originals.refused}`)
  for (const one of originals.disagreements) console.log(line(one))
  const found = await judge(mutants(texts, Number(count), Number(seed)))
  for (const one of found.disagreements) console.log(line(one))
  const right = found.texts - found.disagreements.length
  console.log(`mutants judged right: ${right} of ${found.texts} (${found.refused} refused by terraform)`)
  process.exitCode = originals.disagreements.length + found.disagreements.length === 0 ? 0 : 1
}

function line({ text, refusedByTerraform, said }: Disagreement): string {
  const verdict = refusedByTerraform ? 'refused by terraform only' : 'refused here only'
  if (said === undefined) return `${verdict}: ${JSON.stringify(text)}`
  const around = text.slice(Math.max(0, said.span.start - 60), said.span.end + 60)
  return `${verdict} (${said.code}): ${JSON.stringify(around)}`
}

await main(process.argv.slice(2))
