// Starts scripts/<name>.ts. Plain JavaScript, so that an old Node gets as far as the sentence below.
const name = process.argv[2] ?? ''
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  console.error(
    `Nishan needs Node 24 or newer; this is Node ${process.versions.node}. Run "npm ci", then "npm ${name === 'start' ? 'start' : `run ${name}`}": npm uses the Node 24 it installed.`,
  )
  process.exitCode = 1
} else {
  process.argv.splice(2, 1)
  await import(`./${name}.ts`)
}
